import type { CallLine, EndLine, RunLine, SentLine, TrialLine, TrialRecord } from "../../src/domain/formats/records.ts";
import type { ReportHead } from "../../src/domain/reporter.ts";
import type { RunStore, SavedTrial, TrialFeed } from "../../src/domain/run-store.ts";

/** A run's lines in an array. */
export class MemoryStore implements RunStore {
  readonly id = "in-memory";
  readonly history = null;
  readonly lines: (RunLine | SentLine | CallLine | TrialLine | EndLine)[] = [];
  head: ReportHead | null = null;
  isClosed = false;
  private ids = 0;

  readonly journal: RunStore["journal"] = {
    nextId: () => `m${++this.ids}`,
    sent: async (line) => void this.lines.push(line),
    call: async (line) => void this.lines.push(line),
    trial: async (line) => void this.lines.push(line),
    run: async (line) => void this.lines.push(line),
    end: async (line) => void this.lines.push(line),
  };

  async *linesOf(suite: number): AsyncIterable<TrialLine> {
    const lines = this.lines.flatMap((line) => (line.type === "trial" && line.suite === suite ? [line] : []));
    yield* lines.sort((a, b) => a.ordinal - b.ordinal);
  }

  async *trialsOf(suite: number): AsyncIterable<TrialRecord> {
    for await (const { record } of this.linesOf(suite)) yield record;
  }

  toldOf(suite: number): AsyncIterable<TrialRecord> {
    return this.trialsOf(suite);
  }

  openFeed(): TrialFeed {
    return { add: () => undefined, close: () => undefined, follow: () => noTrials() };
  }

  forgetTrials(): void {
    throw new Error("a new run has nothing to forget");
  }

  keepHead(head: ReportHead): null {
    this.head = head;
    return null;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

async function* noTrials(): AsyncIterable<SavedTrial> {
  // Nobody follows.
}
