import { inert } from "../../base/inert.ts";
import type { Mask } from "../../base/mask.ts";
import { printable } from "../../base/printable.ts";
import type { Style } from "../../base/style.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Progress, ProgressState } from "../../domain/run/progress.ts";
import { messageLine } from "./message-line.ts";
import { createPace } from "./pace.ts";
import { liveLines, logLine, type Moment } from "./progress-lines.ts";
import { drawnLine, widthOf } from "./view-line.ts";

/** What the view writes to and what it can know of it. */
export interface ProgressOutput {
  /** Writes to stderr as it is. */
  write(text: string): void;
  /** Can lines be redrawn? False when stderr is no terminal, and in CI. */
  readonly isLive: boolean;
  /** Columns of the terminal now: it may be resized. */
  columns(): number;
  readonly style: Style;
  readonly clock: Clock;
  /** Hides secrets in notes and in what failures say. */
  readonly mask: Mask;
}

const FRAME_MS = 100;
const DEFAULT_COLUMNS = 80;
const LOG_LINE_MS = 5_000;
const CLEAR_LINE = "\r\u001b[2K";
const LINE_UP = "\u001b[1A";

/**
 * The view of a run on stderr: a few redrawn lines on a terminal, else a line every few seconds. The cursor is never
 * hidden, so that whatever ends the process leaves a terminal that works.
 */
export function createProgress(output: ProgressOutput): Progress {
  return new TimedProgress(output, output.isLive ? new LiveView(output) : new LogView(output));
}

interface View {
  readonly intervalMs: number;
  draw(state: ProgressState, moment: Moment): void;
  erase(): void;
}

class LiveView implements View {
  readonly intervalMs = FRAME_MS;
  readonly #output: ProgressOutput;
  /** How wide the lines on the screen are, in cells. */
  #drawn: readonly number[] = [];

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  draw(state: ProgressState, moment: Moment): void {
    // The last column stays free: a terminal wraps when it is written to. So do two more: a terminal echoes Ctrl-C as `^C`.
    const lines = liveLines(state, moment, this.#columns() - 3);
    const text = lines.map((line) => drawnLine(line, this.#output.style)).join("\n");
    this.#output.write(this.#clearing() + text);
    this.#drawn = lines.map(widthOf);
  }

  erase(): void {
    if (this.#drawn.length > 0) this.#output.write(this.#clearing());
    this.#drawn = [];
  }

  /** A terminal that has become narrower has wrapped the lines since. */
  #clearing(): string {
    if (this.#drawn.length === 0) return "";
    const rows = this.#drawn.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / this.#columns())), 0);
    return CLEAR_LINE + (LINE_UP + CLEAR_LINE).repeat(rows - 1);
  }

  #columns(): number {
    return this.#output.columns() || DEFAULT_COLUMNS;
  }
}

class LogView implements View {
  readonly intervalMs = LOG_LINE_MS;
  readonly #output: ProgressOutput;
  #last = "";

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  draw(state: ProgressState, moment: Moment): void {
    const line = logLine(state, moment);
    if (line !== this.#last) this.#output.write(`${line}\n`);
    this.#last = line;
  }

  erase(): void {
    // A line of a log stays.
  }
}

/** Draws the newest state at most once an interval, and by itself while nothing happens: waiting should look like waiting. */
class TimedProgress implements Progress {
  readonly #output: ProgressOutput;
  readonly #view: View;
  readonly #ended = new AbortController();
  readonly #pace = createPace();
  readonly #startedMs: number;
  #state: ProgressState | null = null;

  constructor(output: ProgressOutput, view: View) {
    this.#output = output;
    this.#view = view;
    this.#startedMs = output.clock.monotonicMs();
    void this.#drawInTime();
  }

  update(state: ProgressState): void {
    this.#state = state;
    this.#pace.at(this.#output.clock.monotonicMs(), answered(state));
  }

  note(line: string): void {
    this.#view.erase();
    const { mask, style, isLive } = this.#output;
    const columns = isLive ? this.#output.columns() || DEFAULT_COLUMNS : null;
    const lines = inert(printable(mask(line))).split("\n");
    this.#output.write(`${lines.map((text) => messageLine(text, "plain", style, columns)).join("\n")}\n`);
    if (!this.#ended.signal.aborted && this.#output.isLive) this.#draw();
  }

  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#view.erase();
  }

  async #drawInTime(): Promise<void> {
    const { clock } = this.#output;
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await clock.sleep(this.#view.intervalMs, signal);
      if (!signal.aborted) this.#draw();
    }
  }

  #draw(): void {
    if (this.#state === null) return;
    const nowMs = this.#output.clock.monotonicMs();
    const pace = this.#pace.at(nowMs, answered(this.#state));
    const { mask } = this.#output;
    const recentFailures = this.#state.recentFailures.map((failure) => ({ ...failure, reason: mask(failure.reason) }));
    const stillMs = this.#pace.stillMs(nowMs);
    this.#view.draw({ ...this.#state, recentFailures }, { nowMs, elapsedMs: nowMs - this.#startedMs, pace, stillMs });
  }
}

/** What is left out takes no time: it says nothing of how fast the others are done. */
function answered({ done, skipped }: Pick<ProgressState, "done" | "skipped">): number {
  return done - skipped;
}
