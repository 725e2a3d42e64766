import { displayWidth, truncateToWidth } from "../../base/display-width.ts";
import { formatCount, formatInterval, formatMs, formatNumber, formatPercent, formatUsd } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import type { Style, Tone } from "../../base/style.ts";
import type { ProgressState, RecentFailure } from "../../domain/run/progress.ts";

/** How fast trials are done: per second over the last while, or null when that cannot be told yet. */
export type Pace = number | null;

export interface Part {
  readonly text: string;
  readonly tone: Tone;
}

const MAX_FIGURE_LINES = 2;
const MAX_FAILURE_LINES = 3;
/** Below this share of a rate limit a run waits for it rather than for the model. */
const LOW_RATE_LIMIT = 0.1;
const WIDE = 120;
const GAP = 2;
const MARKS = { failed: "✗", undecided: "?", errored: "!" } as const;

/** A line of the view: its parts stand `GAP` cells apart. */
export type Line = readonly Part[];

/**
 * The view on a terminal: the figures on one line, or on two where `width` is narrow (the last ones are left out when even
 * those do not hold them), and below them the newest failures.
 */
export function liveLines(state: ProgressState, pace: Pace, width: number): Line[] {
  const parts = [...simulatedParts(state), bar(state, width < WIDE ? 10 : 20), ...figureParts(state, pace)];
  const failures = state.recentFailures.slice(-MAX_FAILURE_LINES).toReversed();
  return [
    ...fitLines(parts, width),
    ...failures.map((failure): Line => [{ text: failureLine(failure, width), tone: "quiet" }]),
  ];
}

/** The line as it is written. */
export function drawnLine(line: Line, style: Style): string {
  return line.map(({ tone, text }) => style(tone, text)).join(" ".repeat(GAP));
}

/** The cells that a line takes. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text) + GAP, -GAP);
}

/** One line for a log that cannot be redrawn. */
export function logLine(state: ProgressState, pace: Pace): string {
  const parts = [...simulatedParts(state), ...figureParts(state, pace)].map(({ text }) => text);
  const failure = state.recentFailures.at(-1);
  const last = failure === undefined ? "" : ` · last: ${failureLine(failure, 100)}`;
  return inert(parts.join(" · ") + last);
}

/** What matters most comes first: how far, how good, how dear, how long; then how fast. */
function figureParts(state: ProgressState, pace: Pace): Part[] {
  return [
    plain(doneText(state)),
    ...passRateParts(state),
    ...counted(state.failed, "failed", "bad"),
    ...counted(state.errored, "errored", "bad"),
    ...counted(state.undecided, "undecided", "unsure"),
    ...counted(state.skipped, "skipped", "unsure"),
    plain(spendText(state)),
    ...timeLeftParts(state, pace),
    ...(pace === null ? [] : [plain(`${paceText(pace)}/s`)]),
    plain(`${state.inFlight} in flight`),
    ...rateLimitParts(state),
  ];
}

function bar(state: ProgressState, cells: number): Part {
  const share = state.total === null || state.total === 0 ? 0 : Math.min(1, state.done / state.total);
  const filled = Math.floor(share * cells);
  return { text: "━".repeat(filled) + "╌".repeat(cells - filled), tone: state.failed > 0 ? "bad" : "good" };
}

function doneText({ done, total }: ProgressState): string {
  if (total === null) return `${formatCount(done)} done`;
  const share = total === 0 ? "" : ` ${Math.floor((done / total) * 100)}%`;
  return `${formatCount(done)}/${formatCount(total)}${share}`;
}

function spendText({ costUsd, budgetUsd }: ProgressState): string {
  const spent = costUsd === null ? "cost unknown" : formatUsd(costUsd);
  return budgetUsd === null ? spent : `${spent} of ${formatUsd(budgetUsd)}`;
}

function timeLeftParts({ total, done }: ProgressState, pace: Pace): Part[] {
  if (total === null || pace === null || pace <= 0 || done >= total) return [];
  const seconds = Math.ceil((total - done) / pace);
  return [plain(`ETA ${seconds < 60 ? `${seconds} s` : formatMs(seconds * 1000)}`)];
}

function rateLimitParts({ rateLimitLeft }: ProgressState): Part[] {
  if (rateLimitLeft === null) return [];
  const tone = rateLimitLeft < LOW_RATE_LIMIT ? "unsure" : "plain";
  return [{ text: `rate limit ${Math.round(rateLimitLeft * 100)}% left`, tone }];
}

function paceText(pace: number): string {
  return pace < 10 ? formatNumber(Number(pace.toFixed(1))) : formatCount(Math.round(pace));
}

function passRateParts({ passRate }: ProgressState): Part[] {
  if (passRate === null) return [];
  return [plain(`pass ${formatPercent(passRate.value)} (${formatInterval(passRate.low, passRate.high)})`)];
}

function simulatedParts({ replies }: ProgressState): Part[] {
  return replies === "simulated" ? [{ text: "SIMULATED", tone: "unsure" }] : [];
}

function failureLine(failure: RecentFailure, width: number): string {
  const where = `${MARKS[failure.status]} ${safeLine(failure.caseId, 80)} · ${safeLine(failure.armId, 80)}`;
  return truncateToWidth(inert(`${where}: ${safeLine(failure.reason)}`), width);
}

function counted(count: number, word: string, tone: Tone): Part[] {
  return count === 0 ? [] : [{ text: `${formatCount(count)} ${word}`, tone }];
}

function plain(text: string): Part {
  return { text, tone: "plain" };
}

/** The parts in order, on as many lines of `width` as may be; what does not fit them is left out. */
function fitLines(parts: readonly Part[], width: number): Part[][] {
  const lines: Part[][] = [[]];
  let room = width;
  for (const part of parts) {
    const needed = displayWidth(part.text) + GAP;
    if (needed - GAP > room) {
      if (lines.length === MAX_FIGURE_LINES || needed - GAP > width) break;
      lines.push([]);
      room = width;
    }
    lines.at(-1)?.push(part);
    room -= needed;
  }
  return lines;
}
