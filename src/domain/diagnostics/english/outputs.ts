import { anyOf, didYouMean, OMIT, shown, type Text } from "./phrases/text.ts";

const NAME_HINT = "use 1 to 128 letters, digits, `_` and `-`";
const SCHEMA_HINT = "write `input_schema: { type: object, properties: { … } }`; `{ type: object }` takes any input";

/** What answers are to look like, and which tools they may call. */
export const OUTPUTS = {
  "unsupported-setting.output-config": (of: {
    readonly name: string;
    readonly nearest: string | null;
    readonly known: readonly string[];
  }): Text => ({
    message: `\`output_config\` has no \`${of.name}\``,
    hint: `${didYouMean(of.nearest) ?? `it has ${anyOf(of.known)}`}; what is newer goes in by \`request: { output_config: { ${of.name}: … } }\``,
  }),
  "unsupported-setting.no-effort": ({ model }: { readonly model: string }): Text => ({
    message: `${model} has no effort levels`,
    hint: `remove it for this model, ${OMIT}`,
  }),
  "unsupported-setting.effort": (of: {
    readonly model: string;
    readonly effort: unknown;
    readonly levels: readonly string[];
  }): Text => ({
    message: `${of.model} has no effort ${shown(of.effort)}`,
    hint: `use ${anyOf(of.levels)}, ${OMIT}`,
  }),
  "unsupported-setting.structured-outputs": ({ model }: { readonly model: string }): Text => ({
    message: `${model} has no structured outputs`,
    hint: `ask for JSON in the prompt, ${OMIT}`,
  }),
  "unsupported-setting.format": ({ value }: { readonly value: unknown }): Text => ({
    message: `\`output_config.format\` is ${shown(value)}`,
    hint: "write `{ type: json_schema, schema: … }`",
  }),
  "unsupported-setting.schema-recursion": ({ ref }: { readonly ref: string }): Text => ({
    message: `structured outputs: \`${ref}\` leads back to itself`,
    hint: "unfold the schema to a fixed depth",
  }),
  "unsupported-setting.schema-open": (): Text => ({
    message: "structured outputs: every object needs `additionalProperties: false`",
    hint: "add it, and name every property",
  }),
  "unsupported-setting.schema-outside": ({ ref }: { readonly ref: string }): Text => ({
    message: `structured outputs: \`${ref}\` is outside the schema`,
    hint: "move it under `$defs`",
  }),
  "unsupported-setting.schema-all-of": (): Text => ({
    message: "structured outputs: `allOf` does not go with `$ref`",
    hint: "write the properties out",
  }),
  "unsupported-setting.schema-keyword": ({ name }: { readonly name: string }): Text => ({
    message: `structured outputs: \`${name}\` is not supported`,
    hint: "remove it, say it in `description`, and check the answer for it",
  }),
  "unsupported-setting.schema-min-items": (): Text => ({
    message: "structured outputs: `minItems` may be 0 or 1",
    hint: "check the answer for more",
  }),
  "unsupported-setting.schema-format": (of: { readonly format: string; readonly known: readonly string[] }): Text => ({
    message: `structured outputs: the format \`${of.format}\` is not supported`,
    hint: `it knows ${of.known.join(", ")}`,
  }),
  "unsupported-setting.schema-pattern": (): Text => ({
    message: "structured outputs: patterns have no lookaround, backreferences or `\\b`",
    hint: "simplify the pattern, and check the answer with `matches`",
  }),
  "unsupported-setting.schema-enum": (): Text => ({
    message: "structured outputs: `enum` takes scalars only",
    hint: "list texts, numbers or booleans",
  }),
  "unsupported-setting.schema-count": (of: {
    readonly what: "tools" | "optional" | "unions";
    readonly count: number;
    readonly limit: number;
  }): Text => ({
    message: `structured outputs: the request has ${of.count} ${COUNTED[of.what]}; ${of.limit} are allowed`,
    hint: "make the schema simpler",
  }),
  "unsupported-setting.no-tools": (): Text => ({
    message: "`tool_choice` says which tool to use, and there are no `tools`",
    hint: "add `tools`, or remove `tool_choice`",
  }),
  "unsupported-setting.forced-tool": ({ model, type }: { readonly model: string; readonly type: string }): Text => ({
    message: `${model} cannot be forced to use a tool (\`tool_choice: { type: ${type} }\`)`,
    hint: `use \`auto\` and ask for the tool in the prompt, ${OMIT}`,
  }),
  "unsupported-setting.forced-thinking": ({ type }: { readonly type: string }): Text => ({
    message: `\`tool_choice: { type: ${type} }\` does not go with \`thinking: { type: enabled }\``,
    hint: `use \`auto\`, or remove \`thinking\`, ${OMIT}`,
  }),
  "ineffective-setting.forced-tool": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not think when it is forced to use a tool`,
    hint: "use `tool_choice: { type: auto }` if it should think",
  }),
  "unsupported-setting.chosen-unnamed": ({ names }: { readonly names: readonly string[] }): Text => ({
    message: "`tool_choice: { type: tool }` needs the tool's `name`",
    hint: `use ${anyOf(names)}`,
  }),
  "unsupported-setting.chosen-unknown": (of: { readonly name: string; readonly names: readonly string[] }): Text => ({
    message: `no tool is called \`${of.name}\``,
    hint: of.names.length === 0 ? "give the tool under `tools`" : `use ${anyOf(of.names)}`,
  }),
  "unsupported-setting.tool": ({ value }: { readonly value: unknown }): Text => ({
    message: `a tool is ${shown(value)}, not a map`,
    hint: "write `{ name: … }`",
  }),
  "unsupported-setting.tool-unnamed": (): Text => ({ message: "a tool needs a `name`", hint: NAME_HINT }),
  "unsupported-setting.tool-name": ({ name }: { readonly name: unknown }): Text => ({
    message: `a tool may not be called ${shown(name)}`,
    hint: NAME_HINT,
  }),
  "unsupported-setting.tool-twice": ({ name }: { readonly name: unknown }): Text => ({
    message: `two tools are called ${shown(name)}`,
    hint: "give each tool its own `name`",
  }),
  "unsupported-setting.no-input-schema": ({ tool }: { readonly tool: unknown }): Text => ({
    message: `the tool ${shown(tool)} has no \`input_schema\``,
    hint: SCHEMA_HINT,
  }),
  "unsupported-setting.input-schema": (of: { readonly tool: unknown; readonly value: unknown }): Text => ({
    message: `the \`input_schema\` of the tool ${shown(of.tool)} is ${shown(of.value)}`,
    hint: SCHEMA_HINT,
  }),
  "unsupported-setting.input-type": (of: { readonly tool: unknown; readonly type: unknown }): Text => ({
    message: `the \`input_schema\` of the tool ${shown(of.tool)} has the type ${shown(of.type)}, not \`object\``,
    hint: SCHEMA_HINT,
  }),
};

const COUNTED = { tools: "strict tools", optional: "optional properties", unions: "properties of several types" };
