import type { Comparison } from "../../domain/formats/records.ts";

/**
 * How the cases of a comparison that moved are called. With several trials a case a lower rate is no proof that the case got
 * worse: half of the flaky ones have it every time.
 */
export function flipWords({ both_pass: table }: Pick<Comparison, "both_pass">): { lost: string; won: string } {
  if (table === null) return { lost: "passed less often", won: "passed more often" };
  return { lost: "regressed", won: "improved" };
}
