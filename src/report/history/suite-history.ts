import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatMs, formatPercent, formatUsd, sumKnown } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { armStandings } from "../html/overview/arm-standing.ts";
import { costPerThousand } from "../rows/cost-per-thousand.ts";
import { rateCell } from "../html/pieces/arms-table.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { shortArmNames } from "../words/arm-names.ts";
import { suiteLook } from "../words/words.ts";
import { type CaseHistory, type ChangedCases, caseStrip, type StripMarks } from "./case-strip.ts";
import { changedParts, changedPartsOf } from "./run-changes.ts";
import { type Series, seriesPlot } from "./series-plot.ts";
import { runAddress, type RunEntry, startText } from "./stored-run.ts";

/** More say no more, and make the drawings unreadable. */
const MAX_RUNS = 60;
const MAX_PLOTTED_ARMS = 12;

/** A run of the suite, and what was changed since the one before it. */
interface SuiteRun {
  readonly run: RunEntry;
  readonly suite: SuiteHead;
  readonly change: string | null;
  /** Of its cases alone; null where it is not known. */
  readonly changed: ChangedCases | null;
}

/** What the page of a suite tells. */
export interface ToldSuite {
  readonly name: string;
  /** Finished ones, newest first. */
  readonly runs: readonly RunEntry[];
  readonly cases: CaseHistory;
  readonly marks: StripMarks;
}

/**
 * One suite over its finished runs: the pass rate of each arm with its gate and what was changed, since when cases fail,
 * cost and latency, and all of it as a table.
 */
export function suiteHistory({ name, runs, cases, marks }: ToldSuite): string {
  const found = suiteRuns(name, runs, cases);
  const title = `<h1>${escapeHtml(name)}</h1>`;
  if (found.length === 0) return `${title}<p>${reportWords("no-run-of-suite")}</p>`;
  const left = runs.length - MAX_RUNS;
  const more = left > 0 ? `<p class="quiet">${reportWords("runs-left", { shown: MAX_RUNS, left })}</p>` : "";
  const simulated = runs.some(({ replies }) => replies === "simulated")
    ? `<p class="note">${reportWords("hollow-points")}</p>`
    : "";
  const arms = [...new Set(found.flatMap(({ suite }) => suite.arms.map(({ id }) => id)))];
  return [title, simulated, more, plots(found, arms), caseStrip(name, cases, marks), runTable(found, arms)].join("\n");
}

/** Newest first. */
function suiteRuns(name: string, runs: readonly RunEntry[], cases: CaseHistory): SuiteRun[] {
  const own = new Map(cases.runs.map(({ id, changed = null }) => [id, changed]));
  const found = runs.slice(0, MAX_RUNS).flatMap((run) => {
    const suite = run.head?.suites.find((one) => one.name === name);
    return suite === undefined ? [] : [{ run, suite }];
  });
  return found.map(({ run, suite }, index) => {
    const changed = own.get(run.id) ?? null;
    return { run, suite, changed, change: changedParts(found[index + 1]?.suite.hashes, suite.hashes, changed) };
  });
}

function plots(found: readonly SuiteRun[], arms: readonly string[]): string {
  if (found.length < 2) return "";
  const names = shortArmNames(arms.map((id) => ({ id })));
  const shown = arms.slice(0, MAX_PLOTTED_ARMS).map((arm) => {
    const title = arms.length > 1 ? `<h2><bdi>${escapeHtml(names.get(arm) ?? arm)}</bdi></h2>` : "";
    return `<section class="arm-plots">${title}<div class="plots">${seriesOf(found, arm).map(seriesPlot).join("")}</div></section>`;
  });
  return shown.join("\n");
}

function seriesOf(found: readonly SuiteRun[], arm: string): Series[] {
  const points = found.map(({ run, suite, changed }, index) => {
    const standing = armStandings(suite).find((one) => one.arm.id === arm);
    return { run, standing, change: changedPartsOf(arm, found[index + 1]?.suite, suite, changed) };
  });
  points.reverse();
  const series = (of: (one: ArmSummary) => number | null): Series["points"] =>
    points.map(({ run, standing, change }) => ({
      label: `${run.id}, ${startText(run.startedAt)}`,
      href: runAddress(run.id),
      value: standing === undefined ? null : of(standing.arm),
      low: null,
      high: null,
      isHollow: run.replies === "simulated",
      tone: toneOf(standing?.verdict ?? null),
      change,
    }));
  const rates = series((one) => one.pass_rate.value).map((point, index) => {
    const { low = null, high = null } = points[index]?.standing?.arm.pass_rate ?? {};
    return { ...point, low, high };
  });
  const limit = points.findLast(({ standing }) => standing !== undefined)?.standing?.limit ?? null;
  const plain = (some: Series["points"]): Series["points"] => some.map((point) => ({ ...point, tone: "plain" }));
  return [
    { title: "pass rate, with interval", points: rates, isShare: true, limit, format: formatPercent },
    { title: "cost per 1,000 trials", points: plain(series(costOf)), isShare: false, limit: null, format: formatUsd },
    {
      title: "latency, p50",
      points: plain(series((one) => one.latency_ms.p50)),
      isShare: false,
      limit: null,
      format: formatMs,
    },
  ];
}

/** Of a thousand answered trials; null where nothing was answered: that is no cheap run. */
function costOf(arm: ArmSummary): number | null {
  return costPerThousand([arm]);
}

function toneOf(verdict: string | null): "good" | "bad" | "unsure" | "plain" {
  if (verdict === null) return "plain";
  return verdict === "pass" ? "good" : verdict === "fail" ? "bad" : "unsure";
}

/** A row a run, a column an arm. */
function runTable(found: readonly SuiteRun[], arms: readonly string[]): string {
  const names = shortArmNames(arms.map((id) => ({ id })));
  const head = [
    "run",
    "verdict",
    ...arms.map((arm) => `<bdi>${escapeHtml(names.get(arm) ?? arm)}</bdi>`),
    "changed since the run before",
    "cost",
    "commit",
  ];
  const rows = found.map(({ run, suite, change }) => {
    const { mark, tone, words } = suiteLook(suite);
    const simulated = run.replies === "simulated" ? ' <span class="unsure small">SIMULATED</span>' : "";
    const standings = armStandings(suite);
    const rates = arms.map((arm) => {
      const one = standings.find((standing) => standing.arm.id === arm);
      return one === undefined ? "–" : rateCell(one.arm.pass_rate, one);
    });
    return [
      `<a href="${escapeHtml(runAddress(run.id))}">${escapeHtml(startText(run.startedAt))}</a>${simulated} <span class="quiet small whole">${escapeHtml(run.id)}</span>`,
      `<span class="${tone}">${mark} ${words}</span>`,
      ...rates,
      escapeHtml(change ?? ""),
      escapeHtml(formatUsd(sumKnown(suite.arms.map((arm) => arm.cost_usd)))),
      commitOf(run),
    ];
  });
  return `<section class="suite"><h2>Runs</h2>${htmlTable({ caption: "Runs", head, rows, isOfCards: true })}</section>`;
}

function commitOf({ head }: RunEntry): string {
  const commit = head?.run.git?.commit ?? null;
  return commit === null ? "" : `<code>${escapeHtml(commit.slice(0, 8))}</code>`;
}
