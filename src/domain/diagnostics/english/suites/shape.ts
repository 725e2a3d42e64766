import { didYouMean, type Text } from "../phrases/text.ts";

/** Keys, types and replies of the simulator. */
export const SHAPE = {
  "unknown-key.block": ({ key, form, nearest, known }: UnknownBlockKey): Text => ({
    message: `unknown key \`${key}\``,
    hint: didYouMean(nearest) ?? `beside \`${form}\` there may be ${known.join(", ")}`,
  }),
  "unknown-key.reply": ({ key, nearest, known }: UnknownName): Text => ({
    message: `unknown key \`${key}\``,
    hint: didYouMean(nearest) ?? `known here: ${known.join(", ")}`,
  }),
  "unknown-arm.reply": ({ key, nearest, known, arms }: UnknownName & { readonly arms: readonly string[] }): Text => ({
    message: `\`${key}\` is neither a key of a reply (${known.join(", ")}) nor the name of an arm`,
    hint: didYouMean(nearest) ?? `the arms here: ${arms.join(", ")}`,
  }),
  "wrong-type.map": ({ example }: { readonly example: string }): Text => ({
    message: "expected a map",
    hint: `write it like \`${example}\``,
  }),
  "bad-value.count": ({ value }: { readonly value: number }): Text => ({
    message: `${value} is no count: the API counts in whole numbers from 0 on`,
    hint: "write a whole number",
  }),
  "unknown-stop-reason": ({ written, nearest, known }: UnknownStopReason): Text => ({
    message: `${written} is no stop reason of the API`,
    hint: didYouMean(nearest) ?? `one of: ${known.join(", ")}`,
  }),
  "wrong-type.tool-uses": (): Text => ({ message: "expected a list of tool uses", hint: TOOL_USE }),
  "wrong-type.tool-use": (): Text => ({ message: "expected a tool use", hint: TOOL_USE }),
  "missing-key.tool-name": (): Text => ({ message: "`name` is missing here", hint: TOOL_USE }),
  "wrong-type.blocks": (): Text => ({ message: "expected a list of content blocks", hint: BLOCKS }),
  "wrong-type.block": (): Text => ({ message: "expected a block with a `type`", hint: BLOCKS }),
};

const TOOL_USE = "write a list like `tool_use: [{ name: get_weather, input: { city: Paris } }]`";
const BLOCKS = "write blocks as the API sends them, like `content: [{ type: server_tool_use, name: web_search }]`";

interface UnknownName {
  readonly key: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface UnknownBlockKey extends UnknownName {
  readonly form: string;
}

interface UnknownStopReason {
  /** As the suite has it, as JSON. */
  readonly written: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}
