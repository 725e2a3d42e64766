import { didYouMean, type Text } from "../phrases/text.ts";

/** Judges, and the checks that name them. */
export const JUDGES = {
  "bad-judge.asks-nothing": (): Text => ({
    message: "the judge is told nothing to judge by",
    hint: "give it a `rubric`, `verdicts: { pass, fail }`, or `criteria`",
  }),
  "bad-judge.two-forms": ({ first, second }: { readonly first: string; readonly second: string }): Text => ({
    message: `a judge has \`${first}\` or \`${second}\`, not both`,
    hint: "remove one of them",
  }),
  "bad-judge.model": (): Text => ({
    message: "the judge has no model",
    hint: "add `model: claude-sonnet-5-5`, or `panel: [ … ]` for several",
  }),
  "bad-judge.panel": ({ model }: { readonly model: string }): Text => ({
    message: `the panel names \`${model}\` twice`,
    hint: "to ask one model several times use `repeats: 3`",
  }),
  "bad-judge.agree": ({ agree, panel }: { readonly agree: number; readonly panel: number }): Text => ({
    message:
      panel === 0
        ? "`agree` is of a panel, and the judge has none"
        : agree > panel
          ? `\`agree: ${agree}\` can never be reached: the panel has ${panel}`
          : `with \`agree: ${agree}\` of ${panel}, two verdicts could both be given`,
    hint: panel === 0 ? "add `panel: [ … ]`, or remove `agree`" : `write ${Math.floor(panel / 2) + 1} to ${panel}`,
  }),
  "bad-judge.repeats": ({ repeats }: { readonly repeats: number }): Text => ({
    message: `\`repeats: ${repeats}\` has no majority when its votes are split`,
    hint: `write an odd number, ${repeats - 1} or ${repeats + 1}`,
  }),
  "bad-judge.choices": ({ without }: { readonly without: readonly string[] }): Text => ({
    message: `the ${without.length === 1 ? "choice" : "choices"} ${without.map((name) => `\`${name}\``).join(", ")} ${without.length === 1 ? "has" : "have"} no score`,
    hint: "give each a score from 0 to 1: `choices: { good: 1, weak: 0.5, wrong: 0 }`",
  }),
  "bad-judge.one-sided": ({ passAt, all }: { readonly passAt: number; readonly all: "pass" | "fail" }): Text => ({
    message: `every choice ${all === "pass" ? "passes" : "fails"}: ${all === "pass" ? "no" : "each"} score is below ${passAt}`,
    hint: "set `pass_at` between the scores of a right and of a wrong answer",
  }),
  "bad-judge.mean": ({ passAt }: { readonly passAt: number }): Text => ({
    message: `every answer passes: no share of the criteria is below ${passAt}`,
    hint: "set `pass_at` above 0: 0.5 asks for half of them",
  }),
  "bad-judge.name": ({ name, kind }: { readonly name: string; readonly kind: "choice" | "criterion" }): Text => ({
    message:
      name === ""
        ? `two names of a ${kind} differ in their case alone`
        : `a ${kind} cannot be called \`${name}\`: that is what every judge may say when it cannot tell`,
    hint: "rename it",
  }),
  "bad-judge.stray": ({ key, needs }: { readonly key: string; readonly needs: string }): Text => ({
    message: `\`${key}\` says nothing without ${needs}`,
    hint: `add ${needs}, or remove \`${key}\``,
  }),
  "bad-judge.at-least": ({ count, criteria }: { readonly count: number; readonly criteria: number }): Text => ({
    message: `\`at_least: ${count}\` can never be reached: there are ${criteria} criteria`,
    hint: `write 1 to ${criteria}`,
  }),
  "bad-judge.blind": (): Text => ({
    message: "the judge is not shown the answer",
    hint: "add `output` to `see`",
  }),
  "bad-judge.format": (): Text => ({
    message: "a judge's answer has a format of its own",
    hint: "remove `output_config.format`",
  }),
  "bad-judge.setting": ({ key }: { readonly key: string }): Text => ({
    message: `a judge answers in one message of its own form: \`${key}\` would stand in its way`,
    hint: `remove \`${key}\``,
  }),
  "bad-judge.pairs": ({ judge }: { readonly judge: string }): Text => ({
    message: `\`${judge}\` judges pairs of answers, not one answer`,
    hint: `name it under \`compare: { prefer: ${judge} }\``,
  }),
  "bad-judge.not-pairs": ({ judge }: { readonly judge: string }): Text => ({
    message: `\`${judge}\` judges one answer, not pairs of them`,
    hint: "a judge of pairs has `prefer: Which answer helps the customer more?` instead of a rubric",
  }),
  "bad-judge.no-reference": ({ judge }: { readonly judge: string }): Text => ({
    message: `\`${judge}\` sees a reference, and the check gives none`,
    hint: `write \`judge: { use: ${judge}, reference: "{{ expected }}" }\`, or remove \`reference\` from \`see\``,
  }),
  "bad-judge.no-pairs": ({ judge }: { readonly judge: string }): Text => ({
    message: `there is no pair of arms whose answers \`${judge}\` could be asked about`,
    hint: "give the suite two models or two prompts, and say with `compare: { by: model | prompt | first }` which are held against each other",
  }),
  "bad-judge.of-pairs": ({ key, judge }: Record<"key" | "judge", string>): Text => ({
    message: `\`${key}\` says nothing of a judge of pairs: \`${judge}\` passes and fails no answer`,
    hint: `remove \`${key}\``,
  }),
  "bad-judge.pairs-see": ({ part }: { readonly part: string }): Text => ({
    message: `a judge of pairs is not shown \`${part}\`: it differs between the arms, and would tell which is which`,
    hint: "write `see: [output]` or `see: [input, output]`, or remove `see`",
  }),
  "bad-judge.pairs-early": ({ judge }: { readonly judge: string }): Text => ({
    message: `\`${judge}\` is asked about pairs when all trials are there, and --sequential stops before that: of how many cases pairs are judged would hang on the verdicts`,
    hint: "run without --sequential, or without `prefer`",
  }),
  "bad-judge.use": ({ key }: { readonly key: string }): Text => ({
    message: `\`${key}\` is the judge's own, and the judge is named`,
    hint: "say it where the judge is defined; beside `use` goes only `reference`",
  }),
  "bad-judge.word": ({ written, nearest, known }: Record<"written", string> & Omit<UnknownJudge, "name">): Text => ({
    message: `\`${written}\` is nothing that the judge may say`,
    hint: didYouMean(nearest) ?? `it may say: ${known.join(", ")}; for an answer of any form write \`{ text: … }\``,
  }),
  "bad-judge.no-criteria": (): Text => ({
    message: "the judge has no criteria",
    hint: "say what it answers as a whole: `simulate_judge: pass`",
  }),
  "unknown-arm.judge": ({ key, nearest, known }: UnknownKey): Text => ({
    message: `\`${key}\` is the name of no arm`,
    hint: didYouMean(nearest) ?? `the arms here: ${known.join(", ")}`,
  }),
  "wrong-type.votes": (): Text => ({
    message: "expected a list, a word a vote",
    hint: "write it like `votes: [pass, fail, pass]`",
  }),
  "unknown-judge": ({ name, nearest, known }: UnknownJudge): Text => ({
    message: `there is no judge \`${name}\``,
    hint:
      didYouMean(nearest) ?? (known.length === 0 ? "define it under `judges:`" : `the judges are: ${known.join(", ")}`),
  }),
  "unread-reference": ({ judge }: { readonly judge: string }): Text => ({
    message: `\`${judge}\` is not shown the reference: neither \`see\` nor a text of the judge names it`,
    hint: "add `reference` to `see`, write `{{ reference }}` in the rubric, or remove it from the check",
  }),
  "unused-judge": ({ name, isOfPairs }: { readonly name: string; readonly isOfPairs: boolean }): Text => ({
    message: isOfPairs ? `no comparison asks the judge \`${name}\`` : `no check asks the judge \`${name}\``,
    hint: isOfPairs
      ? `name it under \`compare: { prefer: ${name} }\`, or remove it`
      : `add \`- judge: ${name}\` to \`expect\`, or remove it`,
  }),
  "doubtful-judge": ({ start }: { readonly start: string }): Text => ({
    message: `the rubric begins like a defect (“${start}…”), and nothing says what passes: a judge may pass what has the defect`,
    hint: "say what a right answer is, or add `verdicts: { pass: …, fail: … }`",
  }),
  "judge-of-own-family": ({ judge, model, arm }: Record<"judge" | "model" | "arm", string>): Text => ({
    message: `\`${judge}\` asks ${model}, of the family of the arm \`${arm}\`: models are known to prefer answers of their own kind`,
    hint: "let a model of another family judge, or measure the judge on labels of this arm",
  }),
};

interface UnknownKey {
  readonly key: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface UnknownJudge {
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}
