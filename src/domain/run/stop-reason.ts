/** The API's stop reasons that this version knows (Messages API reference, `stop_reason`). It may add others at any time. */
export const STOP_REASONS: readonly string[] = [
  "end_turn",
  "max_tokens",
  "stop_sequence",
  "tool_use",
  "pause_turn",
  "compaction",
  "refusal",
  "model_context_window_exceeded",
];

/** Is the model's turn not over? What it said goes back, and it goes on. */
export function isPause(stopReason: string): boolean {
  return stopReason === "pause_turn" || stopReason === "compaction";
}
