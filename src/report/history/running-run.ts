import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatCount, formatPercent } from "../../base/figures.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import { intervalBar } from "../html/pieces/interval-bar.ts";
import { htmlTable } from "../html/pieces/table.ts";
import type { TrialClass } from "../../domain/run/trial-class.ts";
import { startText } from "./stored-run.ts";

/** What a run that is not finished has come to so far. Texts are raw. */
export interface RunningRun {
  readonly id: string;
  readonly startedAt: string | null;
  readonly isSimulated: boolean;
  /** Whether something was written a moment ago. */
  readonly isAlive: boolean;
  /** The command that goes on with it. */
  readonly resume: string;
  readonly suites: readonly RunningSuite[];
  /** The newest trials that did not pass, newest first. */
  readonly troubles: readonly RunningTrouble[];
}

export interface RunningSuite {
  readonly name: string;
  readonly planned: number;
  /** By arm, how many trials came out how. */
  readonly arms: readonly { readonly id: string; readonly counts: Readonly<Record<TrialClass, number>> }[];
}

export interface RunningTrouble {
  readonly suite: string;
  readonly case: string;
  readonly arm: string;
  readonly outcome: TrialClass;
  readonly reason: string;
}

/** A run while it goes on: how far each suite is, what passes so far, and what did not. No verdict: that is the end's. */
export function runningRun({ id, startedAt, isSimulated, isAlive, resume, suites, troubles }: RunningRun): string {
  const done = suites.reduce((sum, suite) => sum + doneOf(suite), 0);
  const planned = suites.reduce((sum, suite) => sum + suite.planned, 0);
  const how = isAlive
    ? `<span class="badge unsure">… running</span> ${formatCount(done)} of ${formatCount(planned)} trials`
    : `<span class="badge unsure">… unfinished</span> ${formatCount(done)} of ${formatCount(planned)} trials; ${reportWords("run-is-quiet")}`;
  const next = isAlive
    ? `<p class="quiet">${reportWords("looks-again")} <button type="button" id="pause" class="small-button" aria-pressed="false">Pause</button></p>`
    : `<p>${reportWords("goes-on-with", { command: `<code>${escapeHtml(resume)}</code>` })}</p>`;
  const simulated = isSimulated
    ? `<p class="note"><strong>SIMULATED</strong>: ${reportWords("simulated-so-far")}</p>`
    : "";
  return [
    `<h1>${how}</h1>`,
    `<p class="quiet">run ${escapeHtml(id)}, started ${escapeHtml(startText(startedAt))} UTC</p>`,
    simulated,
    `<progress max="${planned}" value="${done}" aria-label="Trials done"></progress>`,
    suiteTable(suites),
    next,
    troubleList(troubles),
  ].join("\n");
}

function doneOf({ arms }: RunningSuite): number {
  return arms.reduce((sum, { counts }) => sum + Object.values(counts).reduce((total, count) => total + count, 0), 0);
}

function suiteTable(suites: readonly RunningSuite[]): string {
  const rows = suites.flatMap((suite) => {
    const { name, planned, arms } = suite;
    const own = [
      `<strong>${escapeHtml(name, 200)}</strong>`,
      `${formatCount(doneOf(suite))} of ${formatCount(planned)}`,
      "",
      "",
    ];
    return [own, ...arms.map(armRow)];
  });
  return htmlTable({ caption: "Suites and arms so far", head: ["suite", "done", "passed so far", "failed"], rows });
}

function armRow({ id, counts }: RunningSuite["arms"][number]): string[] {
  const decided = counts.passed + counts.failed;
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rate = decided === 0 ? null : counts.passed / decided;
  const bar = rate === null ? "–" : intervalBar({ value: rate, low: null, high: null, from: 0, to: 1 });
  const open = counts.errored + counts.undecided;
  const failed = counts.failed === 0 ? "0" : `<span class="bad">${formatCount(counts.failed)}</span>`;
  return [
    `<bdi>${escapeHtml(id)}</bdi>`,
    formatCount(done),
    rate === null ? "–" : `<span class="rate"><strong>${escapeHtml(formatPercent(rate))}</strong>${bar}</span>`,
    open === 0 ? failed : `${failed} <span class="unsure small">${formatCount(open)} open</span>`,
  ];
}

function troubleList(troubles: readonly RunningTrouble[]): string {
  if (troubles.length === 0) return "";
  const items = troubles.map(
    (one) =>
      `<li><span class="${one.outcome === "undecided" ? "unsure" : "bad"}">${one.outcome}</span> <bdi>${escapeHtml(one.case, 200)}</bdi> <span class="quiet">${escapeHtml(one.arm, 200)} · ${escapeHtml(one.suite, 200)}</span><br>${escapeHtml(one.reason, 300)}</li>`,
  );
  return `<h2>Did not pass, the newest first</h2><ul class="troubles">${items.join("\n")}</ul>`;
}
