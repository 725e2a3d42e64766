import { didYouMean } from "../../base/nearest-word.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { Arm } from "../../domain/suite.ts";
import { isReply, REPLY_KEYS } from "../../domain/run/simulated-reply.ts";
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
  return {
    code: "unknown-arm",
    pointer: [...pointer, key],
    at: "key",
    message: `\`${key}\` is neither a key of a reply (${REPLY_KEYS.join(", ")}) nor the name of an arm`,
    hint: didYouMean(key, [...REPLY_KEYS, ...names]) ?? `the arms here: ${names.join(", ")}`,
  };
}

function unknownKeys(value: JsonObject, known: readonly string[], pointer: Pointer): Problem[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      code: "unknown-key",
      pointer: [...pointer, key],
      at: "key" as const,
      message: `unknown key \`${key}\``,
      hint: didYouMean(key, known) ?? `known here: ${known.join(", ")}`,
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
  return [{ code: "wrong-type", pointer, message: "expected a map", hint: `write it like \`${example}\`` }];
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
    const message = `${value} is no count: the API counts in whole numbers from 0 on`;
    return [{ code: "bad-value", pointer: at, message, hint: "write a whole number" }];
  });
}

function stopReasonProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && (STOP_REASONS.includes(value) || value.includes("{"))) return [];
  const message = `${JSON.stringify(value)} is no stop reason of the API`;
  const hint = didYouMean(typeof value === "string" ? value : "", STOP_REASONS) ?? `one of: ${STOP_REASONS.join(", ")}`;
  return [{ code: "unknown-stop-reason", pointer, message, hint }];
}

function toolUseProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  const hint = "write a list like `tool_use: [{ name: get_weather, input: { city: Paris } }]`";
  if (!Array.isArray(value)) return [{ code: "wrong-type", pointer, message: "expected a list of tool uses", hint }];
  return (value as readonly Json[]).flatMap((call, index): Problem[] => {
    const at = [...pointer, index];
    if (!isJsonObject(call)) return [{ code: "wrong-type", pointer: at, message: "expected a tool use", hint }];
    const unknown = unknownKeys(call, TOOL_USE_KEYS, at);
    if (unknown.length > 0 || typeof call["name"] === "string") return unknown;
    return [{ code: "missing-key", pointer: at, message: "`name` is missing here", hint }];
  });
}

function contentProblems(value: Json | undefined, pointer: Pointer): Problem[] {
  if (value === undefined || value === null) return [];
  const hint = "write blocks as the API sends them, like `content: [{ type: server_tool_use, name: web_search }]`";
  if (!Array.isArray(value)) {
    return [{ code: "wrong-type", pointer, message: "expected a list of content blocks", hint }];
  }
  return (value as readonly Json[]).flatMap((block, index): Problem[] => {
    if (isJsonObject(block) && typeof block["type"] === "string") return [];
    return [{ code: "wrong-type", pointer: [...pointer, index], message: "expected a block with a `type`", hint }];
  });
}
