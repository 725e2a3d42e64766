import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { SimulatedReply } from "../../domain/run/provider.ts";
import { isReply, repliesToCalls } from "../../domain/run/simulated-reply.ts";
import type { Arm, SimulateSource } from "../../domain/suite.ts";
import { type Rendered, renderDeep } from "../templates/rendering.ts";

/** Stop reasons after which the same turn goes on. */
const PAUSES: readonly Json[] = ["pause_turn", "compaction"];

/** Which part of `simulate:` speaks for a trial: lists go by trial and cycle; maps by arm id, label, model, prompt (most specific first). */
export function pickSimulated(value: Json, arm: Arm, trial: number): Json | null {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0 ? null : pickSimulated(items[(trial - 1) % items.length] ?? null, arm, trial);
  }
  if (!isJsonObject(value) || isReply(value) || repliesToCalls(value) !== null) return value;
  const key = [arm.id, arm.label, arm.model, arm.prompt].find((name) => Object.hasOwn(value, name));
  return key === undefined ? null : pickSimulated(value[key] ?? null, arm, trial);
}

/**
 * The reply that a simulator gives in one round of a turn. A reply with tool calls gives the calls in its first
 * round and, once the suite has answered them, its text in the second; one with `stop_reason: pause_turn` (or
 * `compaction`) pauses in its first round and gives its text in the second.
 */
export async function renderSimulated(
  picked: Json,
  source: SimulateSource,
  scope: JsonObject,
  { round, callsAreAnswered }: { readonly round: number; readonly callsAreAnswered: boolean },
): Promise<Rendered<SimulatedReply | null>> {
  const rendered = await renderDeep(picked, scope, source.place, (key) => key === "usage");
  if (!rendered.ok || rendered.value === null) return rendered.ok ? { ok: true, value: null } : rendered;
  const reply: JsonObject = isJsonObject(rendered.value) ? rendered.value : { text: asText(rendered.value) };
  const calls = mapsOf(reply["tool_use"]);
  const content = mapsOf(reply["content"]);
  const isCalling = calls.length > 0 || content.some((block) => block["type"] === "tool_use");
  const isPausing = PAUSES.includes(reply["stop_reason"] ?? null);
  const isPauseRound = round === 1 && isPausing;
  const isCallRound = isCalling && (round === 1 || !callsAreAnswered);
  return {
    ok: true,
    value: {
      text: isPauseRound || (isCallRound && callsAreAnswered) ? null : textOrNull(reply["text"]),
      toolUse: isCallRound ? calls.map(toolUse) : [],
      content: round === 1 || isCallRound || !(isCalling || isPausing) ? content : [],
      model: textOrNull(reply["model"]),
      stopReason: round > 1 && (isCalling || isPausing) ? null : textOrNull(reply["stop_reason"]),
      usage: mapOrNull(reply["usage"]),
      error: mapOrNull(reply["error"]),
    },
  };
}

function mapsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : []; // isArray loses the type of a readonly union
}

function toolUse(call: JsonObject): { name: string; input: JsonObject } {
  return { name: asText(call["name"] ?? ""), input: mapOrNull(call["input"]) ?? {} };
}

function textOrNull(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : asText(value);
}

function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mapOrNull(value: Json | undefined): JsonObject | null {
  return value !== undefined && isJsonObject(value) ? value : null;
}
