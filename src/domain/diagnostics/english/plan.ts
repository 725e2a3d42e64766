import { didYouMean, type Text } from "./phrases/text.ts";

/** What is found when cases are expanded and templates rendered. */
export const PLAN = {
  "unknown-tool": ({ name, nearest, known }: UnknownTool): Text => ({
    message: `no tool of the suite is called \`${name}\``,
    hint: didYouMean(nearest) ?? `the suite's tools: ${known.join(", ")}`,
  }),
  "no-input": ({ names }: { readonly names: readonly string[] }): Text => ({
    message:
      names.length === 0
        ? "what is the target asked? The suite has no prompt, and this case no text variable"
        : `what is the target asked? The suite has no prompt, and this case several texts: ${names.join(", ")}`,
    hint: 'say it in the suite: `input: "{{ message }}"`',
  }),
  "nothing-expected": (): Text => ({
    message: "nothing is expected of this case's answer: it could not fail",
    hint: "add `expect:` with at least one check to the case or to the suite",
  }),
  "no-such-turn": ({ turn, turns }: { readonly turn: number; readonly turns: number }): Text => ({
    message: `the check looks at turn ${turn}; the case has ${turns === 1 ? "1 turn" : `${turns} turns`}`,
    hint: "correct `turn`",
  }),
  "nothing-weighed": (): Text => ({
    message: "every check of this case has `weight: 0`: there is no score to reach",
    hint: "give a check a `weight` above 0, or remove `min_score`",
  }),
  "nothing-required": (): Text => ({
    message: "every check of this case is optional: it could not fail",
    hint: "make a check required, or set a `min_score` above 0",
  }),
  "unprintable-value": ({ name, kind }: { readonly name: string; readonly kind: Unprintable }): Text => {
    return { message: `\`${name}\` is ${kind}, which has no text of its own`, hint: PRINT[kind](name) };
  },
  "undefined-variable": ({ name, step, nearest, known, isEarly }: UndefinedVariable): Text => {
    const more = known.length > MAX_LISTED ? ` and ${known.length - MAX_LISTED} more` : "";
    const listed =
      known.length === 0 ? "nothing is defined there" : `there are: ${known.slice(0, MAX_LISTED).join(", ")}${more}`;
    return {
      message: `the variable \`${name}\` is not defined${step === null ? "" : `: it has no \`${step}\``}`,
      hint: isEarly
        ? "a turn's reply is there from the next turn on"
        : (blankHint(nearest) ?? didYouMean(nearest) ?? listed),
    };
  },
  "template-error.value": ({ written }: { readonly written: string }): Text => ({
    message: `\`${written}\` is not one value`,
    hint: 'write names with spaces, and names like `or`, as `{{ ["First Name"] }}` or `{{ row["First Name"] }}`',
  }),
  "template-error.liquid": ({
    reason,
    mistake,
  }: {
    readonly reason: string;
    readonly mistake: LiquidMistake;
  }): Text => ({
    message: reason,
    hint: "tag" in mistake ? `end it with \`{% end${mistake.tag} %}\`` : MENDED[mistake.kind],
  }),
  /** The words of a problem of a template that is no file: the line is not seen beside its place. */
  "template-error.in-line": ({ wrong, line }: { readonly wrong: Text; readonly line: number }): Text => ({
    message: `${wrong.message} (line ${line} of the text)`,
    hint: wrong.hint,
  }),
  "empty-text": (): Text => ({
    message: "this text is empty once it is rendered, and the API takes no empty text",
    hint: "write a text, or give a value to the variables that it prints",
  }),
  "template-in-base64": (): Text => ({
    message: "Base64 data is no template: it would be sent with its braces",
    hint: 'name a file for each case: `{ image: { file: "{{ path }}" } }` or `{ document: { file: "{{ path }}" } }`',
  }),
  "bad-search-results.list": (): Text => ({
    message: "`search_results` is no list once it is rendered",
    hint: 'write a list of passages, or one variable that holds a list: `search_results: "{{ passages }}"`',
  }),
  "bad-search-results.passage": (): Text => ({
    message: "a passage of `search_results` has no text",
    hint: "a passage is a text, or a map with `text` (or `file`), and maybe `source` and `title`",
  }),
};

/** Of what kind a mistake is, so far as Liquid's own words tell. `tag`: one that is not ended. */
export type LiquidMistake =
  | { readonly kind: "forbidden tag" | "unknown filter" | "endless" | "open braces" | "other" }
  | { readonly kind: "open tag"; readonly tag: string };

const MENDED = {
  "forbidden tag": "templates do not include others and change no variables: write the text here",
  "unknown filter": "see the filters of Liquid; `json`, `join`, `default` and `parse_json` are there",
  endless: "the template does not end, or gives far too much: look at its loops",
  "open braces": "close it with `}}`, or switch templates off: `{ file, template: false }`",
  other: "templates are Liquid; braces that are no template go into `{% raw %}…{% endraw %}`",
};

/** What has no text of its own. */
export type Unprintable = "null" | "a list" | "a map" | "no number";

/** What to write instead. */
const PRINT: Readonly<Record<Unprintable, (name: string) => string>> = {
  null: (name) => `give it a value, or write \`{{ ${name} | default: "…" }}\``,
  "a list": (name) => `write \`{{ ${name} | join: ", " }}\` or \`{{ ${name} | json }}\``,
  "a map": (name) => `write \`{{ ${name} | json }}\`, or name one of its keys`,
  "no number": () => "calculate with numbers only, and never divide by 0",
};

const MAX_LISTED = 20;

interface UnknownTool {
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

/** A name that no template can write: a blank at an end of a column's header, mostly. Null: there is none. */
function blankHint(name: string | null): string | null {
  if (name === null || name === name.trim()) return null;
  const where = name.startsWith(" ") ? "begins with" : "ends with";
  return `there is ${JSON.stringify(name)}, which ${where} a blank: mend it where it is named (a column: in the header of its table)`;
}

interface UndefinedVariable {
  /** As the template has it. */
  readonly name: string;
  /** The part of the name that is not there; null where it is the whole. */
  readonly step: string | null;
  readonly nearest: string | null;
  /** What is in its place. */
  readonly known: readonly string[];
  /** Is it the reply of a turn that has not been? */
  readonly isEarly: boolean;
}
