import { targetWords } from "../domain/diagnostics/target-words.ts";
import { isNestedDeeper, MAX_JSON_LEVELS } from "../base/bounded-json.ts";
import type { TargetAnswer, TargetReply } from "../domain/run/target.ts";
import { isJsonObject, type JsonObject } from "../domain/values/json.ts";
import { isUsdAmount } from "../domain/values/money.ts";
import { failed } from "./failed.ts";
import { MAX_REPLY_CHARS } from "./reply-bound.ts";
import { isToolCall } from "./tool-call.ts";

/** What a reply may hold. */
const KEYS: readonly string[] = ["output", "tool_calls", "usage", "cost_usd"];

/** What an application returned, as an answer: text, or text with what is known beside it. Anything else is no answer. */
export function readReply(name: string, value: unknown): TargetReply {
  const plain = asJson(value);
  return withCost(readPlain(name, plain, value), plain);
}

/** A reply that is no answer with what it says that it cost: that was paid all the same. */
export function withCost(reply: TargetReply, said: unknown): TargetReply {
  const costUsd = isJsonObject(said) ? said["cost_usd"] : null;
  return reply.status === "failed" && isUsdAmount(costUsd) ? { ...reply, costUsd } : reply;
}

function readPlain(name: string, plain: unknown, value: unknown): TargetReply {
  if (plain === TOO_LONG) return tooLong(name);
  if (typeof plain === "string") return answered(plain, [], {});
  if (!isJsonObject(plain)) return failed(targetWords("returned-value", { name, value }));
  const stray = Object.keys(plain).find((key) => !KEYS.includes(key));
  if (stray !== undefined) return failed(targetWords("returned-key", { name, key: stray }));
  const { output, tool_calls: toolCalls = null, usage = null, cost_usd: costUsd = null } = plain;
  const calls = toolCalls ?? [];
  if (typeof output !== "string") return failed(targetWords("returned-output", { name, value: output }));
  if (!Array.isArray(calls)) return failed(targetWords("returned-calls", { name }));
  const blocks = calls.map(callBlock);
  if (!blocks.every((block) => block !== null)) return failed(targetWords("returned-call", { name }));
  const counted = usage === null ? null : readUsage(usage);
  if (usage !== null && counted === null) return failed(targetWords("returned-usage", { name }));
  if (costUsd !== null && !isUsdAmount(costUsd)) return failed(targetWords("returned-cost", { name }));
  return answered(output, blocks, { usage: counted, costUsd });
}

function answered(
  text: string,
  calls: readonly JsonObject[],
  { usage = null, costUsd = null }: Partial<Pick<TargetAnswer, "usage" | "costUsd">>,
): TargetReply {
  const content = [...(text === "" ? [] : [{ type: "text", text }]), ...calls];
  return { status: "answered", answer: { content, usage, costUsd } };
}

/** A reply of which nobody makes an answer. */
export function tooLong(name: string): TargetReply {
  return failed(targetWords("long-reply", { name }));
}

const TOO_LONG = Symbol("too-long");

/** The value as it would be sent: undefined members left out, what JSON cannot hold refused. Undefined: it is none. */
function asJson(value: unknown): unknown {
  if (typeof value === "string") return value.length > MAX_REPLY_CHARS ? TOO_LONG : value;
  try {
    if (isNestedDeeper(value, MAX_JSON_LEVELS)) return undefined;
    const text = JSON.stringify(value, amountsKept);
    if (text !== undefined && text.length > MAX_REPLY_CHARS) return TOO_LONG;
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // circular, or a bigint
  }
}

/** What a program reckoned wrongly (NaN) is no amount; JSON would make null of it, as if nothing were said. */
function amountsKept(key: string, value: unknown): unknown {
  return key === "cost_usd" && typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function callBlock(call: unknown, index: number): JsonObject | null {
  if (!isToolCall(call)) return null;
  const { id, name, input = {} } = call;
  return { type: "tool_use", id: typeof id === "string" ? id : `call-${index + 1}`, name, input };
}

function readUsage(usage: unknown): TargetAnswer["usage"] {
  if (!isJsonObject(usage)) return null;
  const { input_tokens: inputTokens, output_tokens: outputTokens } = usage;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
