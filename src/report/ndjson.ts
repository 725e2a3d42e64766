import type { Reporter, ReportHead, SuiteHead } from "../domain/reporter.ts";
import type { RunRecord, TrialRecord } from "../domain/records.ts";
import { inertJson } from "../base/inert.ts";
import { arrange, HEAD_LAYOUT, SUITE_LAYOUT, TRIAL_LAYOUT } from "./report-layout.ts";

/**
 * The report as JSON Lines: `run` first, a `trial` line each in plan order, a `suite` line with the figures of each
 * suite, `end` last. The line functions serve a run that is still going on, too: then trials come as they end.
 */
export const ndjson: Reporter = async function* (head, trials) {
  const suites = head.suites.map(({ name, file }) => ({ name, file }));
  yield runLine(head.run, suites);
  for (const [index, suite] of head.suites.entries()) {
    for await (const trial of trials(index)) yield trialLine(suite.name, trial);
  }
  for (const suite of head.suites) yield suiteLine(suite);
  yield endLine(head);
};

/** The first line: the format, the run as far as it is known (open ends are null), and the suites to come. */
export function runLine(run: RunRecord, suites: readonly Pick<SuiteHead, "name" | "file">[]): string {
  return line("run", {
    format: "prompt-run.ndjson",
    format_version: 1,
    run: arrange(run, HEAD_LAYOUT.run),
    suites: suites.map(({ name, file }) => ({ name, file })),
  });
}

/** One trial with the name of its suite. */
export function trialLine(suite: string, trial: TrialRecord): string {
  return line("trial", { suite, ...members(arrange(trial, TRIAL_LAYOUT)) });
}

/** A suite's verdict, gate, arms, slices and comparisons, as in the JSON report. */
export function suiteLine(suite: SuiteHead): string {
  return line("suite", members(arrange(suite, SUITE_LAYOUT)));
}

/** The last line: a stream without it broke off. */
export function endLine(head: ReportHead): string {
  return line("end", {
    finished_at: head.run.finished_at,
    duration_ms: head.run.duration_ms,
    verdict: head.verdict,
    exit_code: head.exit_code,
    totals: arrange(head.totals, HEAD_LAYOUT.totals),
  });
}

function line(type: "run" | "trial" | "suite" | "end", content: object): string {
  return `${inertJson(JSON.stringify({ type, ...content }))}\n`;
}

function members(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
