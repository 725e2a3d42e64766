import { plural } from "../../../../base/figures.ts";
import { described, didYouMean, type Text } from "../text.ts";

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
  "wrong-type.of-answer": ({ expected, value }: { readonly expected: string; readonly value: unknown }): Text => ({
    message: `expected ${expected}, got ${described(value)}`,
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
  "not-data.value": ({ value }: { readonly value: unknown }): Text =>
    notData(typeof value === "number" || value === undefined ? String(value) : `a ${typeof value}`),
  "too-deep.value": ({ mostLevels }: { readonly mostLevels: number }): Text => ({
    message: `the value is nested deeper than ${mostLevels} levels`,
    hint: "flatten it",
  }),
};

/** What an option of the library takes. */
const KINDS = {
  flag: "true or false",
  text: "a text",
  texts: "a text or a list of texts",
  count: "a whole number from 1",
  amount: "a number above 0",
  share: "a share from 0 to 1",
  dollars: "an amount in US dollars from 1e-12 to 1000000000",
  map: "a map",
  plain: "a plain object of options",
  function: "a function",
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
