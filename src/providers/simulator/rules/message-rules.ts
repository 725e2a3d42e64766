import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { checkBlock } from "./block-rules.ts";
import { BETA } from "./beta-names.ts";
import { type Draft, firstOf, listOf, type Rule } from "./draft.ts";
import { always, type Names, reportExtra } from "./known-names.ts";
import { mergedTurns } from "./prompt.ts";
import { isOwnSignature } from "./thinking-signature.ts";

export const messageRules: readonly Rule[] = [
  checkSystem,
  checkMessages,
  checkToolPairs,
  checkContainer,
  checkPrefill,
  checkSignatures,
];

function checkSystem(draft: Draft): string | null {
  const { system } = draft.body;
  if (typeof system === "string") return null;
  return firstOf(listOf(system), (block, index) => checkBlock(block, { role: "system", at: `system.${index}`, draft }));
}

function checkMessages(draft: Draft): string | null {
  const messages = listOf(draft.body["messages"]);
  return firstOf(messages, (message, index) => checkMessage(message, index, index === messages.length - 1, draft));
}

const MESSAGE: Names = always("role content");
const SYSTEM_MESSAGE: Names = { ...MESSAGE, clear_at: BETA.clearAt, output_config: BETA.systemOutputConfig };

function checkMessage(message: Json, index: number, isLast: boolean, draft: Draft): string | null {
  const at = `messages.${index}`;
  if (!isJsonObject(message)) return `${at}: Input should be an object`;
  const role = message["role"];
  if (role === undefined) return `${at}.role: Field required`;
  if (role !== "user" && role !== "assistant" && role !== "system")
    return `${at}.role: Input should be 'user', 'assistant' or 'system'`;
  if (index === 0 && role !== "user") return 'messages: first message must use the "user" role';
  if (role === "system" && !draft.rules.systemRole)
    return `${at}.role: \`system\` messages are not supported for this model`;
  reportExtra(message, role === "system" ? SYSTEM_MESSAGE : MESSAGE, at, draft);
  return checkContent(message["content"], { role, draft, at, mayBeEmpty: isLast && role === "assistant" });
}

interface Content {
  readonly role: string;
  readonly draft: Draft;
  readonly at: string;
  readonly mayBeEmpty: boolean;
}

function checkContent(content: Json | undefined, { role, draft, at, mayBeEmpty }: Content): string | null {
  if (content === undefined) return `${at}.content: Field required`;
  if (typeof content !== "string" && !Array.isArray(content))
    return `${at}.content: Input should be a valid string or array`;
  if (content.length === 0) return mayBeEmpty ? null : `${at}: ${role} messages must have non-empty content`;
  if (typeof content === "string")
    return content.trim() === "" ? `${at}: text content blocks must contain non-whitespace text` : null;
  return firstOf(listOf(content), (block, index) => checkBlock(block, { role, draft, at: `${at}.content.${index}` }));
}

/** Every `tool_use` is answered first thing in the next turn, and nothing else is. */
function checkToolPairs({ body }: Draft): string | null {
  const turns = mergedTurns(body);
  return (
    firstOf(turns, ({ blocks }, index) => {
      const asked = idsOf(turns[index - 1]?.role === "assistant" ? turns[index - 1]?.blocks : [], "tool_use", "id");
      const answered = idsOf(blocks, "tool_result", "tool_use_id");
      const stray = answered.find((id) => !asked.includes(id));
      if (stray !== undefined)
        return `messages.${index}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
      const open = asked.filter((id) => !answered.includes(id));
      if (open.length > 0) return unanswered(index - 1, open);
      if (new Set(answered).size < answered.length)
        return `messages.${index}.content: each \`tool_use\` must have a single result`;
      const misnamed = misnamedToolset(turns[index - 1]?.blocks ?? [], blocks);
      if (misnamed !== null) return `messages.${index}.content: ${misnamed}`;
      return isInFront(blocks) ? null : `messages.${index}.content: \`tool_result\` blocks must come first`;
    }) ?? checkLastCall(turns)
  );
}

function checkLastCall(turns: ReturnType<typeof mergedTurns>): string | null {
  const last = turns.at(-1);
  const open = last?.role === "assistant" ? idsOf(last.blocks, "tool_use", "id") : [];
  return open.length > 0 ? unanswered(turns.length - 1, open) : null;
}

function unanswered(turn: number, ids: readonly string[]): string {
  return `messages.${turn}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

function idsOf(blocks: readonly JsonObject[] | undefined, type: string, field: string): readonly string[] {
  return (blocks ?? []).filter((block) => block["type"] === type).map((block) => textField(block, field) ?? "");
}

function isInFront(blocks: readonly JsonObject[]): boolean {
  const results = blocks.filter((block) => block["type"] === "tool_result").length;
  return blocks.slice(0, results).every((block) => block["type"] === "tool_result");
}

/** The result of a toolset's member names the toolset, and no other result names one. */
function misnamedToolset(asked: readonly JsonObject[], answered: readonly JsonObject[]): string | null {
  return firstOf(answered, (block) => {
    if (block["type"] !== "tool_result") return null;
    const call = asked.find(({ type, id }) => type === "tool_use" && id === block["tool_use_id"]);
    const wanted = textField(call ?? {}, "toolset_name");
    const given = textField(block, "toolset_name");
    return wanted === given
      ? null
      : `\`toolset_name\` of the result of ${textField(block, "tool_use_id")} is ${given ?? "missing"}, the call has ${wanted ?? "none"}`;
  });
}

/** Code that waits for the result of a tool that it called waits in its container. */
function checkContainer({ body, place }: Draft): string | null {
  const { container = null } = body;
  const id = isJsonObject(container) ? textField(container, "id") : container;
  const last = mergedTurns(body).findLast(({ role }) => role === "assistant");
  const isWaiting = (last?.blocks ?? []).some(isCallOfCode);
  return isWaiting && id === null && place !== "count"
    ? "container_id is required when there are pending tool uses generated by code execution with tools."
    : null;
}

function isCallOfCode({ type, caller }: JsonObject): boolean {
  return type === "tool_use" && isJsonObject(caller) && (textField(caller, "type") ?? "").startsWith("code_execution");
}

function checkPrefill({ body, rules }: Draft): string | null {
  const last = mergedTurns(body).at(-1);
  if (last?.role !== "assistant" || isPausedTurn(last.blocks)) return null;
  const thinking = isJsonObject(body["thinking"]) && body["thinking"]["type"] === "enabled";
  if (!rules.prefill || thinking)
    return "This model does not support assistant message prefill. The conversation must end with a user message.";
  const text = textField(last.blocks.at(-1) ?? {}, "text") ?? "";
  return text.trimEnd() === text ? null : "messages: final assistant content cannot end with trailing whitespace";
}

/** A turn that is sent back after `pause_turn` or `compaction` is gone on with on every model: a prefill holds none of these. */
function isPausedTurn(blocks: readonly JsonObject[]): boolean {
  return blocks.some(({ type }) => type === "server_tool_use" || type === "mcp_tool_use" || type === "compaction");
}

/** Thinking comes back unmodified or not at all, and so does a compaction. */
function checkSignatures({ body }: Draft): string | null {
  return firstOf(mergedTurns(body), ({ blocks }, turn) =>
    firstOf(blocks, (block, index) => {
      const signature = textField(block, "signature");
      if (block["type"] === "thinking" && !isOwnSignature(signature ?? "", textField(block, "thinking") ?? ""))
        return `messages.${turn}.content.${index}: Invalid \`signature\` in \`thinking\` block`;
      const isChanged = block["type"] === "compaction" && signature !== null;
      return isChanged && !isOwnSignature(signature, textField(block, "content") ?? "")
        ? `messages.${turn}.content.${index}: the content of the \`compaction\` block is not the one that was signed`
        : null;
    }),
  );
}
