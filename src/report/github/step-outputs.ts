import { printableLine } from "../../base/printable.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { verdictSentence } from "../words.ts";
import { checkTitle, passRate } from "./check-title.ts";

/**
 * The step outputs of a run as the file GITHUB_OUTPUT wants them (`name=value` lines): verdict, exit_code, title, summary,
 * pass_rate (0..1), cost_usd, counts, run_id, and `report_NAME` for each report written to a file. An unknown number is empty.
 */
export function stepOutputs(head: ReportHead, reportFiles: Readonly<Record<string, string>>): string {
  const { totals } = head;
  const outputs: readonly (readonly [string, string | number | null])[] = [
    ["verdict", head.verdict],
    ["exit_code", head.exit_code],
    ["title", checkTitle(head)],
    ["summary", verdictSentence(head)],
    ["pass_rate", passRate(head)],
    ["cost_usd", totals.cost_usd],
    ["trials", totals.trials],
    ["passed", totals.passed],
    ["failed", totals.failed],
    ["errored", totals.errored],
    ["undecided", totals.undecided],
    ["skipped", totals.skipped],
    ["run_id", head.run.id],
    ...Object.entries(reportFiles).map(([name, file]) => [`report_${name}`, file] as const),
  ];
  // Values are single lines, so that no delimiter is needed and none can be guessed.
  return outputs.map(([name, value]) => `${name}=${printableLine(String(value ?? ""))}\n`).join("");
}
