import { said } from "../../domain/diagnostics/said.ts";
import { BEGUN_BY_PROGRAM } from "../../domain/invocation.ts";
import type { RunFeed } from "../../pipeline/output/live-reports.ts";
import type { RunHooks } from "../../pipeline/session/run-hooks.ts";
import type { RunOptions } from "../handed-in/run-options.ts";
import { SuiteError, valueProblem } from "../handed-in/suite-error.ts";
import type { TrialResult, TrialStream } from "./trial-stream.ts";

export interface ProgramRunOptions extends RunOptions {
  /**
   * Told of every trial when it is safe in the store. What it throws, also later by its promise, stops the run, and is
   * thrown by it.
   */
  readonly onTrial?: (trial: TrialResult) => unknown;
}

/** So long the run waits for promises of `onTrial` of which none settles. */
const UNSETTLED_MS = 60_000;

/** Tells a program of its run: the stream, then `onTrial`. */
export class Telling {
  private readonly options: ProgramRunOptions;
  private readonly trials: TrialStream;
  private readonly onStart: () => void;
  private readonly stopped = new AbortController();
  private told: Promise<void> = Promise.resolve();
  private failure: { readonly reason: unknown } | null = null;
  /** What `onTrial` promised, and is not settled. None of them rejects. */
  private readonly open = new Set<Promise<void>>();

  constructor(options: ProgramRunOptions, trials: TrialStream, onStart: () => void = () => undefined) {
    this.options = options;
    this.trials = trials;
    this.onStart = onStart;
  }

  async hooks(): Promise<RunHooks> {
    const { wallClock } = await import("../../pipeline/access/own-clock.ts");
    const { signal } = this.options;
    return {
      clock: wallClock,
      signal: signal === undefined ? this.stopped.signal : AbortSignal.any([signal, this.stopped.signal]),
      start: { ...BEGUN_BY_PROGRAM, store: this.options.store ?? null, baseUrl: this.options.baseUrl ?? null },
      interruptedBy: () => null,
      onWarnings: () => undefined, // they stand in the report
      onProgress: () => undefined,
      onStart: (feed) => {
        this.onStart();
        this.told = this.follow(feed);
        this.told.catch(() => undefined); // `done` tells
      },
      log: () => undefined,
    };
  }

  /** Resolves when all was told, and heard; throws what `onTrial` threw. */
  async done(unsettledMs: number = UNSETTLED_MS): Promise<void> {
    await this.told;
    while (this.open.size > 0 && this.failure === null) await this.oneSettles(unsettledMs);
    if (this.failure !== null) throw this.failure.reason;
  }

  private async oneSettles(unsettledMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        const words = said("bad-option.unsettled", { seconds: unsettledMs / 1000, count: this.open.size });
        this.fail(new SuiteError([valueProblem("options.onTrial", words)]));
        resolve();
      }, unsettledMs);
    });
    await Promise.race([...this.open, late]);
    clearTimeout(timer);
  }

  private async follow(feed: RunFeed): Promise<void> {
    feed.head.catch(() => undefined); // whoever runs is told
    const { namedTrials } = await import("../../pipeline/output/live-reports.ts");
    for await (const { suite, record } of namedTrials(feed)) this.tell({ suite, ...record });
  }

  private tell(trial: TrialResult): void {
    this.trials.add(trial);
    if (this.failure !== null) return;
    try {
      const heard = this.options.onTrial?.(trial);
      if (typeof heard === "object" && heard !== null) this.listen(heard);
    } catch (error) {
      this.fail(error);
    }
  }

  private listen(heard: object): void {
    const settled: Promise<void> = Promise.resolve(heard)
      .then(
        () => undefined,
        (error: unknown) => this.fail(error),
      )
      .finally(() => this.open.delete(settled));
    this.open.add(settled);
  }

  private fail(reason: unknown): void {
    this.failure ??= { reason };
    this.stopped.abort();
  }
}
