import { anyOf, described, didYouMean, type Text } from "../text.ts";

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
    message: `\`${key}\` in a schema is ${listed(types.map((type) => SCHEMA_TYPES[type] ?? type))}; found ${described(got)}`,
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

/** Types of values, as JSON Schema calls them. */
const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  object: "a map",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
};

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

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
