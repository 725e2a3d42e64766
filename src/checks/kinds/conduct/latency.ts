import type { CheckKind } from "../../../domain/check.ts";
import { limitCheck } from "../../parts/limit-check.ts";

/** The answering attempts took at most `max_ms`, queue and retries not counted. */
export const latency: CheckKind = limitCheck({
  of: "latency",
  key: "max_ms",
  measure: ({ latencyMs }) => latencyMs,
});
