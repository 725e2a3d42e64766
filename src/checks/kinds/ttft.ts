import type { CheckKind } from "../../domain/check.ts";
import { limitCheck } from "../parts/limit-check.ts";

/** The first text or tool call began within `max_ms` of sending. */
export const ttft: CheckKind = limitCheck({
  type: "ttft",
  key: "max_ms",
  noun: "time to first token",
  measure: ({ ttftMs }) => ttftMs,
  show: (ms) => `${Number(ms.toFixed(3))} ms`,
});
