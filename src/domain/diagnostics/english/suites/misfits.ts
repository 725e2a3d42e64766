import { described, didYouMean, orOf, type Text, TYPE_NAMES } from "../phrases/text.ts";

/** How checks are written whose short form is another, or who have none. */
const FORMS: Readonly<Record<string, string>> = {
  not: "`not: { contains: … }`: the check that must not hold",
  all_of: "a list of checks: `all_of: [{ contains: … }, { length: … }]`",
  any_of: "a list of checks: `any_of: [{ contains: … }, { equals: … }]`",
  json_path: '`json_path: { path: "$.x", equals: … }`',
  length: "`length: { max_words: … }`, or another of min_ and max_ of chars, words, lines and sentences",
};

/** Where a suite has what keys of a promptfoo config say. */
const PARTS = {
  providers: "`models`",
  tests: "`cases`",
  defaultTest: "`expect` and `vars` at the top",
  scenarios: "`cases`",
  assert: "`expect`",
  evaluateOptions: "`limits`",
};

const UNITS = { ms: "milliseconds", s: "seconds", usd: "US dollars" };

const ANYTHING = "write something here, or remove the key";

/** What does not fit the schema of suites or of the config. */
export const MISFITS = {
  "wrong-type.suite": (of: Misfit): Text => ofType(of, "a suite is a map: begin with `model:`, `prompt:` and `cases:`"),
  "wrong-type.form": (of: Misfit & { readonly check: string }): Text =>
    ofType(of, `write it as ${FORMS[of.check] ?? of.check}`),
  "wrong-type.unquoted": (of: Misfit): Text =>
    ofType(of, `quote it${typeof of.value === "number" ? " as it is written, such as" : ":"} "${String(of.value)}"`),
  /** `checks`: those that take several. */
  "wrong-type.one-of-many": (of: Misfit & { readonly checks: readonly string[] }): Text =>
    ofType(of, `for several, write ${orOf(of.checks.map((check) => `\`${check}\``))}`),
  "wrong-type.empty": (of: Misfit): Text => ofType(of, "give it a value, or remove the key"),
  "wrong-type.percent": (of: Misfit & { readonly share: number }): Text =>
    ofType(of, `write it as a share: ${of.share}`),
  "wrong-type.quoted-number": (of: Misfit & { readonly written: string }): Text =>
    ofType(of, `write it without quotes: ${of.written}`),
  "wrong-type.digits": (of: Misfit & Defaulting): Text => ofType(of, `write digits alone${orLeaveOut(of)}`),
  "wrong-type.unit": (of: Misfit & { readonly unit: keyof typeof UNITS; readonly amount: number }): Text =>
    ofType(of, `it is in ${UNITS[of.unit]}, without a unit: ${of.amount}`),
  "wrong-type.file": (of: Misfit & { readonly form: string }): Text =>
    ofType(of, `for what is in a file, write \`${of.form}\``),
  "wrong-type.yes-or-no": (of: Misfit & { readonly value: "yes" | "no" }): Text =>
    ofType(of, `\`${of.value}\` is a text in YAML 1.2: write ${of.value === "yes" ? "true" : "false"}`),
  "wrong-type.no-list-of-checks": (of: Misfit): Text =>
    ofType(
      of,
      `write a list of checks, each beginning with \`- \`: \`- contains: ${typeof of.value === "string" ? JSON.stringify(of.value) : "…"}\``,
    ),
  /** `check`: what stands in the quotes. */
  "wrong-type.quoted-check": (of: Misfit & { readonly check: string }): Text =>
    ofType(of, `remove the quotes: \`- ${of.check}\``),
  "wrong-type.map-of-checks": (): Text => ({
    message: "expected a list of checks, found a map",
    hint: "begin each check with `- `: `- contains: …`; `{ only: [ … ] }` replaces the suite's checks for one case",
  }),
  "wrong-type.no-list-of-cases": (of: Misfit): Text =>
    ofType(of, "write a list of cases, each beginning with `- `: `- { id: …, vars: …, expect: … }`"),
  "wrong-type.case": (of: Misfit): Text =>
    ofType(of, "a case is a map, such as `{ id: refund, vars: { message: … }, expect: [ … ] }`"),
  "wrong-type.words": (of: Misfit & { readonly words: readonly string[] }): Text =>
    ofType(of, `write a list: [${of.words.map((word) => JSON.stringify(word)).join(", ")}]`),
  "wrong-type.one-file": (of: Misfit & { readonly key: string | number; readonly file: unknown }): Text =>
    ofType(of, `write a list: \`${of.key}: [{ file: ${JSON.stringify(of.file)} }]\``),
  "wrong-type.no-list": (of: Misfit): Text => ofType(of, "write a list: begin each item with `- `"),
  "wrong-type.no-list-no-map": (of: Misfit): Text => ofType(of, "write a map, `name: value`"),
  "wrong-type.written-as": (of: Misfit & { readonly form: string }): Text => ofType(of, `write it as \`${of.form}\``),
  "wrong-type.prompts": (of: Misfit): Text => ofType(of, "give each variant a name: `prompts: { v1: …, v2: … }`"),
  "wrong-type.no-map": (of: Misfit): Text => ofType(of, "write a map, `name: value`, without dashes"),
  "wrong-type.other": (of: Misfit): Text => ofType(of, null),
  "unknown-value": ({ value, words, nearest, isGate }: WrongWord): Text => ({
    message: `expected ${orOf(words.map((word) => `\`${word}\``))}, found ${described(value)}`,
    hint:
      didYouMean(nearest) ??
      (isGate
        ? "write `none`, or a map of rules such as `{ pass_rate: 0.9 }`"
        : "write one of these, or remove the key"),
  }),
  "bad-value.too-large": (of: Bound): Text => ({
    message: `must be ${most(of)}, found ${described(of.value)}`,
    hint: `write ${of.isExclusive ? `less than ${of.limit}` : of.limit}, or remove the key`,
  }),
  "bad-value.percent": (of: Bound & { readonly share: number }): Text => ({
    message: `must be ${most(of)}, found ${described(of.value)}`,
    hint: `it is a share: write ${of.share} for ${String(of.value)}%`,
  }),
  "bad-value.too-small": (of: Bound & Defaulting): Text => ({
    message: `must be ${least(of)}, found ${described(of.value)}`,
    hint: of.isExclusive
      ? `write more than ${of.limit}, or remove the key`
      : `write ${of.limit} or more${orLeaveOut(of)}`,
  }),
  "bad-value.no-budget": (of: Bound): Text => ({
    message: `must be ${Number(of.value) > 0 ? least(of) : "more than 0"}, found ${described(of.value)}`,
    hint: "write what the suite may cost at most, in US dollars, such as 1.50: no request fits under less; `--simulate` spends nothing; without the key there is no cap",
  }),
  "bad-value.no-rows": (of: Bound): Text => ({
    message: `must be ${least(of)}, found ${described(of.value)}`,
    hint: "remove `limit` to take every row",
  }),
  "bad-value.no-trials": (of: Bound): Text => ({
    message: `must be ${least(of)}, found ${described(of.value)}`,
    hint: "write 1 or more; `skip: reason` leaves a case out",
  }),
  "bad-value.few-items": ({ limit }: { readonly limit: number }): Text => ({
    message: limit === 1 ? "the list is empty" : `the list must have at least ${limit} items`,
    hint: limit === 1 ? ANYTHING : `write ${limit} or more, or remove the key`,
  }),
  "bad-value.empty-text": (): Text => ({ message: "the text is empty", hint: ANYTHING }),
  "bad-value.empty-map": (): Text => ({ message: "nothing is said here", hint: ANYTHING }),
  "bad-value.prompt-name": ({ name }: { readonly name: string }): Text => ({
    message:
      name === ""
        ? "this prompt has no name"
        : `the name of a prompt has no \`/\`: \`${name}\` would be cut in two where an arm's id, MODEL/PROMPT, is read`,
    hint: name === "" ? "name it: `v1`" : `write \`${name.replaceAll("/", "-")}\``,
  }),
  "bad-value.two-keys": (): Text => ({ message: "only one key may stand here", hint: "leave one of them" }),
  "bad-value.pattern": ({ wrong }: { readonly wrong: Text }): Text => ({ message: wrong.message, hint: wrong.hint }),
  "bad-value.twice": (): Text => ({ message: "an item of the list stands there twice", hint: "leave one of them" }),
  "bad-value.rule": ({ keyword, reason }: { readonly keyword: string; readonly reason: string | null }): Text => ({
    message: reason ?? `breaks the rule \`${keyword}\``,
    hint: null,
  }),
  "missing-key": ({ key }: Key): Text => ({ message: `\`${key}\` is missing here`, hint: `add \`${key}:\`` }),
  "unknown-key.near": ({ key, nearest }: Key & { readonly nearest: string }): Text => unknown(key, didYouMean(nearest)),
  "unknown-key.written-as": ({ key, form }: Key & { readonly form: string }): Text =>
    unknown(key, `write it as \`${form}\``),
  "unknown-key.type": ({ check }: { readonly check: string }): Text =>
    unknown("type", `a check is its own key: \`- ${check}: …\``),
  "unknown-key.part": ({ key, part }: Key & { readonly part: keyof typeof PARTS }): Text =>
    unknown(key, `what it says is written as ${PARTS[part]} here`),
  "unknown-key.promptfoo": ({ parts, checks }: PromptfooConfig): Text => {
    const keys = `write ${parts.map((key) => `\`${key}\` as ${PARTS[key]}`).join(", ")}, \`prompts\` as a map of names`;
    const forms = checks.map(({ type, form }) => `\`type: ${type}\` as \`${form}\``);
    const asserted = forms.length === 0 ? "" : `; ${forms.slice(0, MOST_FORMS).join(", ")}`;
    return {
      message: "this is a promptfoo config, not a suite of prompt-run",
      hint: `${keys}${asserted}; docs/from-promptfoo.md has the rest, one beside the other`,
    };
  },
  "unknown-key.default": ({ key }: Key): Text =>
    unknown(key, `a key of suites goes under \`defaults\` here: \`defaults: { ${key}: … }\``),
  "unknown-key.other": ({ key, known, level, isCase }: UnknownKey): Text => {
    const variable = isCase ? `a variable goes under \`vars\`: \`vars: { ${key}: … }\`; ` : "";
    return unknown(
      key,
      `${variable}known ${level === null ? "here" : `at the top level of ${level}`}: ${known.join(", ")}`,
    );
  },
};

/** So many of its assertions are told how they are written here. */
const MOST_FORMS = 8;

interface PromptfooConfig {
  readonly parts: readonly (keyof typeof PARTS)[];
  /** Its assertions that are called otherwise here. */
  readonly checks: readonly { readonly type: string; readonly form: string }[];
}

interface Misfit {
  /** What may stand there: types of JSON Schema. */
  readonly types: readonly string[];
  readonly value: unknown;
}

interface Defaulting {
  /** What is had where the key is removed; null: that is not advised, for a check that is not there checks nothing. */
  readonly without: "default" | "nothing" | null;
}

interface WrongWord {
  readonly value: unknown;
  readonly words: readonly string[];
  readonly nearest: string | null;
  readonly isGate: boolean;
}

interface Bound {
  readonly value: unknown;
  readonly limit: number;
  /** Does the limit itself not belong to what is allowed? */
  readonly isExclusive: boolean;
}

interface Key {
  readonly key: string;
}

interface UnknownKey extends Key {
  readonly known: readonly string[];
  /** Of what it stands at the top. */
  readonly level: "a suite" | "the config" | null;
  readonly isCase: boolean;
}

function ofType({ types, value }: Misfit, hint: string | null): Text {
  return {
    message: `expected ${orOf(types.map((type) => TYPE_NAMES[type] ?? type))}, found ${described(value)}`,
    hint,
  };
}

function unknown(key: string, hint: string | null): Text {
  return { message: `unknown key \`${key}\``, hint };
}

function most({ limit, isExclusive }: Bound): string {
  return `${isExclusive ? "less than" : "at most"} ${limit}`;
}

function least({ limit, isExclusive }: Bound): string {
  return `${isExclusive ? "more than" : "at least"} ${limit}`;
}

function orLeaveOut({ without }: Defaulting): string {
  if (without === null) return "";
  return without === "default" ? ", or remove the key to have the default" : ", or remove the key";
}
