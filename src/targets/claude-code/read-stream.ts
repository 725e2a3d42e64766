import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { TargetAnswer, TargetFailure } from "../../domain/run/target.ts";
import { isJsonObject, type Json, type JsonObject, jsonObjectOf } from "../../domain/values/json.ts";
import { isUsdAmount } from "../../domain/values/money.ts";
import { failed, startOf } from "../failed.ts";
import { isToolCall } from "../tool-call.ts";

/** What Claude Code said of one turn, and under which id it goes on with the conversation. */
export type StreamRead =
  | { readonly status: "answered"; readonly answer: TargetAnswer; readonly sessionId: string | null }
  | TargetFailure;

/**
 * Reads what `claude -p --output-format stream-json --verbose` wrote: one JSON object a line, `system` (subtype `init`) first,
 * then each `assistant` and `user` message as the API has them, a `result` last (Claude Code documentation, "Run Claude Code
 * programmatically" and "Agent SDK reference"). Types that are not known are passed over: there may be more of them tomorrow.
 * Null: there is no result, so it did not end by itself.
 */
export function readStream(text: string): StreamRead | null {
  const calls: JsonObject[] = [];
  let result: JsonObject | null = null;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const message = jsonObjectOf(line);
    if (message === null) return failed(targetWords("odd-stream", { start: startOf(line) }));
    const { type } = message;
    // A result is the last word: what goes on behind it takes it back.
    if (result !== null && (type === "result" || type === "assistant")) return wentOn(message, result);
    if (type === "assistant") {
      const own = toolCalls(message["message"] ?? null);
      if (own === null) return failed(targetWords("odd-stream", { start: startOf(line) }));
      calls.push(...own);
    }
    if (type === "result") result = message;
  }
  return result === null ? null : readResult(result, calls);
}

/** An error, the first or the second, says more than that there are two. */
function wentOn(message: JsonObject, result: JsonObject): StreamRead {
  const error = [result, message].find((one) => one["type"] === "result" && endOf(one) === "error");
  const kind = message["type"] === "result" ? "result" : "assistant";
  return error === undefined ? failed(targetWords("claude-went-on", { kind })) : readResult(error, []);
}

/** The tools that a message calls, as the API's blocks. Null: it is no message of the API. */
function toolCalls(message: Json): JsonObject[] | null {
  const content = isJsonObject(message) ? message["content"] : null;
  if (!Array.isArray(content)) return null;
  const blocks: readonly Json[] = content;
  const calls = blocks.filter(isJsonObject).filter(({ type }) => type === "tool_use");
  return calls.every(isToolCall) ? calls : null;
}

/** Only what says plainly that it went well is a success. */
function endOf({ subtype, is_error: isError = false }: JsonObject): "success" | "error" {
  return subtype === "success" && isError === false ? "success" : "error";
}

function readResult(result: JsonObject, calls: readonly JsonObject[]): StreamRead {
  const { subtype, result: text, session_id: session, num_turns: turns } = result;
  if (endOf(result) === "error") {
    return failed(
      targetWords("claude-ended", {
        kind: subtype === "success" || typeof subtype !== "string" ? null : subtype,
        turns: typeof turns === "number" ? turns : null,
        start: typeof text === "string" && text !== "" ? startOf(text) : null,
      }),
    );
  }
  if (typeof text !== "string") return failed(targetWords("no-text"));
  const content = [...(text === "" ? [] : [{ type: "text", text }]), ...calls];
  return {
    status: "answered",
    answer: { content, usage: usageOf(result["usage"] ?? null), costUsd: costOf(result["total_cost_usd"]) },
    sessionId: typeof session === "string" ? session : null,
  };
}

/** All input counts, whether it was read from the cache or not. */
function usageOf(usage: Json): TargetAnswer["usage"] {
  if (!isJsonObject(usage)) return null;
  const { input_tokens: fresh, output_tokens: outputTokens } = usage;
  const { cache_creation_input_tokens: written = 0, cache_read_input_tokens: read = 0 } = usage;
  const parts = [fresh, written, read].map((count) => count ?? 0);
  if (!isCount(fresh) || !isCount(outputTokens) || !parts.every(isCount)) return null;
  return { inputTokens: parts.reduce((sum, count) => sum + count, 0), outputTokens };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function costOf(value: unknown): number | null {
  return isUsdAmount(value) ? value : null;
}
