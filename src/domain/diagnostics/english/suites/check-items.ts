import { quote } from "../../../../base/printable.ts";
import { anyOf, described, didYouMean, orOf, type Text, TYPE_NAMES } from "../phrases/text.ts";

/** Arguments of single kinds of checks, and how checks stand in each other. */
export const CHECK_ITEMS = {
  "bad-check-argument.no-calls": (): Text => ({
    message: "the list is empty",
    hint: "`tool_call: none` expects no call",
  }),
  "bad-check-argument.none-in-list": (): Text => ({ message: "`none` cannot stand in a list", hint: null }),
  "bad-check-argument.no-tool": (): Text => ({ message: "expected the tool's `name`", hint: null }),
  "bad-check-argument.empty-tool": (): Text => ({ message: "the tool's name is empty", hint: null }),
  "bad-check-argument.stop-reason": ({ got, nearest }: { readonly got: string; readonly nearest: string }): Text => ({
    message: `no stop reason is called \`${got}\``,
    hint: didYouMean(nearest),
  }),
  "bad-check-argument.timeout": (): Text => ({ message: "the script needs more than 0 seconds", hint: null }),
  "bad-check-argument.file-and-function": (): Text => ({
    message: "`file` does not go with `function`",
    hint: null,
  }),
  "bad-check-argument.empty-path": (): Text => ({ message: "the path is empty", hint: null }),
  "bad-check-argument.expression": (of: ExpressionProblem): Text => ({
    message: `${of.engine}${of.column === null ? "" : ` (column ${of.column})`}`,
    hint: of.isName ? (didYouMean(of.nearest) ?? `the names are ${of.names.join(", ")}`) : null,
  }),
  "bad-check-argument.no-expression": (): Text => ({ message: "the expression is not valid", hint: null }),
  "bad-check-argument.not-boolean": ({ type }: { readonly type: string }): Text => ({
    message: `the expression gives a ${type}, not true or false`,
    hint: "compare it with something",
  }),
  "bad-check-argument.backtracking": (): Text => ({
    message: "`matches` may take forever on some texts",
    hint: "use `re`: output.re('[a-z]+')",
  }),
  "bad-check-argument.tag": ({ tag }: { readonly tag: string }): Text => ({
    message: `${quote(tag)} cannot be a tag`,
    hint: "write the bare name: `tag: queue`",
  }),
  "bad-check-argument.outer-only": ({ key }: { readonly key: string }): Text => ({
    message: `\`${key}\` cannot stand inside another check`,
    hint: "write it beside the outer one",
  }),
  "bad-check-argument.inner-file": (): Text => ({
    message: "a file of checks cannot stand inside another check",
    hint: null,
  }),
  "bad-check-argument.no-check": (): Text => ({ message: "expected a check", hint: "such as `contains: refund`" }),
  "bad-check-argument.on": ({ check }: { readonly check: string }): Text => ({
    message: `\`on\` picks text, and \`${check}\` does not look at text alone`,
    hint: "leave `on` out",
  }),
  /** What is wrong with the key that picks a part of the text, told where another thing stands. */
  "bad-extraction": ({ key, wrong }: { readonly key: "on" | "answer"; readonly wrong: Text }): Text => ({
    message: `\`${key}\`: ${wrong.message}`,
    hint: wrong.hint,
  }),
  "bad-check-argument.own-on": ({ wrong }: { readonly wrong: Text }): Text => ({
    message: `\`on\`: ${wrong.message}`,
    hint: wrong.hint,
  }),
  "unknown-check.inner": ({ key, nearest }: { readonly key: string; readonly nearest: string | null }): Text => ({
    message: `unknown check \`${key}\``,
    hint: didYouMean(nearest),
  }),
  "unknown-judge.here": (): Text => ({ message: "this judge is not known here", hint: "define it under `judges:`" }),
  "empty-expectation": ({ isOneOfMany }: { readonly isOneOfMany: boolean }): Text => ({
    message: isOneOfMany
      ? "one of the texts is empty: an empty answer passes"
      : "the text is empty: nothing but an empty answer passes",
    hint: "write the text (an empty cell of a table is an empty text), or remove the check",
  }),
  "doubtful-check.empty-match": (): Text => ({
    message: "the pattern matches the empty text",
    hint: "an empty answer passes this check",
  }),
  "doubtful-check.nothing-matches": (): Text => ({
    message: "nothing can follow `$`, the end of the text: no text matches",
    hint: "write `\\$` for a dollar sign, or set `flags: m` for the ends of lines",
  }),
  "doubtful-check.no-words": ({ metric }: { readonly metric: string }): Text => ({
    message: `the tokenizer of ${metric} sees no words in a reference`,
    hint: "use `tokenize: words` or `tokenize: chars`",
  }),
  "doubtful-check.min-0": (): Text => ({ message: "every text passes with `min: 0`", hint: null }),
  "doubtful-check.stop-reason": ({
    got,
    known,
  }: {
    readonly got: string;
    readonly known: readonly string[];
  }): Text => ({
    message: `\`${got}\` is no stop reason that is known`,
    hint: `known are ${known.join(", ")}`,
  }),
};

interface ExpressionProblem {
  /** What is wrong, in the words of the engine. */
  readonly engine: string;
  /** From 1. */
  readonly column: number | null;
  /** Is it a name that nobody knows? Then the nearest one, and all. */
  readonly isName: boolean;
  readonly nearest: string | null;
  readonly names: readonly string[];
}

/** What is wrong with the JSON Schemas of checks. */
export const JSON_SCHEMAS = {
  "bad-check-argument.schema": ({ engine }: { readonly engine: string }): Text => ({
    message: `the schema does not compile: ${engine}`,
    hint: DRAFTS,
  }),
  "bad-check-argument.schema-word": ({ key, got, allowed, nearest }: SchemaWord): Text => ({
    message: `\`${key}\` in a schema is ${anyOf(allowed)}; found ${described(got)}`,
    hint: didYouMean(nearest) ?? "write one of these",
  }),
  "bad-check-argument.schema-type": ({ key, got, types }: SchemaType): Text => ({
    message: `\`${key}\` in a schema is ${orOf(types.map((type) => SCHEMA_TYPES[type] ?? type))}; found ${described(got)}`,
    hint: null,
  }),
  "bad-check-argument.schema-rule": ({ key, rule }: { readonly key: string; readonly rule: string }): Text => ({
    message: `\`${key}\` in a schema ${rule}`,
    hint: null,
  }),
  "bad-check-argument.schema-keyword": ({ key, nearest }: SchemaKeyword): Text => ({
    message: `JSON Schema has no keyword \`${key}\``,
    hint: didYouMean(nearest) ?? "remove it, or begin it with `x-`: then it is passed over",
  }),
  "bad-check-argument.schema-reference": ({ reference, nearest }: SchemaReference): Text => ({
    message: `\`$ref: ${reference}\` leads nowhere in the schema`,
    hint: didYouMean(nearest) ?? "a reference stays in its schema: `#/$defs/NAME`",
  }),
  "bad-check-argument.schema-pattern": ({ wrong }: { readonly wrong: Text }): Text => wrong,
  "bad-check-argument.no-json": (): Text => ({
    message: "this is not JSON from here on",
    hint: "mend it (JSON has no comments, and no comma before a closing bracket), or let the file end in .yaml",
  }),
  "bad-check-argument.draft": (): Text => ({
    message: "the schema's `$schema` is neither draft-07 nor 2020-12",
    hint: DRAFTS,
  }),
  "bad-check-argument.async-schema": (): Text => ({
    message: "an `$async` schema cannot be used here",
    hint: DRAFTS,
  }),
};

const DRAFTS = "the schema is JSON Schema 2020-12, or draft-07 if its `$schema` says so";

/** Types of values, as JSON Schema calls them: each with its article. */
const SCHEMA_TYPES: Readonly<Record<string, string>> = { ...TYPE_NAMES, string: "a text" };

interface SchemaWord {
  readonly key: string;
  readonly got: unknown;
  readonly allowed: readonly string[];
  readonly nearest: string | null;
}

interface SchemaType {
  readonly key: string;
  readonly got: unknown;
  readonly types: readonly string[];
}

interface SchemaKeyword {
  readonly key: string;
  readonly nearest: string | null;
}

interface SchemaReference {
  readonly reference: string;
  readonly nearest: string | null;
}

