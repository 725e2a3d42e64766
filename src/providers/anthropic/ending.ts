import type { Completion, Ending } from "../../domain/run/completion.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { objectField, textField } from "../../domain/values/json-fields.ts";

const ENDINGS: Readonly<Record<string, Ending>> = {
  stop_sequence: "stop_sequence",
  tool_use: "tool_use",
  max_tokens: "truncated",
  model_context_window_exceeded: "truncated",
  // The context was summarized and nothing was said: a turn that goes on, or no answer.
  compaction: "truncated",
  refusal: "refusal",
};

/**
 * How a message ended, from its `stop_reason` and the last `message_delta`. `end_turn`, `pause_turn` and reasons that the
 * API may add are complete: the API's own word stays in `stopReason`.
 */
export function endingOf(
  stopReason: string,
  delta: JsonObject,
): Pick<Completion, "ending" | "stopReason" | "refusalCategory"> {
  const details = objectField(delta, "stop_details");
  return {
    ending: Object.hasOwn(ENDINGS, stopReason) ? (ENDINGS[stopReason] ?? "complete") : "complete",
    stopReason,
    refusalCategory: details === null ? null : textField(details, "category"),
  };
}
