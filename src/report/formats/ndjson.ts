import type { LiveReporter, Reporter, ReportHead, StartedRun, SuiteTrial } from "../../domain/reporter.ts";
import { inertJson } from "../../base/inert.ts";
import { arrange } from "./arrange.ts";
import { HEAD_LAYOUT, SUITE_LAYOUT, TRIAL_LAYOUT } from "./report-layout.ts";

/** The report as JSON Lines, trials in plan order. */
export const ndjson: Reporter = (head, trials) => {
  async function* inOrder(): AsyncIterable<SuiteTrial> {
    for (const [index, { name }] of head.suites.entries()) {
      for await (const record of trials(index)) yield { suite: name, record };
    }
  }
  return liveNdjson(head, inOrder(), Promise.resolve(head));
};

/**
 * The report as JSON Lines: `run` first, a `trial` line each as it comes, a `suite` line with the figures of each suite,
 * `end` last. A stream without its end broke off.
 */
export const liveNdjson: LiveReporter = async function* (start, trials, head) {
  yield runLine(start);
  for await (const { suite, record } of trials)
    yield line("trial", { suite, ...members(arrange(record, TRIAL_LAYOUT)) });
  const ended = await head;
  for (const suite of ended.suites) yield line("suite", members(arrange(suite, SUITE_LAYOUT)));
  yield endLine(ended);
};

/** The format, the run as far as it is known, and the suites to come. */
function runLine({ run, suites }: StartedRun): string {
  return line("run", {
    format: "prompt-run.ndjson",
    format_version: 1,
    run: arrange(run, HEAD_LAYOUT.run),
    suites: suites.map(({ name, file }) => ({ name, file })),
  });
}

function endLine(head: ReportHead): string {
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
