import { targetWords } from "../../domain/diagnostics/target-words.ts";
import { printableLine } from "../../base/printable.ts";
import type { TargetReply } from "../../domain/run/target.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { failed } from "../failed.ts";
import { readReply, withCost } from "../read-reply.ts";
import { readContent } from "./read-content.ts";

const MAX_MODEL_CHARS = 200;

/** What a worker answered, without its `id`. `error`: it says itself that this is no answer. A member that is null is not said. */
export function readLineReply(name: string, { id: _id, ...reply }: JsonObject): TargetReply {
  return withCost(readMembers(name, reply), reply);
}

function readMembers(name: string, reply: JsonObject): TargetReply {
  const { error = null, model = null, ...others } = reply;
  if (error !== null) return failureOf(name, error);
  if (model !== null && !isModelName(model)) return failed(targetWords("returned-model", { name }));
  const read = readAnswer(name, others);
  return model === null || read.status === "failed" ? read : { ...read, answer: { ...read.answer, model } };
}

/** A model goes into reports and baselines by its name: one line that can be seen. */
function isModelName(model: Json): model is string {
  return typeof model === "string" && model !== "" && model.length <= MAX_MODEL_CHARS && printableLine(model) === model;
}

function readAnswer(name: string, { content = null, ...others }: JsonObject): TargetReply {
  if (content === null) return readReply(name, others);
  if ((others["output"] ?? null) !== null) return failed(targetWords("returned-both", { name }));
  const read = readContent(name, content);
  if (read.status === "failed") return read;
  const toolCalls =
    others["tool_calls"] ?? read.calls.map(({ id, name: tool, input = {} }) => ({ id, name: tool, input }));
  const hasCalls = Array.isArray(toolCalls) && toolCalls.length > 0;
  if (!read.isAnswer && !hasCalls) return failed(targetWords("returned-nothing", { name }));
  return readReply(name, { ...others, output: read.output, tool_calls: toolCalls });
}

function failureOf(name: string, error: Json): TargetReply {
  const fields: JsonObject = isJsonObject(error) ? error : { message: error };
  const { message, retryable } = fields;
  const words = typeof message === "string" ? message : JSON.stringify(error);
  return failed(targetWords("says-failed", { name, words }), { retryable: retryable === true });
}
