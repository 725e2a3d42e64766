import type { CallJournal } from "../../domain/run/call.ts";
import type { Mask } from "../../base/mask.ts";
import { maskedJson } from "../../base/mask-values.ts";
import { jsonWithAnswer } from "../../domain/masking/masked-completion.ts";
import { JOURNAL_TEXTS } from "../../domain/masking/journal-texts.ts";
import type { ByteRange } from "../../base/lists/byte-range.ts";
import type { CallLine, EndLine, JournalLine, RunLine, SentLine, TrialLine } from "../../domain/formats/records.ts";
import type { JournalFile } from "./journal-file.ts";
import type { AnswerIndex } from "./answer-index.ts";
import type { TrialIndex } from "./trial-index.ts";

export interface JournalWriterOptions {
  readonly file: JournalFile;
  readonly mask: Mask;
  /** Where each trial's line is: kept up to date as lines are written. */
  readonly trials: TrialIndex;
  /** Where the answers are: the same. */
  readonly answers: AnswerIndex;
  /** How many sessions wrote to this journal before: keeps ids of calls apart. */
  readonly session: number;
}

/**
 * The one writer of a run's journal. Lines are masked and appended in order; `sent` lines reach the operating system
 * before the request does, `call` and `trial` lines are synced, many at once, before anything counts on them.
 */
export class JournalWriter implements CallJournal {
  private readonly options: JournalWriterOptions;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private syncing: Promise<void> | null = null;
  private following: Promise<void> | null = null;
  private handing: Promise<void> | null = null;
  private isFlushingSoon = false;
  private failure: { readonly error: unknown } | null = null;
  private count = 0;

  constructor(options: JournalWriterOptions) {
    this.options = options;
  }

  nextId(): string {
    this.count += 1;
    return `${this.options.session}.${this.count}`;
  }

  run(line: RunLine): Promise<void> {
    this.add(line);
    return this.commit();
  }

  sent(line: SentLine): Promise<void> {
    this.add(line);
    this.handing ??= this.handOver();
    return this.handing;
  }

  call(line: CallLine): Promise<void> {
    this.options.answers.add(line, this.add(line));
    if (this.syncing !== null) this.flushSoon(); // a kill must not lose an answer that waits for the sync of others
    return this.commit();
  }

  trial(line: TrialLine): Promise<void> {
    this.options.trials.set(line.ordinal, line.suite, this.add(line));
    return this.commit();
  }

  end(line: EndLine): Promise<void> {
    this.add(line);
    return this.commit();
  }

  async close(): Promise<void> {
    try {
      await this.commit();
    } finally {
      this.options.file.close();
    }
  }

  /** Buffers the line; returns where it will stand, with its newline. */
  private add(line: JournalLine): ByteRange {
    const offset = this.options.file.size + this.pendingBytes;
    const bytes = Buffer.from(`${maskedLine(line, this.options.mask)}\n`);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    return { offset, length: bytes.length };
  }

  /** Resolves when the lines so far are with the operating system. The calls that one sync sets free go out together: one write is enough for them. */
  private async handOver(): Promise<void> {
    await new Promise<void>((resolve) => {
      process.nextTick(resolve); // when all that can go on now has gone on
    });
    this.handing = null;
    this.flush();
  }

  /** Hands over what has come by the end of this turn of the event loop: answers that arrived together are written in one piece. */
  private flushSoon(): void {
    if (this.isFlushingSoon) return;
    this.isFlushingSoon = true;
    setImmediate(() => {
      this.isFlushingSoon = false;
      try {
        this.flush();
      } catch {
        // whoever waits for these lines is told by the next sync
      }
    });
  }

  /** Throws `StoreError`, and from then on always: behind a line that was torn nothing may be written. */
  private flush(): void {
    if (this.failure !== null) throw this.failure.error;
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    try {
      this.options.file.append(bytes);
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  /** Resolves when a sync that began after this call has ended; lines that come during a sync share the next one. */
  private commit(): Promise<void> {
    if (this.syncing === null) {
      this.syncing = this.flushAndSync();
      return this.syncing;
    }
    this.following ??= this.syncing.then(() => {
      this.following = null;
      this.syncing = this.flushAndSync();
      return this.syncing;
    });
    return this.following;
  }

  private async flushAndSync(): Promise<void> {
    this.flush();
    await this.options.file.sync();
    if (this.following === null) this.syncing = null;
  }
}

function maskedLine(line: JournalLine, mask: Mask): string {
  const texts = JOURNAL_TEXTS[line.type];
  return line.type === "call" ? jsonWithAnswer(line, mask, texts) : maskedJson(line, mask, texts).json;
}
