import type { TargetContext, TargetTurn } from "../../domain/run/target.ts";
import type { JsonObject } from "../../domain/values/json.ts";

/** A turn as it is written to a worker. `deadline_ms`: what is left of its time, from now. */
export function turnLine(id: string, turn: TargetTurn, context: TargetContext): JsonObject {
  const { system, caseId, armId, trial, input, messages } = turn;
  return {
    id,
    session: context.session,
    case: caseId,
    arm: armId,
    trial,
    turn: turn.turn,
    input,
    ...(system === null ? {} : { system }),
    messages,
    vars: context.vars,
    base_url: context.baseUrl,
    api_key: context.apiKey,
    deadline_ms: Math.round(context.deadlineMs),
  };
}
