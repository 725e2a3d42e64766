import { said } from "../../domain/diagnostics/said.ts";
import { nearestWord } from "../../base/nearest-word.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { Arm } from "../../domain/suite.ts";
import { isReply, REPLY_KEYS, repliesToCalls } from "../../domain/run/simulated-reply.ts";
import { STOP_REASONS } from "../../domain/run/stop-reason.ts";

const ERROR_KEYS = ["status", "type", "code", "message", "retry_after", "times"];
const TOOL_USE_KEYS = ["name", "input"];

/**
 * What is wrong with the shape of `simulate:`: a slip there would be answered by an echo of the prompt, as if by design.
 * Pointers are relative to its value. `arms`: all that the suite has; null where a selection left some out.
 */
export function simulateProblems(value: Json, arms: readonly Arm[] | null, pointer: Pointer = []): readonly Problem[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item, index) => simulateProblems(item, arms, [...pointer, index]));
  }
  if (!isJsonObject(value)) return [];
  const inOrder = repliesToCalls(value);
  if (inOrder !== null) {
    return inOrder.flatMap((reply, index) => simulateProblems(reply, arms, [...pointer, "calls", index]));
  }
  const keys = Object.keys(value);
  if (isReply(value)) return replyProblems(value, pointer);
  if (keys.some((key) => REPLY_KEYS.includes(key))) return unknownKeys(value, REPLY_KEYS, pointer);
  const names =
    arms === null ? null : [...new Set(arms.flatMap(({ id, label, model, prompt }) => [id, label, model, prompt]))];
  return keys.flatMap((key) => [
    ...(names === null || names.includes(key) ? [] : [unknownArm(key, names, pointer)]),
    ...simulateProblems(value[key] ?? null, arms, [...pointer, key]),
  ]);
}

function unknownArm(key: string, names: readonly string[], pointer: Pointer): Problem {
  const nearest = nearestWord(key, [...REPLY_KEYS, ...names]);
  const text = said("unknown-arm.reply", { key, nearest, known: REPLY_KEYS, arms: names });
  return { ...text, pointer: [...pointer, key], at: "key" };
}

/** The keys of a simulated reply, or of a part of it, that there are not. */
export function unknownKeys(value: JsonObject, known: readonly string[], pointer: Pointer): Problem[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      ...said("unknown-key.reply", { key, nearest: nearestWord(key, known), known }),
      pointer: [...pointer, key],
      at: "key" as const,
    }));
}

function replyProblems(reply: JsonObject, pointer: Pointer): Problem[] {
  return [
    ...mapProblems(reply["error"], ERROR_KEYS, "error: { status: 529 }", [...pointer, "error"]),
    ...mapProblems(reply["usage"], null, "usage: { output_tokens: 500 }", [...pointer, "usage"]),
    ...countProblems(reply["usage"], [...pointer, "usage"]),
    ...stopReasonProblems(reply["stop_reason"], [...pointer, "stop_reason"]),
    ...toolUseProblems(reply["tool_use"], [...pointer, "tool_use"]),
    ...contentProblems(reply["content"], [...pointer, "content"]),
  ];
}

/** `known` null: any key. */
function mapProblems(
  value: Json | undefined,
  known: readonly string[] | null,
  example: string,
  pointer: Pointer,
): Problem[] {
  if (value === undefined || value === null) return [];
  if (isJsonObject(value)) return known === null ? [] : unknownKeys(value, known, pointer);
  return [{ ...said("wrong-type.map", { example }), pointer }];
}

/** An answer with counts that count nothing is no answer: see `readUsage` of the provider. */
function countProblems(usage: Json | undefined, pointer: Pointer): Problem[] {
  if (!isJsonObject(usage)) return [];
  return Object.entries(usage).flatMap(([key, value]) => {
    const at = [...pointer, key];
    if (isJsonObject(value)) return countProblems(value, at);
    if (Array.isArray(value)) {
      return (value as readonly Json[]).flatMap((entry, index) => countProblems(entry, [...at, index]));
    }
    if (typeof value !== "number" || (Number.isInteger(value) && value >= 0)) return [];
    return [{ ...said("bad-value.count", { value }), pointer: at }];
  });
}

function stopReasonProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && (STOP_REASONS.includes(value) || value.includes("{"))) return [];
  const nearest = nearestWord(typeof value === "string" ? value : "", STOP_REASONS);
  const written = JSON.stringify(value);
  return [{ ...said("unknown-stop-reason", { written, nearest, known: STOP_REASONS }), pointer }];
}

function toolUseProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ ...said("wrong-type.tool-uses"), pointer }];
  return (value as readonly Json[]).flatMap((call, index): Problem[] => {
    const at = [...pointer, index];
    if (!isJsonObject(call)) return [{ ...said("wrong-type.tool-use"), pointer: at }];
    const unknown = unknownKeys(call, TOOL_USE_KEYS, at);
    if (unknown.length > 0 || typeof call["name"] === "string") return unknown;
    return [{ ...said("missing-key.tool-name"), pointer: at }];
  });
}

function contentProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    return [{ ...said("wrong-type.blocks"), pointer }];
  }
  return (value as readonly Json[]).flatMap((block, index): Problem[] => {
    if (isJsonObject(block) && typeof block["type"] === "string") return [];
    return [{ ...said("wrong-type.block"), pointer: [...pointer, index] }];
  });
}
