import { truncateToWidth } from "../../base/display-width.ts";
import { formatCount, formatMs, formatNumber, formatUsd, plural } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import type { Tone } from "../../base/style.ts";
import type { LiveProgress, ProgressState, RecentFailure } from "../../domain/run/progress.ts";
import { armLines } from "./progress-arms.ts";
import { fitLines, type Line, type Part } from "./view-line.ts";

/** How fast trials are done: per second over the last while, or null when that cannot be told yet. */
export type Pace = number | null;

/** When the view is drawn. */
export interface Moment {
  /** On the monotonic clock. */
  readonly nowMs: number;
  readonly elapsedMs: number;
  readonly pace: Pace;
  /** For how long nothing was done. */
  readonly stillMs: number;
}

const MAX_FAILURE_LINES = 3;
/** Below this share of a rate limit a run waits for it rather than for the model. */
const LOW_RATE_LIMIT = 0.1;
/** Shorter waits are pacing, not news. */
const LEAST_WAIT_MS = 1_000;
/** Nothing is done for so long, and for so many times as long as one trial took from the next: the run stands still. */
const LEAST_STILL_MS = 10_000;
const STILL_GAPS = 3;
const MARKS = { failed: "✗", undecided: "?", errored: "!" } as const;

/**
 * The view on a terminal: how far, how dear and how long on top, a line an arm with its bar, then what the run waits for, and the
 * newest failures.
 */
export function liveLines(state: ProgressState, moment: Moment, width: number): Line[] {
  const live = state.live();
  const failures = state.recentFailures.slice(-MAX_FAILURE_LINES).toReversed();
  return [
    ...fitLines(headParts(state, live, moment), width),
    ...armLines(state.arms, width),
    ...fitLines(waitParts(state, live, moment), width),
    ...failures.map((failure): Line => [{ text: failureLine(failure, width), tone: "quiet" }]),
  ];
}

/** One line for a log that cannot be redrawn. */
export function logLine(state: ProgressState, moment: Moment): string {
  const live = state.live();
  const { passed, failed } = state;
  const rate = passed + failed === 0 ? [] : [`${passed} of ${passed + failed} passed`];
  const parts = [
    ...headParts(state, live, moment).map(({ text }) => text),
    ...rate,
    ...waitParts(state, live, moment).map(({ text }) => text),
  ];
  const failure = state.recentFailures.at(-1);
  const last = failure === undefined ? "" : ` · last: ${failureLine(failure, 100)}`;
  return inert(parts.join(" · ") + last);
}

/** What matters most comes first: how far, how dear, how long; then how fast. */
function headParts(state: ProgressState, live: LiveProgress, moment: Moment): Part[] {
  const { elapsedMs } = moment;
  const simulated: Part[] = state.replies === "simulated" ? [{ text: "SIMULATED", tone: "unsure" }] : [];
  if (live.isStopping) return [...simulated, ...stoppingParts(state, live)];
  return [
    ...simulated,
    plain(doneText(state)),
    plain(spendText(state, live)),
    plain(formatMs(elapsedMs)),
    ...paceParts(state, moment),
    plain(`${live.inFlight} in flight`),
    ...counted(state.errored, "errored", "bad"),
    ...counted(state.undecided, "undecided", "unsure"),
    ...counted(state.skipped, "not run", "unsure"),
  ];
}

/** What is not sent stays unsent: it is no progress. */
function stoppingParts(state: ProgressState, live: LiveProgress): Part[] {
  const { total, done, skipped } = state;
  const answered = done - skipped;
  const unsent = total === null ? [] : [`${formatCount(Math.max(0, total - answered - live.inFlight))} not sent`];
  const what = [`stopping: ${live.inFlight} in flight`, ...unsent, `${formatCount(answered)} answered`].join(", ");
  return [{ text: what, tone: "unsure" }, plain(spendText(state, live))];
}

function doneText({ done, total, skipped }: ProgressState): string {
  const answered = done - skipped;
  if (total === null) return `${formatCount(answered)} done`;
  const share = total === 0 ? "" : ` ${Math.floor((answered / total) * 100)}%`;
  return `${formatCount(answered)}/${formatCount(total)}${share}`;
}

/** "$0.19 of $0.60, at worst $0.23": what is paid, and with what is set aside for requests on their way. */
function spendText({ costUsd, budgetUsd }: ProgressState, { reservedUsd }: LiveProgress): string {
  const spent = costUsd === null ? "cost unknown" : formatUsd(costUsd);
  if (budgetUsd === null) return spent;
  const worst = costUsd === null || reservedUsd === null || reservedUsd === 0 ? null : costUsd + reservedUsd;
  return `${spent} of ${formatUsd(budgetUsd)}${worst === null ? "" : `, at worst ${formatUsd(worst)}`}`;
}

/** A pace that was says nothing of a run that stands still: then for how long it does is told in its place. */
function paceParts(state: ProgressState, { pace, stillMs }: Moment): Part[] {
  if (pace === null) return [];
  if (stillMs >= LEAST_STILL_MS && stillMs * pace >= STILL_GAPS * 1000)
    return [unsure(`none for ${formatMs(stillMs)}`)];
  return [...timeLeftParts(state, pace), plain(`${paceText(pace)}/s`)];
}

function timeLeftParts({ total, done }: ProgressState, pace: Pace): Part[] {
  if (total === null || pace === null || pace <= 0 || done >= total) return [];
  const seconds = Math.ceil((total - done) / pace);
  return [plain(`about ${seconds < 60 ? `${seconds} s` : formatMs(seconds * 1000)} left`)];
}

/** What keeps the run: the rate limit, the budget, retries. */
function waitParts(state: ProgressState, live: LiveProgress, { nowMs }: Moment): Part[] {
  const { waitUntilMs, waiting, inFlight, rateLimitLeft } = live;
  const waitMs = waitUntilMs === null ? 0 : waitUntilMs - nowMs;
  const left = rateLimitLeft === null ? "" : `rate limit ${Math.round(rateLimitLeft * 100)}% left`;
  return [
    ...(waitMs < LEAST_WAIT_MS ? [] : [unsure(`waiting ${Math.ceil(waitMs / 1000)} s for the rate limit`)]),
    ...(waitMs < LEAST_WAIT_MS && inFlight === 0 && waiting > 0 ? [unsure(`${waiting} waiting`)] : []),
    ...(waiting === 0 && inFlight === 0 && isUnfinished(state) && !live.isStopping && live.retries > 0
      ? [unsure("waiting to try again")]
      : []),
    ...(left === "" ? [] : [{ text: left, tone: (rateLimitLeft ?? 1) < LOW_RATE_LIMIT ? "unsure" : "quiet" } as const]),
    ...retryParts(state, live),
  ];
}

function isUnfinished({ total, done }: ProgressState): boolean {
  return total !== null && done < total;
}

/** "12 requests retried", "failed attempts: 529 × 9, 429 × 3". */
function retryParts({ failedAttempts }: ProgressState, { retries }: LiveProgress): Part[] {
  if (retries === 0) return [];
  const kinds = [...failedAttempts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, count]) => `${safeLine(name, 30)} × ${count}`);
  return [
    unsure(`${plural(retries, "request")} retried`),
    ...(kinds.length === 0 ? [] : [unsure(`failed attempts: ${kinds.join(", ")}`)]),
  ];
}

function paceText(pace: number): string {
  return pace < 10 ? formatNumber(Number(pace.toFixed(1))) : formatCount(Math.round(pace));
}

function failureLine(failure: RecentFailure, width: number): string {
  const where = `${MARKS[failure.status]} ${safeLine(failure.caseName, 80)} · ${safeLine(failure.armId.replace(/\/default$/, ""), 80)}`;
  return truncateToWidth(inert(`${where}: ${safeLine(failure.reason)}`), width);
}

function counted(count: number, word: string, tone: Tone): Part[] {
  return count === 0 ? [] : [{ text: `${formatCount(count)} ${word}`, tone }];
}

function plain(text: string): Part {
  return { text, tone: "plain" };
}

function unsure(text: string): Part {
  return { text, tone: "unsure" };
}
