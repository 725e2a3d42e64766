import type { SavedTrial, TrialFeed } from "../../domain/run-store.ts";
import { LineReader } from "./line-reader.ts";
import { grown, type TrialIndex } from "./trial-index.ts";

const FIRST_SIZE = 1024;

/**
 * The trials of a run in the order in which they were saved, for readers that follow while it goes on. Only ordinals are
 * held (four bytes a trial); records are read back, so that a slow reader neither holds up the run nor fills the memory.
 */
export class SavedTrials implements TrialFeed {
  private readonly path: string;
  private readonly index: TrialIndex;
  private ordinals = new Uint32Array(FIRST_SIZE);
  private count = 0;
  private isComplete = false;
  private wakeAll: () => void = () => undefined;
  private change = new Promise<void>((resolve) => (this.wakeAll = resolve));

  constructor(path: string, index: TrialIndex) {
    this.path = path;
    this.index = index;
  }

  /** The trial's line is in the journal. */
  add(ordinal: number): void {
    if (this.count === this.ordinals.length) this.ordinals = grown(this.ordinals, new Uint32Array(this.count * 2));
    this.ordinals[this.count++] = ordinal;
    this.wake();
  }

  /** No trial follows. */
  close(): void {
    this.isComplete = true;
    this.wake();
  }

  /** All trials from the first on, each as soon as it is saved; ends after `close`. May be called again. */
  async *follow(): AsyncIterable<SavedTrial> {
    const reader = new LineReader(this.path);
    try {
      for (let next = 0; ; next++) {
        while (next === this.count && !this.isComplete) await this.change;
        if (next === this.count) return;
        yield this.read(reader, this.ordinals[next] ?? 0);
      }
    } finally {
      reader.close();
    }
  }

  private read(reader: LineReader, ordinal: number): SavedTrial {
    const place = this.index.placeOf(ordinal);
    const line = place === null ? null : reader.read(place);
    if (line?.type !== "trial") throw new Error(`trial ${ordinal} was said to be saved and is not`);
    return { suite: line.suite, record: line.record };
  }

  private wake(): void {
    const wakeWaiting = this.wakeAll;
    this.change = new Promise((resolve) => (this.wakeAll = resolve));
    wakeWaiting();
  }
}
