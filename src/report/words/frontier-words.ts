import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { FrontierArm } from "../../domain/insights.ts";

/** The heads of the table of arms by cost and quality. */
export const FRONTIER_TITLES = ["cost and quality", "cost a trial", "pass rate", ""] as const;

/** Is it shown that another arm makes this one pointless? */
export function isStruckOut({ dominated_by: by }: FrontierArm): boolean {
  return by?.shown === true;
}

/** "perhaps dominated by haiku/v2": where an arm stands. `name` writes an arm as the format wants it. */
export function standingWords({ dominated_by: by }: FrontierArm, name: (arm: string) => string): string {
  if (by === null) return reportWords("on-frontier");
  // As measured it is; their comparison does not show it.
  return reportWords("dominated-by", { arm: name(by.arm), isShown: by.shown });
}
