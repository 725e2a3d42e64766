import type { ToolCall, ToolCallBy } from "./completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../values/json.ts";

/** The blocks that are tool calls, and who runs the tool (SDK: ToolUseBlock, ServerToolUseBlock, BetaMCPToolUseBlock). */
const CALLS: Readonly<Record<string, ToolCallBy>> = {
  tool_use: "model",
  server_tool_use: "server",
  mcp_tool_use: "mcp",
};

/** Who runs the tool that a content block calls; null: the block is no call. */
export function callerOf(block: JsonObject): ToolCallBy | null {
  const type = text(block, "type") ?? "";
  return Object.hasOwn(CALLS, type) ? (CALLS[type] ?? null) : null;
}

/** The tool calls among an answer's content blocks, in order, with the results that came in the same answer. */
export function toolCallsOf(content: readonly JsonObject[]): ToolCall[] {
  const calls = content.flatMap((block) => {
    const by = callerOf(block);
    return by === null ? [] : [toolCall(block, by)];
  });
  return withResults(calls, content);
}

/** The calls with what these blocks say of their results: a paused turn brings them in its next answer. */
export function withResults(calls: readonly ToolCall[], content: readonly JsonObject[]): ToolCall[] {
  const results = new Map<string, JsonObject>();
  for (const block of content) {
    const id = text(block, "tool_use_id");
    if (id !== null && (text(block, "type") ?? "").endsWith("_tool_result")) results.set(id, block);
  }
  return calls.map((call) => {
    const block = call.by === "model" ? undefined : results.get(call.id);
    return block === undefined ? call : { ...call, result: block["content"] ?? null, error: errorOf(block) };
  });
}

function toolCall(block: JsonObject, by: ToolCallBy): ToolCall {
  const caller = isJsonObject(block["caller"]) ? text(block["caller"], "type") : null;
  return {
    id: text(block, "id") ?? "",
    name: text(block, "name") ?? "",
    input: block["input"] ?? {},
    by,
    serverName: text(block, "server_name"),
    caller: caller === "direct" ? null : caller,
    toolsetName: text(block, "toolset_name"),
    result: null,
    error: null,
  };
}

/** A server tool's result that failed is `{ type: …_error, error_code }`; one of an MCP server says `is_error`. */
function errorOf(block: JsonObject): string | null {
  const { content } = block;
  const code = isJsonObject(content) ? text(content, "error_code") : null;
  if (code !== null) return code;
  return block["is_error"] === true || (isJsonObject(content) && text(content, "type")?.endsWith("_error") === true)
    ? "error"
    : null;
}

function text(block: Readonly<Record<string, Json | undefined>>, field: string): string | null {
  const value = block[field];
  return typeof value === "string" ? value : null;
}
