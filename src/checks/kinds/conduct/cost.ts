import type { CheckKind } from "../../../domain/check.ts";
import { limitCheck } from "../../parts/limit-check.ts";

/** The answer cost at most `max_usd`. */
export const cost: CheckKind = limitCheck({
  of: "cost",
  key: "max_usd",
  measure: ({ costUsd }) => costUsd,
});
