import type { CallLine, JournalLine, RunLine, SentLine, TrialLine } from "../../../domain/formats/records.ts";
import { isOfTrial, labelsOf, onlyArm } from "./request-labels.ts";
import { isNothing, type SpentRequest, spentCall, spentUnanswered } from "./spent-request.ts";
import type { UsageLabels } from "./usage-groups.ts";

export type TakeRequest = (request: SpentRequest, labels: UsageLabels, run: RunLine) => void;

/** So many arms of trials that came to their end are remembered, for a call of theirs that ends after it. */
const MOST_ENDED = 4096;

/**
 * What a journal's lines come to, request by request, each with what it belongs to. Held is what is in flight, and what waits
 * for its trial's line, which alone names the arm: as much as runs at once, however long the journal.
 */
export class RunUsage {
  private readonly sent = new Map<string, SentLine>();
  /** By the trial's ordinal. */
  private readonly waiting = new Map<number, SpentRequest[]>();
  private readonly ended = new Map<number, string>();
  private readonly take: TakeRequest;
  private run: RunLine | null = null;

  constructor(take: TakeRequest) {
    this.take = take;
  }

  /** Has the journal begun? Else it is none. */
  get hasRun(): boolean {
    return this.run !== null;
  }

  add(line: JournalLine): void {
    switch (line.type) {
      case "run":
        return this.addRun(line);
      case "sent":
        this.sent.set(line.id, line);
        return;
      case "call":
        return this.addCall(line);
      case "trial":
        return this.addTrial(line);
      case "end":
    }
  }

  finish(): void {
    this.cutOff();
    this.giveUpWaiting();
  }

  /** Nothing that a session sent is answered in a later one; of another plan ordinals mean other trials. */
  private addRun(line: RunLine): void {
    this.cutOff();
    if (this.run !== null && this.run.plan_hash !== line.plan_hash) {
      this.giveUpWaiting();
      this.ended.clear();
    }
    this.run = line;
  }

  private addCall(line: CallLine): void {
    this.sent.delete(line.id);
    this.enter(spentCall(line));
  }

  private addTrial({ ordinal, record: { arm } }: TrialLine): void {
    this.remember(ordinal, arm);
    const requests = this.waiting.get(ordinal) ?? [];
    this.waiting.delete(ordinal);
    for (const request of requests) this.emit(request, arm);
  }

  private remember(ordinal: number, arm: string): void {
    this.ended.set(ordinal, arm);
    if (this.ended.size <= MOST_ENDED) return;
    const [oldest] = this.ended.keys();
    if (oldest !== undefined) this.ended.delete(oldest);
  }

  private enter(request: SpentRequest): void {
    if (this.run === null || isNothing(request)) return;
    const arm = onlyArm(request, this.run);
    if (arm !== null || !isOfTrial(request, this.run)) return this.emit(request, arm);
    const ended = this.ended.get(request.ordinal);
    if (ended !== undefined) return this.emit(request, ended);
    const waiting = this.waiting.get(request.ordinal);
    if (waiting === undefined) this.waiting.set(request.ordinal, [request]);
    else waiting.push(request);
  }

  private cutOff(): void {
    for (const line of this.sent.values()) this.enter(spentUnanswered(line));
    this.sent.clear();
  }

  private giveUpWaiting(): void {
    for (const requests of this.waiting.values()) for (const request of requests) this.emit(request, null);
    this.waiting.clear();
  }

  private emit(request: SpentRequest, arm: string | null): void {
    if (this.run !== null) this.take(request, labelsOf(request, this.run, arm), this.run);
  }
}
