import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { listOf } from "./draft.ts";
import type { ModelRules } from "./model-rules.ts";

/** The content of a message as blocks. */
function blocksOf(content: Json | undefined): readonly JsonObject[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return listOf(content).filter(isJsonObject);
}

/** Messages with neighbours of the same role merged, as the API reads them. */
export function mergedTurns(
  body: JsonObject,
): readonly { readonly role: string; readonly blocks: readonly JsonObject[] }[] {
  const turns: { role: string; blocks: JsonObject[] }[] = [];
  for (const message of listOf(body["messages"])) {
    if (!isJsonObject(message)) continue;
    const role = textField(message, "role") ?? "";
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocksOf(message["content"]));
    else turns.push({ role, blocks: [...blocksOf(message["content"])] });
  }
  return turns;
}

/** One block of a prompt and whose it is: a tool, the system prompt, or a role. */
export interface PromptBlock {
  readonly place: string;
  readonly block: JsonObject;
}

/** All blocks in the order of the prompt's prefix: tools, system, messages. */
export function promptBlocks(body: JsonObject): readonly PromptBlock[] {
  const tools = listOf(body["tools"]).filter(isJsonObject);
  const messages = listOf(body["messages"]).filter(isJsonObject);
  return [
    ...tools.map((block) => ({ place: "tool", block })),
    ...blocksOf(body["system"]).map((block) => ({ place: "system", block })),
    ...messages.flatMap((message) =>
      blocksOf(message["content"]).map((block) => ({ place: textField(message, "role") ?? "", block })),
    ),
  ];
}

/** What the API adds to a prompt by itself: per request, per message, for tools, for structured outputs. */
const ADDED = { request: 3, message: 4, tools: 346, format: 120 };
const ATTACHMENT_TOKENS: Readonly<Record<string, number>> = { image: 1600, document: 3000 };

/** The simulator's estimate: a quarter of the UTF-8 bytes, times the tokenizer's factor, rounded up. */
export function tokensOfText(text: string, rules: ModelRules): number {
  return Math.ceil((Buffer.byteLength(text) / 4) * rules.tokenFactor);
}

export function tokensOfBlock(block: JsonObject, rules: ModelRules): number {
  const type = textField(block, "type") ?? "";
  const flat = Object.hasOwn(ATTACHMENT_TOKENS, type) ? ATTACHMENT_TOKENS[type] : undefined;
  if (flat !== undefined) return flat;
  return tokensOfText(type === "text" ? (textField(block, "text") ?? "") : JSON.stringify(block), rules);
}

/** Tokens of a prompt that belong to no block. */
export function addedTokens(body: JsonObject): number {
  const hasFormat = isJsonObject(body["output_config"]) && isJsonObject(body["output_config"]["format"]);
  const tools = listOf(body["tools"]).length > 0 ? ADDED.tools : 0;
  return ADDED.request + ADDED.message * listOf(body["messages"]).length + tools + (hasFormat ? ADDED.format : 0);
}
