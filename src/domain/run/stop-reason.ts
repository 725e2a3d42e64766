/** The API's stop reasons that this version knows (Messages API reference, `stop_reason`). It may add others at any time. */
export const STOP_REASONS: readonly string[] = [
  "end_turn",
  "max_tokens",
  "stop_sequence",
  "tool_use",
  "pause_turn",
  "refusal",
  "model_context_window_exceeded",
];
