import type { Picodollars } from "../../../domain/values/money.ts";
import type { AttemptId } from "../../../domain/run/provider.ts";
import type { PricedUsage } from "../rules/price-rules.ts";

/** One request as the simulator saw it. */
export interface BookEntry {
  readonly requestId: string;
  /** Epoch ms of arrival. */
  readonly atMs: number;
  /** Null over HTTP: it is never sent. */
  readonly id: AttemptId | null;
  readonly model: string | null;
  /** Null when the connection was reset before an answer. */
  readonly status: number | null;
  /** The fault that was played, or the error's type. */
  readonly fault: string | null;
  readonly usage: PricedUsage | null;
  readonly billedPico: Picodollars;
}

/** What a simulator has done and billed so far. An answer that is still being streamed is not in it yet. */
export interface SimulatorBooks {
  readonly requests: number;
  readonly byStatus: ReadonlyMap<number, number>;
  readonly resets: number;
  readonly usage: PricedUsage;
  readonly billedPico: Picodollars;
  /** Empty unless the option `keepLog` is set. */
  readonly log: readonly BookEntry[];
}

export interface WritableBooks extends SimulatorBooks {
  enter(entry: BookEntry): void;
}

const NOTHING: PricedUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

export function createBooks(keepLog: boolean): WritableBooks {
  const byStatus = new Map<number, number>();
  const log: BookEntry[] = [];
  const books = {
    requests: 0,
    byStatus,
    resets: 0,
    usage: NOTHING,
    billedPico: 0n,
    log,
    enter(entry: BookEntry): void {
      books.requests++;
      if (entry.status === null) books.resets++;
      else byStatus.set(entry.status, (byStatus.get(entry.status) ?? 0) + 1);
      if (entry.usage !== null) books.usage = addBilled(books.usage, entry.usage);
      books.billedPico += entry.billedPico;
      if (keepLog) log.push(entry);
    },
  };
  return books;
}

function addBilled(a: PricedUsage, b: PricedUsage): PricedUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWrite5mTokens: a.cacheWrite5mTokens + b.cacheWrite5mTokens,
    cacheWrite1hTokens: a.cacheWrite1hTokens + b.cacheWrite1hTokens,
  };
}
