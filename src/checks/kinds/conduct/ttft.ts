import type { CheckKind } from "../../../domain/check.ts";
import { limitCheck } from "../../parts/limit-check.ts";

/** The first text or tool call began within `max_ms` of sending. */
export const ttft: CheckKind = limitCheck({
  of: "ttft",
  key: "max_ms",
  measure: ({ ttftMs }) => ttftMs,
});
