import { formatPercent, formatUsd, plural } from "../../base/figures.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { meterCostWords } from "../words/meter-words.ts";
import { isPart, OF_A_PART, runLook, verdictWords } from "../words/words.ts";

/** "fail: 74 of 76 passed (97.4%), $1.23": a title for a check that carries its number. */
export function checkTitle(head: ReportHead): string {
  const { passed, failed, as_judged: judged = 0, cost_usd: cost } = head.totals;
  if (head.meter !== undefined) {
    return `${runLook(head).words}: ${plural(head.meter.requests, "request")}, ${meterCostWords(head)}${sourceWords(head)}`;
  }
  const rate = passRate(head);
  const share = rate === null ? "" : ` (${formatPercent(rate)})`;
  const paid = cost === null ? "cost unknown" : formatUsd(cost);
  const part = isPart(head) ? OF_A_PART : "";
  return `${verdictWords(head.verdict)}${part}: ${passed} of ${passed + failed} passed${judged > 0 ? " as judged" : ""}${share}, ${paid}${sourceWords(head)}`;
}

function sourceWords({ run }: ReportHead): string {
  return run.replies === "live" ? "" : `, ${run.replies.toUpperCase()}`;
}

/** Passed among the trials that were decided, 0..1; null when none was. Suites weigh by their trials. */
export function passRate(head: ReportHead): number | null {
  const { passed, failed } = head.totals;
  return passed + failed === 0 ? null : passed / (passed + failed);
}
