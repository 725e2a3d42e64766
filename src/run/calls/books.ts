import type { Call, CallJournal } from "../../domain/run/call.ts";
import { type Charge, type LedgerEntry, type LedgerTotals, withEntry, withReuse } from "../../domain/run/ledger.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import { callLine, type FinishedCall, sentLine } from "./call-line.ts";

/** What a run writes down of its calls before anything counts on them, and what it adds up. */
export class Books {
  private readonly journal: CallJournal;
  private totals: LedgerTotals;

  constructor(journal: CallJournal, spent: LedgerTotals) {
    this.journal = journal;
    this.totals = spent;
  }

  get ledger(): LedgerTotals {
    return this.totals;
  }

  /** Notes that an attempt goes out, and with what reservation (picodollars). Resolves to the id of its lines when it may go out. */
  async sent(
    call: Call,
    attempt: number,
    { atMs, reservedPico }: { atMs: number; reservedPico: Picodollars | null },
  ): Promise<string> {
    const id = this.journal.nextId();
    await this.journal.sent(sentLine(call, { id, attempt, atMs, reservedPico }));
    return id;
  }

  /** Enters what an attempt is charged: at once when it ends, so that the totals are never behind a slot that comes free. */
  enter(entry: LedgerEntry): void {
    this.totals = withEntry(this.totals, entry);
  }

  /** Resolves when the finished attempt is safe. */
  finished(call: Call, finished: FinishedCall): Promise<void> {
    return this.journal.call(callLine(call, finished));
  }

  /** What was asked once and cost no slot: it is written down like any other. Resolves when it is safe. */
  answered(call: Call, { atMs, result, charge }: Pick<FinishedCall, "atMs" | "result" | "charge">): Promise<void> {
    const id = this.journal.nextId();
    return this.finished(call, { id, attempt: 1, waitedMs: 0, queuedMs: 0, charge, result, atMs });
  }

  /** An answer from a recording: it is written down like any other, and was not paid by this run. `saved`: what it would have cost, where that is more than its line says. */
  reused(
    call: Call,
    charge: Charge,
    recalled: Pick<FinishedCall, "atMs" | "result">,
    saved: Charge = charge,
  ): Promise<void> {
    this.totals = withReuse(this.totals, saved);
    return this.answered(call, { charge, ...recalled });
  }
}
