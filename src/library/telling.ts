import type { RunFeed } from "../pipeline/output/live-reports.ts";
import type { RunHooks } from "../pipeline/session/run-hooks.ts";
import type { RunOptions } from "./run-options.ts";
import type { TrialResult, TrialStream } from "./trial-stream.ts";

export interface ProgramRunOptions extends RunOptions {
  /** Told of every trial when it is safe in the store. What it throws stops the run, and is thrown by it. */
  readonly onTrial?: (trial: TrialResult) => void;
}

/** Tells a program of its run: the stream, then `onTrial`. */
export class Telling {
  private readonly options: ProgramRunOptions;
  private readonly trials: TrialStream;
  private readonly stopped = new AbortController();
  private told: Promise<void> = Promise.resolve();
  private failure: { readonly reason: unknown } | null = null;

  constructor(options: ProgramRunOptions, trials: TrialStream) {
    this.options = options;
    this.trials = trials;
  }

  async hooks(): Promise<RunHooks> {
    const { wallClock } = await import("../pipeline/access/own-clock.ts");
    const { signal } = this.options;
    return {
      clock: wallClock,
      signal: signal === undefined ? this.stopped.signal : AbortSignal.any([signal, this.stopped.signal]),
      argv: [],
      interruptedBy: () => null,
      onWarnings: () => undefined, // they stand in the report
      onProgress: () => undefined,
      onStart: (feed) => {
        this.told = this.follow(feed);
        this.told.catch(() => undefined); // `done` tells
      },
      log: () => undefined,
    };
  }

  /** Resolves when all was told; throws what `onTrial` threw. */
  async done(): Promise<void> {
    await this.told;
    if (this.failure !== null) throw this.failure.reason;
  }

  private async follow(feed: RunFeed): Promise<void> {
    feed.head.catch(() => undefined); // whoever runs is told
    const { namedTrials } = await import("../pipeline/output/live-reports.ts");
    for await (const { suite, record } of namedTrials(feed)) this.tell({ suite, ...record });
  }

  private tell(trial: TrialResult): void {
    this.trials.add(trial);
    if (this.failure !== null) return;
    try {
      this.options.onTrial?.(trial);
    } catch (error) {
      this.failure = { reason: error };
      this.stopped.abort();
    }
  }
}
