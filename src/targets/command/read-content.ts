import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { TargetFailure } from "../../domain/run/target.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { failed } from "../failed.ts";
import { isToolCall } from "../tool-call.ts";

/** Blocks of an answer that are neither its text nor a call of a tool of its own (Messages API, `content` of a message). */
const BESIDE: readonly string[] = [
  "thinking",
  "redacted_thinking",
  "server_tool_use",
  "mcp_tool_use",
  "mcp_tool_listing",
  "container_upload",
  "compaction",
  "fallback",
];
const RESULT_OF_SERVER_TOOL = /._tool_result$/;

/** The text and the calls of an answer's blocks. */
export interface ReadContent {
  readonly status: "read";
  readonly output: string;
  readonly calls: readonly JsonObject[];
  /** Is there a block of text or a call at all? */
  readonly isAnswer: boolean;
}

/** Reads the blocks of an answer. One that is not of the API's form may be what the answer said: nothing is taken of the rest. */
export function readContent(name: string, content: Json): ReadContent | TargetFailure {
  const blocks: readonly Json[] | null = Array.isArray(content) ? content : null;
  if (blocks === null || !blocks.every(isJsonObject)) return failed(targetWords("returned-content", { name }));
  const odd = blocks.find((block) => !isBlock(block));
  if (odd !== undefined) {
    const { type } = odd;
    return failed(targetWords("returned-block", { name, type: typeof type === "string" ? type : null }));
  }
  const texts = blocks.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
  const calls = blocks.filter(({ type }) => type === "tool_use");
  return { status: "read", output: texts.join(""), calls, isAnswer: texts.length + calls.length > 0 };
}

function isBlock(block: JsonObject): boolean {
  const { type, text } = block;
  if (type === "text") return typeof text === "string";
  if (type === "tool_use") return isToolCall(block);
  return typeof type === "string" && (BESIDE.includes(type) || RESULT_OF_SERVER_TOOL.test(type));
}
