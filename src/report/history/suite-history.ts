import { formatMs, formatPercent, formatUsd, plural } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import { rateCell } from "../html/pieces/arms-table.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { VERDICT_LOOKS, verdictWords } from "../words/words.ts";
import { type Series, seriesPlot } from "./series-plot.ts";
import { runAddress, type RunEntry, startText } from "./stored-run.ts";

/** More say no more, and make the drawings unreadable. */
const MAX_RUNS = 60;

/** A run's figures for one arm of the suite. */
interface Point {
  readonly run: RunEntry;
  readonly verdict: keyof typeof VERDICT_LOOKS;
  readonly arm: ArmSummary;
}

/** One suite over its finished runs: pass rate with interval, cost and latency, arm by arm, drawn and as a table. */
export function suiteHistory(name: string, runs: readonly RunEntry[]): string {
  const byArm = pointsByArm(name, runs);
  const title = `<h1>${escapeHtml(name)}</h1>`;
  if (byArm.size === 0) return `${title}<p>No finished run of this suite is stored.</p>`;
  const left = runs.length - MAX_RUNS;
  const more =
    left > 0 ? `<p class="quiet">Shown are the newest ${MAX_RUNS}; ${plural(left, "run")} more are stored.</p>` : "";
  const simulated = runs.some(({ replies }) => replies === "simulated")
    ? '<p class="note">Hollow points are SIMULATED runs: they say nothing of a model.</p>'
    : "";
  const sections = [...byArm].map(([arm, points]) => armSection(arm, points));
  return title + simulated + more + sections.join("\n");
}

/** The points of each arm, newest first. */
function pointsByArm(name: string, runs: readonly RunEntry[]): Map<string, Point[]> {
  const byArm = new Map<string, Point[]>();
  for (const run of runs.slice(0, MAX_RUNS)) {
    const suite = run.head?.suites.find((one) => one.name === name);
    for (const arm of suite?.arms ?? []) {
      const point = { run, arm, verdict: suite?.verdict ?? "pending" };
      byArm.set(arm.id, [...(byArm.get(arm.id) ?? []), point]);
    }
  }
  return byArm;
}

function armSection(arm: string, points: readonly Point[]): string {
  const head = ["run", "started (UTC)", "suite", "pass rate", "cost", "cost/pass", "p50", "p95"];
  const table = htmlTable({ caption: escapeHtml(`Runs of ${arm}`), head, rows: points.map(row) });
  const plots = points.length < 2 ? "" : `<div class="plots">${seriesOf(points).map(seriesPlot).join("")}</div>`;
  return `<section class="suite"><h2><bdi>${escapeHtml(arm)}</bdi></h2>${plots}${table}</section>`;
}

function row({ run, arm, verdict }: Point): string[] {
  const { mark, tone } = VERDICT_LOOKS[verdict];
  const simulated = run.replies === "simulated" ? ' <span class="unsure small">SIMULATED</span>' : "";
  return [
    `<a href="${escapeHtml(runAddress(run.id))}">${escapeHtml(run.id)}</a>${simulated}`,
    escapeHtml(startText(run.startedAt)),
    `<span class="${tone}">${mark} ${verdictWords(verdict)}</span>`,
    rateCell(arm.pass_rate),
    ...[arm.cost_usd, arm.cost_per_pass_usd].map((usd) => escapeHtml(formatUsd(usd))),
    ...[arm.latency_ms.p50, arm.latency_ms.p95].map((time) => escapeHtml(formatMs(time))),
  ];
}

function seriesOf(points: readonly Point[]): Series[] {
  const oldestFirst = points.toReversed();
  const series = (of: (arm: ArmSummary) => number | null): Series["points"] =>
    oldestFirst.map(({ run, arm }) => ({
      label: `${run.id}, ${startText(run.startedAt)}`,
      value: of(arm),
      low: null,
      high: null,
      isHollow: run.replies === "simulated",
    }));
  const rates = series((arm) => arm.pass_rate.value).map((point, index) => {
    const { low = null, high = null } = oldestFirst[index]?.arm.pass_rate ?? {};
    return { ...point, low, high };
  });
  return [
    { title: "pass rate, with interval", points: rates, isShare: true, format: formatPercent },
    { title: "cost", points: series((arm) => arm.cost_usd), isShare: false, format: formatUsd },
    { title: "latency, p50", points: series((arm) => arm.latency_ms.p50), isShare: false, format: formatMs },
  ];
}
