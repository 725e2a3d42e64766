import { plural } from "../../../../base/figures.ts";
import { described, didYouMean, type Text } from "../phrases/text.ts";

/** Suites as a whole, and the project that they are in. */
export const SUITES = {
  "no-cases": (): Text => ({
    message: "the suite has no cases",
    hint: "add `cases:` with at least one case: its `vars` and what is expected of the answer",
  }),
  "no-suites": (): Text => ({
    message: "no file matches this pattern",
    hint: "check the path; globs are relative to the working folder",
  }),
  "no-suites.folder": (): Text => ({
    message: "no suite is in this folder: a folder stands for its `*.yaml`",
    hint: "name the files, or a pattern that looks into folders below: `folder/**/*.yaml`",
  }),
  "no-suites.unreadable": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "check its permissions, or name the suites in it",
  }),
  "no-suites.listed": (): Text => ({
    message: "the list of suites is empty: nothing would be tested",
    hint: "name at least one: a path, a pattern, or an object",
  }),
  "too-many-files.suites": (): Text => ({
    message: "this pattern looks through more than 100,000 files and folders, or for more than 10 seconds",
    hint: "begin it with the folder that the suites are in",
  }),
  "duplicate-suite": ({ name, other }: { readonly name: string; readonly other: string }): Text => ({
    message: `the suite is called \`${name}\`, like ${other}`,
    hint: "give it another `name`",
  }),
  "unpaired-arms": ({ by, arms }: { readonly by: string; readonly arms: number }): Text => ({
    message: `nothing is compared: by ${by}, ${arms === 1 ? "the suite's only arm has no other" : `no two of the suite's ${arms} arms differ in it alone`}`,
    hint: "give the suite a second one, say by what its arms do differ (`model`, `prompt`, `target`, `first`), or remove `compare`",
  }),
  "stray-label": ({ label, owner, stray }: Record<"label" | "owner" | "stray", string>): Text => ({
    message: `\`${label}\` is a label of ${owner}; ${stray} has no such model`,
    hint: "run the suites apart, or give the other suite a model with this label",
  }),
  "no-prompt": (): Text => ({
    message: "this case has no `turns`, and the suite has no prompt to send",
    hint: "add `prompt:` to the suite",
  }),
  "equal-arms.turns": (): Text => ({
    message: "a case with `turns` uses no prompt text, so these prompts would send equal requests",
    hint: "let the prompts differ in `system` or settings, or move the case into a suite of its own",
  }),
  "misnamed-config": ({ name }: { readonly name: string }): Text => ({
    message: "a config of this name is not read",
    hint: `call it ${name}`,
  }),
  "missing-baseline.named": ({ source, near }: { readonly source: string; readonly near: string | null }): Text => ({
    message: `there is no baseline, and no run, called ${source}`,
    hint: `${near === null ? "correct the name" : `did you mean ${near}?`}; without a baseline yet, run with --allow-missing-baseline and accept that run`,
  }),
  "suite-outside-root": ({ root }: { readonly root: string }): Text => ({
    message: `the suite is not in the project of the working folder (${root})`,
    hint: "run it from its own project, or with --allow-outside",
  }),
  "several-roots": ({ one, another }: { readonly one: string; readonly another: string }): Text => ({
    message: `the suites are of several projects (${one}, ${another}): no config holds for all of them`,
    hint: "run each project's suites from its own folder",
  }),
  "other-config": ({ root, folder }: { readonly root: string; readonly folder: string }): Text => ({
    message: `this config does not hold here: the project of the working folder is ${root}`,
    hint: `run from ${folder}, or move what it says into the config of the project`,
  }),
  "unused-config": ({ root, folder }: { readonly root: string; readonly folder: string }): Text => ({
    message: `this config does not hold: the project of the working folder is ${root}, which has none`,
    hint: `run from ${folder}, if it is to hold`,
  }),
  "suite-of-program": ({ name }: { readonly name: string }): Text => ({
    message: `the suite \`${name}\` is an object of a program, and no file`,
    hint: "go on with its run in that program: `run(suite, { resume: RUN })`",
  }),
};

/** What a program hands to the library: options, suites, answers and reports. */
export const PROGRAMS = {
  "unknown-option": ({ name, nearest, known }: UnknownName): Text => ({
    message: `there is no option \`${name}\``,
    hint: didYouMean(nearest) ?? `known: ${known.join(", ")}`,
  }),
  "bad-option": ({ kind, value }: { readonly kind: keyof typeof KINDS; readonly value: unknown }): Text => ({
    message: `expected ${KINDS[kind]}, got ${described(value)}`,
    hint: null,
  }),
  "bad-option.together": ({ one, other }: { readonly one: string; readonly other: string }): Text => ({
    message: `\`${one}\` does not go with \`${other}\``,
    hint: "leave one of them out",
  }),
  "bad-option.resume": (): Text => ({
    message: "a run that was kept for its time only cannot be gone on with",
    hint: "give the run a `store`",
  }),
  "bad-option.unsettled": ({ seconds, count }: { readonly seconds: number; readonly count: number }): Text => ({
    message: `${plural(count, "promise")} of \`onTrial\` did not settle within ${seconds} s after the run`,
    hint: "the run is kept in its store; let what `onTrial` returns resolve",
  }),
  "wrong-type.answer": ({ value }: { readonly value: unknown }): Text => ({
    message: `expected a text, or an object with \`text\`, got ${described(value)}`,
    hint: null,
  }),
  "wrong-type.answer-class": ({ className }: { readonly className: string }): Text => ({
    message: `expected a text, or an object with \`text\`, got an object of the class ${className}`,
    hint: "give its text",
  }),
  "wrong-type.no-answer": (): Text => ({
    message: "expected a text, or an object with `text`, got an object without `text`, `content` and `tool_calls`",
    hint: 'an empty answer is the text ""',
  }),
  "wrong-type.of-answer": ({ member, value }: OfAnswer): Text => ({
    message: `expected ${ANSWER_MEMBERS[member]}, got ${described(value)}`,
    hint: null,
  }),
  "wrong-type.report": ({ value }: { readonly value: unknown }): Text => ({
    message: `expected a report, or the id or folder of a run, got ${described(value)}`,
    hint: null,
  }),
  "wrong-type.promise": (): Text => ({
    message: "got a promise, and not the value that it promises",
    hint: "await it",
  }),
  "unknown-key.answer": ({ name, nearest, known }: UnknownName): Text => ({
    message: `an answer has no \`${name}\``,
    hint: didYouMean(nearest) ?? `known: ${known.join(", ")}`,
  }),
  "bad-value.paid": ({ value, most }: { readonly value: unknown; readonly most: number }): Text => ({
    message: `expected an amount in US dollars from 0 to ${most}, got ${described(value)}`,
    hint: null,
  }),
  "wrong-type.suite-value": (): Text => ({
    message: "a suite is a path or an object",
    hint: "make one with `defineSuite`, or name its file",
  }),
  "not-data.function": (): Text => ({
    message: "a function cannot stand here",
    hint: "functions are checks (`script: (answer) => …`) and targets; everything else is plain data",
  }),
  "not-data.instance": ({ className }: { readonly className: string }): Text =>
    notData(`an object of the class ${className}`),
  "not-data.unreadable": ({ words }: { readonly words: string }): Text =>
    notData(`a value that cannot be read (${words})`),
  "not-data.circle": (): Text => notData("a value that holds itself"),
  "not-data.shared": ({ limit }: { readonly limit: number }): Text => ({
    message: `objects that stand in several places add more than ${limit.toLocaleString("en")} values to those that are there once`,
    hint: "hand over what the suite reads alone: an object that holds another one twice, and so on, grows at every level",
  }),
  "not-data.value": ({ value }: { readonly value: unknown }): Text =>
    notData(typeof value === "number" || value === undefined ? String(value) : `a ${typeof value}`),
  "too-deep.value": ({ mostLevels }: { readonly mostLevels: number }): Text => ({
    message: `the value is nested deeper than ${mostLevels} levels`,
    hint: "flatten it",
  }),
};

/** What a member of an answer has to be. */
const ANSWER_MEMBERS = {
  text: "a text",
  blocks: "a list of content blocks of the Messages API, each with its `type`",
  calls: "a list of { name, input?, id? }",
  ending: "a text (`end_turn`, `max_tokens`, …)",
  usage: "a map whose `input_tokens` and `output_tokens` are whole numbers",
  duration: "a number of milliseconds, or null",
};

export type AnswerMember = keyof typeof ANSWER_MEMBERS;

interface OfAnswer {
  readonly member: AnswerMember;
  readonly value: unknown;
}

/** What an option of the library takes. */
const KINDS = {
  flag: "true or false",
  text: "a text",
  path: "a file, or a folder that ends with a slash",
  texts: "a text or a list of texts",
  count: "a whole number from 1",
  amount: "a number above 0",
  share: "a share from 0 to 1",
  dollars: "an amount in US dollars from 1e-12 to 1000000000",
  map: "a map",
  plain: "a plain object of options",
  function: "a function",
  cases: '"assert" or "report"',
  duration: "a number from 0",
  whole: "a whole number",
  looks: 'a whole number from 1, or "any"',
  store: "a folder, or null",
  signal: "an AbortSignal",
};

export type OptionKind = keyof typeof KINDS;

interface UnknownName {
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

function notData(what: string): Text {
  return {
    message: `${what} cannot stand here`,
    hint: "a suite is plain data: texts, numbers, booleans, null, lists and maps",
  };
}
