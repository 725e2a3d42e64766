import { formatPoints } from "../../base/figures.ts";
import type { SuiteEnd } from "../../domain/diagnostics/english/reports/suite-ends.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "./arm-names.ts";
import { isUngated } from "./words.ts";

/**
 * How the cases of a comparison that moved are called. With several trials a case a lower rate is no proof that the case got
 * worse: half of the flaky ones have it every time.
 */
export function flipWords({ both_pass: table }: Pick<Comparison, "both_pass">): { lost: string; won: string } {
  if (table === null) return { lost: "passed less often", won: "passed more often" };
  return { lost: "regressed", won: "improved" };
}

/** Arms that are named. */
const MAX_ARMS = 6;

/** Comparisons with the baseline that are proven worse. */
export function lossesOf({ comparisons }: Pick<SuiteHead, "comparisons">): readonly Comparison[] {
  return comparisons.filter(({ against, verdict }) => against === "baseline" && verdict === "worse");
}

/** How a suite ended that passed and is proven worse; null of any other. */
export function passingLoss(suite: SuiteHead): SuiteEnd | null {
  if (suite.verdict !== "pass" || lossesOf(suite).length === 0) return null;
  return { kind: isUngated(suite) ? "ungated-worse" : "passed-worse" };
}

/** "triage passes its gate, and is worse than the baseline: −30.0 points (6 of 20 cases broke, 0 fixed)"; else null. */
export function passingLossSentence(suite: SuiteHead): string | null {
  const end = passingLoss(suite);
  return end === null ? null : reportWords("suite-lost", { suite: suite.name, end, loss: lossWords(suite) });
}

/** "−30.0 points (6 of 20 cases broke, 0 fixed)", arm by arm. */
export function lossWords(suite: SuiteHead): string {
  const names = shortArmNames(suite.arms);
  const losses = lossesOf(suite);
  const arms = losses.slice(0, MAX_ARMS).map((pair) => ({
    arm: suite.arms.length < 2 ? null : (names.get(pair.candidate) ?? pair.candidate),
    by: formatPoints(pair.difference.value),
    on: "pass_rate" as const,
    moved: flips(pair),
  }));
  return reportWords("arms-lost", { arms, left: losses.length - arms.length });
}

/** "6 of 20 cases broke, 0 fixed". */
export function flips({ cases, regressed, improved, both_pass: table }: Comparison): string {
  return reportWords("cases-moved", {
    cases,
    lost: regressed.length,
    won: improved.length,
    isByRate: table === null,
  });
}
