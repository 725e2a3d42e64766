import { didYouMean, type Text } from "../phrases/text.ts";

/** Models, prompts, arms and gates. */
interface StrayTargetKey {
  readonly key: string;
  readonly kind: string;
  readonly kinds: readonly string[];
}

export const ARMS = {
  "no-model": (): Text => ({
    message: "the suite names no model",
    hint: "add `model: claude-haiku-5-5`, or run with --model",
  }),
  "two-forms.models": (): Text => ({
    message: "a suite has `model` or `models`, not both",
    hint: "move it into `models`",
  }),
  "two-forms.prompts": (): Text => ({
    message: "a suite has `prompt` or `prompts`, not both",
    hint: "move it into `prompts`",
  }),
  "two-forms.prompt": ({ first, second }: { readonly first: string; readonly second: string }): Text => ({
    message: `a prompt has one of \`file\`, \`user\` and \`messages\`; here are \`${first}\` and \`${second}\``,
    hint: "remove one of them",
  }),
  /** `retires`: the day, or null where none is known. */
  "deprecated-model": ({ id, retires }: { readonly id: string; readonly retires: string | null }): Text => ({
    message: `the model \`${id}\` is deprecated${retires === null ? "" : `; its end of life is ${retires}`}`,
    hint: "plan the move to a newer model",
  }),
  "retired-model": ({ id, retiredOn, successor }: RetiredModel): Text => ({
    message: `the model \`${id}\` was retired on ${retiredOn}`,
    hint: successor === null ? "choose a newer model" : `use \`${successor}\``,
  }),
  "misspelt-model": ({ id, realId }: { readonly id: string; readonly realId: string }): Text => ({
    message: `there is no model \`${id}\``,
    hint: didYouMean(realId),
  }),
  "unknown-model": ({ id, nearest, aliases }: UnknownModel): Text => {
    const known = aliases.length === 0 ? "" : `; aliases of the config: ${aliases.join(", ")}`;
    return {
      message: `the model \`${id}\` is in no list of prompt-run's`,
      hint:
        didYouMean(nearest) ??
        `its settings and price cannot be checked; \`prompt-run models\` lists the known ones${known}`,
    };
  },
  "unknown-prompt": ({ file, name, nearest, known }: UnknownPrompt): Text => ({
    message: `${file} has no prompt \`${name}\``,
    hint: didYouMean(nearest) ?? `the suite has: ${known.join(", ")}`,
  }),
  "bad-target.none": (): Text => ({
    message: "the target does not say what it is",
    hint: `say one of: command: [program, …], http: { url: … }, module: app.mjs, claude_code: { … }`,
  }),
  "bad-target.kinds": ({ kinds }: { readonly kinds: readonly string[] }): Text => ({
    message: `the target is ${kinds.map((kind) => `\`${kind}\``).join(" and ")} at once`,
    hint: "keep one, and make another target of the other",
  }),
  "bad-target.stray": ({ key, kind, kinds }: StrayTargetKey): Text => ({
    message: `\`${key}\` says nothing of a target of the kind \`${kind}\``,
    hint: `it is for: ${kinds.join(", ")}`,
  }),
  "bad-target.workers": ({ name }: { readonly name: string }): Text => ({
    message: `\`start\` starts ${name} once, and \`workers\` asks for more of it`,
    hint: "leave `workers` out; with `concurrent: N` one service answers N trials at once",
  }),
  "bad-target.tags": (): Text => service("its URL takes `{{ … }}` alone, no tags"),
  "bad-target.host": (): Text => service("its URL begins with http:// or https:// and a host, written out"),
  "bad-target.url": ({ url }: { readonly url: string }): Text => service(`\`${url}\` is no URL`),
  "bad-target.dots": (): Text =>
    service("a value in the path of the URL is `.` or `..`, which would ask for another path"),
  "bad-target.ready": ({ url }: { readonly url: string }): Text => service(`\`ready: ${url}\` is no http(s) URL`),
  "bad-target.path": ({ path, wrong }: { readonly path: string; readonly wrong: Text }): Text =>
    service(`\`${path}\` is ${wrong.message}`),
  "bad-target.header": ({ header }: { readonly header: string }): Text =>
    service(`its header \`${header}\` would hold a character that no HTTP header can carry`),
  "bad-target.variable": ({ variable, header }: Record<"variable" | "header", string>): Text =>
    service(`the environment has no \`${variable}\`, which the header \`${header}\` is`),
  "bad-target.broken-json": (): Text =>
    service("its body begins like JSON and is none: templates fill texts in JSON, never structure"),
  "bad-target.template": ({ problems }: { readonly problems: readonly Text[] }): Text =>
    service(problems.map(({ message }) => message).join("; ")),
  "bad-target.folder": ({ path }: { readonly path: string }): Text => ({
    message: `there is no folder \`${path}\``,
    hint: "paths are relative to the file that names them",
  }),
  "bad-target.outside": ({ path }: { readonly path: string }): Text => ({
    message: `\`${path}\` leads out of the project`,
    hint: "name a folder inside the project, or run with --allow-outside",
  }),
  "unknown-arm.target": ({ file, name, nearest, known }: UnknownPrompt): Text => ({
    message: `${file} has no target \`${name}\``,
    hint:
      didYouMean(nearest) ?? (known.length === 0 ? "its `targets` name none" : `the suite has: ${known.join(", ")}`),
  }),
  "duplicate-arm": ({ id }: { readonly id: string }): Text => ({
    message: `two arms are called \`${id}\``,
    hint: "give one of the models a `label`",
  }),
  "duplicate-arm.target": ({ name }: { readonly name: string }): Text => ({
    message: `a target and a model are both called \`${name}\``,
    hint: "call the target otherwise",
  }),
  "equal-arms": ({ first, second }: { readonly first: string; readonly second: string }): Text => ({
    message: `the arms \`${first}\` and \`${second}\` would send equal requests`,
    hint: "remove one; for repeats use `trials`",
  }),
  "equal-arms.rendered": ({ first, second }: { readonly first: string; readonly second: string }): Text => ({
    message: `the arms \`${first}\` and \`${second}\` send equal requests in every case: what is different in their prompts comes out the same`,
    hint: "remove one; for repeats use `trials`",
  }),
  "unknown-arm.gate": ({ arm, nearest, known }: UnknownArm): Text => ({
    message: `there is no arm \`${arm}\``,
    hint: didYouMean(nearest) ?? `the arms are: ${known.join(", ")}`,
  }),
  "arm-left-out": ({ arm, looked }: { readonly arm: string; readonly looked: readonly string[] }): Text => ({
    message: `the gate names the arm \`${arm}\`, which this run leaves out: the gate looks at ${looked.join(", ")}`,
    hint: "that is by --model or --prompt; without them the gate looks at the arms it names",
  }),
  "gate-without-demand": (): Text => ({
    message: "a rule of 0 cannot fail: every answer may be wrong",
    hint: "demand more than 0, or write `gate: none` if nothing is demanded",
  }),
  "bad-gate.by-judge": ({ name, known }: { readonly name: string; readonly known: readonly string[] }): Text => ({
    message: `no check asks the judge \`${name}\``,
    hint: known.length === 0 ? "add `- judge: …` to `expect`" : `the judges that are asked: ${known.join(", ")}`,
  }),
  "bad-gate": (): Text => ({
    message: "`not_worse_than` compares with a `baseline` file or with an `arm` of this suite, not with both",
    hint: "write one of the two, or neither and --baseline",
  }),
};

interface RetiredModel {
  readonly id: string;
  readonly retiredOn: string;
  readonly successor: string | null;
}

interface UnknownModel {
  readonly id: string;
  readonly nearest: string | null;
  readonly aliases: readonly string[];
}

interface UnknownPrompt {
  readonly file: string;
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface UnknownArm {
  readonly arm: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

/** Of a service that is asked over HTTP. */
function service(message: string): Text {
  return {
    message,
    hint: "texts in `url`, `headers` and `body` are templates over the case's variables and `input`; the paths of replies are JSONPath",
  };
}
