import { quote } from "../../../base/printable.ts";
import { anyOf, didYouMean, type Text } from "./phrases/text.ts";

/** What an argument of a check should be. */
export type WantedArgument =
  | "a-map"
  | "a-text"
  | "a-name"
  | "texts"
  | "a-flag"
  | "an-amount"
  | "a-limit"
  | "a-number"
  | "a-count"
  | "a-schema"
  | "json-options"
  | "an-extraction"
  | "a-check"
  | "checks";

interface Got {
  /** JSON; undefined: there is nothing. */
  readonly got: unknown;
}

const PATHS = "paths look like $.items[0].price";

/** Arguments of checks, and of `on`. */
export const ARGUMENTS = {
  "bad-check-argument.kind": ({ wanted, got }: Got & { readonly wanted: WantedArgument }): Text => ({
    message: `expected ${WANTED[wanted]}, got ${kindWords(got)}`,
    hint: kindHint(wanted, got),
  }),
  "bad-check-argument.whole": ({ got }: { readonly got: number }): Text => ({
    message: `expected a whole number, got ${got}`,
    hint: null,
  }),
  "bad-check-argument.word": ({
    words,
    got,
    nearest,
  }: Got & { readonly words: readonly string[]; readonly nearest: string | null }): Text => ({
    message: `expected one of ${words.join(", ")}, got ${kindWords(got)}`,
    hint: didYouMean(nearest),
  }),
  "bad-check-argument.no-word": ({ words }: { readonly words: readonly string[] }): Text => ({
    message: `expected one of ${words.join(", ")}`,
    hint: null,
  }),
  "bad-check-argument.key": (of: {
    readonly key: string;
    readonly known: readonly string[];
    readonly nearest: string | null;
  }): Text => ({
    message: `unknown key \`${of.key}\``,
    hint: didYouMean(of.nearest) ?? `the keys are ${of.known.join(", ")}`,
  }),
  "bad-check-argument.missing": ({ keys }: { readonly keys: readonly string[] }): Text => ({
    message: `expected ${anyOf(keys)}`,
    hint: null,
  }),
  "bad-check-argument.no-limit": (): Text => ({ message: "expected `max`, `min` or both", hint: null }),
  "bad-check-argument.no-bound": (): Text => ({ message: "expected a bound, such as max_words", hint: null }),
  "bad-check-argument.range": ({
    min,
    max,
  }: {
    readonly min: number | string;
    readonly max: number | string;
  }): Text => ({
    message: `min ${min} is more than max ${max}`,
    hint: null,
  }),
  "bad-check-argument.empty-list": (): Text => ({ message: "the list is empty", hint: null }),
  "bad-check-argument.no-checks": (): Text => ({ message: "the list of checks is empty", hint: null }),
  "bad-check-argument.empty-search": ({ means }: { readonly means: EmptyMeans }): Text => ({
    message: `the text to look for is empty: every text ${EMPTY_MEANS[means]} it`,
    hint: "write the text, or remove the check",
  }),
  "bad-check-argument.not-beside": ({
    key,
    other,
  }: {
    readonly key: string;
    readonly other: readonly string[];
  }): Text => ({
    message: `\`${key}\` cannot stand beside ${other.map((name) => `\`${name}\``).join(" and ")}`,
    hint: null,
  }),
  "bad-check-argument.needs": ({ key, other }: { readonly key: string; readonly other: string }): Text => ({
    message: `\`${key}\` needs \`${other}\``,
    hint: null,
  }),
  "bad-check-argument.pattern": ({ engine, isBacktracking }: PatternFault): Text => ({
    message: `the pattern is not valid: ${engine}`,
    hint: isBacktracking
      ? "patterns run in linear time (RE2 syntax): no lookaround and no backreferences; `not`, `all_of` and `on` often say the same"
      : "write `\\` before a character that stands for itself, such as `\\(`",
  }),
  "bad-check-argument.flag": ({ flag, isNeedless }: { readonly flag: string; readonly isNeedless: boolean }): Text => ({
    message: `bad flag \`${flag}\``,
    hint: isNeedless ? `leave \`${flag}\` out: it is not needed here` : "the flags are i, m and s, each once",
  }),
  "bad-check-argument.path": ({ engine }: { readonly engine: string }): Text => ({
    message: `not a JSONPath (RFC 9535): ${engine}`,
    hint: PATHS,
  }),
  "bad-check-argument.no-metric-words": ({ metric }: { readonly metric: string }): Text => ({
    message: `${metric} compares characters, not words`,
    hint: null,
  }),
  "bad-check-argument.empty-reference": (): Text => ({
    message: "a reference is empty: there is nothing to compare with",
    hint: null,
  }),
  "bad-check-argument.no-similarity": (): Text => ({
    message: "expected the least similarity that passes, 0 to 1",
    hint: null,
  }),
  "bad-check-argument.similarity": ({ min }: { readonly min: number }): Text => ({
    message: `similarity is 0 to 1, and min is ${min}`,
    hint: "divide a score of 0 to 100 by 100",
  }),
  "bad-check-argument.match": (): Text => ({
    message: "`match` says for which values the check holds, and there is no check",
    hint: "add `equals:` or another check",
  }),
  "bad-check-argument.no-value": (): Text => ({
    message: "no value may be there, so there is none to check",
    hint: null,
  }),
  "bad-check-argument.exists-and-count": (): Text => ({
    message: "`exists` and `count` say the same: keep one",
    hint: null,
  }),
  "bad-check-argument.several-checks": ({ checks, isOfPath }: SeveralChecks): Text => ({
    message: `expected one check, got ${checks.join(" and ")}`,
    hint: isOfPath ? "write a `json_path` for each" : "write a list item for each",
  }),
};

interface PatternFault {
  readonly engine: string;
  /** Does the pattern use what only engines have that backtrack? */
  readonly isBacktracking: boolean;
}

interface SeveralChecks {
  readonly checks: readonly string[];
  readonly isOfPath: boolean;
}

/** What a text does that looks for the empty one. */
export type EmptyMeans = "contains" | "starts" | "ends";

const EMPTY_MEANS: Readonly<Record<EmptyMeans, string>> = {
  contains: "contains",
  starts: "starts with",
  ends: "ends with",
};

const WANTED: Readonly<Record<WantedArgument, string>> = {
  "a-map": "a map",
  "a-text": "a text",
  "a-name": "a text",
  texts: "a list of texts",
  "a-flag": "true or false",
  "an-amount": "a number of at least 0",
  "a-limit": "a number",
  "a-number": "a number",
  "a-count": "a whole number or { min, max }",
  "a-schema": "a JSON Schema",
  "json-options": "true or { schema, strict }",
  "an-extraction": "whole, last_line, { tag }, { pattern } or { json_path }",
  "a-check": "a check, such as `contains: refund`",
  checks: "a list of checks",
};

/** What kind of value this is: `the number 5`, `a list`. */
function kindWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return `the text ${quote(value)}`;
  if (typeof value === "number" || typeof value === "boolean") return `the ${typeof value} ${value}`;
  return Array.isArray(value) ? "a list" : "a map";
}

function kindHint(wanted: WantedArgument, got: unknown): string | null {
  return HINTS[wanted]?.(got) ?? null;
}

const HINTS: Readonly<Partial<Record<WantedArgument, (got: unknown) => string | null>>> = {
  "a-text": (got) => {
    if (typeof got === "number") return `quote it: "${got}", or use the check \`number\``;
    return typeof got === "boolean" ? `quote it: "${got}"` : null;
  },
  "a-number": (got) => (typeof got === "string" ? "for a text use `equals` or `contains`" : "write digits alone"),
  "json-options": (got) => (got === false ? "write `not: { json: true }`" : null),
  "a-check": (got) => (Array.isArray(got) ? "for several, write `any_of: [ … ]` or `all_of: [ … ]` here" : null),
};
