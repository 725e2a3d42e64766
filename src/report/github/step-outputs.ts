import { printableLine } from "../../base/printable.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { checkTitle, passRate } from "./check-title.ts";
import { runSentence } from "../words/meter-words.ts";

/** A report that was written to a file. */
export interface WrittenReport {
  readonly reporter: string;
  readonly file: string;
}

/**
 * The step outputs of a run as the file GITHUB_OUTPUT wants them: verdict, exit_code, title, summary, pass_rate (0..1),
 * cost_usd, counts, run_id, `report_NAME` with the file of each reporter, and `reports` with all files, one a line. An
 * unknown number is empty. `delimiter`: a random word; it ends the value of several lines, so none of them may be it.
 */
export function stepOutputs(head: ReportHead, reports: readonly WrittenReport[], delimiter: string): string {
  const { totals } = head;
  const outputs: readonly (readonly [string, string | number | null])[] = [
    ["verdict", head.verdict],
    ["exit_code", head.exit_code],
    ["title", checkTitle(head)],
    ["summary", runSentence(head)],
    ["pass_rate", passRate(head)],
    ["cost_usd", totals.cost_usd],
    ["trials", totals.trials],
    ["passed", totals.passed],
    ["failed", totals.failed],
    ["errored", totals.errored],
    ["undecided", totals.undecided],
    ["skipped", totals.skipped],
    ["run_id", head.run.id],
    ...reports.map(({ reporter, file }) => [`report_${reporter}`, file] as const),
  ];
  const files = reports.map(({ file }) => `${printableLine(file)}\n`).join("");
  return [
    ...outputs.map(([name, value]) => `${name}=${printableLine(String(value ?? ""))}\n`),
    `reports<<${delimiter}\n${files}${delimiter}\n`,
  ].join("");
}
