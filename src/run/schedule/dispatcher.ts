import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import pLimit from "p-limit";
import type { Purse, Reservation } from "../../domain/run/budget.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import { Alarm } from "./alarm.ts";
import { CacheGroups } from "./cache-groups.ts";
import { askerGone, BLOCKED, type Lane, type Readiness, READY, type Waiting } from "./lane.ts";
import { purseOf, worstWithJudges } from "./ticket-purse.ts";
import { ParkedPurses } from "./parked-purses.ts";
import { onMonotonic, resultOnMonotonic } from "./monotonic-limits.ts";
import { RANKS, ReadyQueue } from "./ready-queue.ts";
import type { RunLimits } from "./run-limits.ts";
import type { RunStop } from "./run-stop.ts";
import type { Dispatched, SendInSlot, Slot, Ticket } from "./ticket.ts";

export interface DispatcherOptions extends RunLimits {
  readonly stop: RunStop;
  readonly clock: Clock;
}

/**
 * Hands out slots. A slot holds exactly one HTTP attempt, from send to last byte; a ticket gets one when its bucket admits
 * it, its budget has room and a slot is free. Each bucket has its own queue, so that a slow one delays no other.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions;
  /** One for each bucket that was ever asked for. */
  private readonly lanes: Lane[] = [];
  private readonly limit: ReturnType<typeof pLimit>;
  private readonly parked = new ParkedPurses(() => this.pump());
  private readonly groups = new CacheGroups();
  private readonly suiteInFlight: number[];
  private turn = 0;
  private readonly alarm: Alarm;
  private reserved: Picodollars = 0n;
  private unpriced = 0;
  private open = 0; // reservations that are not settled

  constructor(options: DispatcherOptions) {
    this.options = options;
    this.limit = pLimit(options.concurrency);
    this.alarm = new Alarm(options.clock, () => this.pump());
    this.suiteInFlight = options.suiteConcurrency.map(() => 0);
    options.stop.signal.addEventListener("abort", () => this.refuseAll());
  }

  /** Attempts that hold a slot, or are about to. */
  get inFlight(): number {
    return this.limit.activeCount + this.limit.pendingCount;
  }

  get waiting(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.queue.size, 0);
  }

  /** What is left of the tightest rate limit of all buckets, 0..1; null when no response has told. */
  get rateLimitLeft(): number | null {
    const now = this.options.clock.monotonicMs();
    const shares = this.lanes.flatMap(({ admission }) => admission.shareLeft(now) ?? []);
    return shares.length === 0 ? null : Math.min(...shares);
  }

  /** When the rate limits let the next request go; null when none waits for them. */
  get waitUntilMs(): number | null {
    return this.waiting === 0 ? null : this.alarm.atMs;
  }

  /** Set aside for requests on their way; null when the price of one is unknown. */
  get reservedPico(): Picodollars | null {
    return this.unpriced > 0 ? null : this.reserved;
  }

  /**
   * Sends when there is a slot, room in the budget and headroom in the bucket; refused once the run stops, or when
   * `withdrawn` aborts before it was sent.
   */
  dispatch(ticket: Ticket, send: SendInSlot, withdrawn: AbortSignal | null = null): Promise<Dispatched> {
    const skip = this.options.stop.forAll() ?? (withdrawn?.aborted === true ? askerGone() : null);
    if (skip !== null) return Promise.resolve({ status: "refused", ...skip });
    const lane = this.laneOf(ticket.bucket);
    return new Promise((resolve) => {
      const waiting: Waiting = { ticket, send, resolve };
      lane.queue.add(waiting, ticket.priority);
      // Once it has begun it is no longer in the queue, and its answer is settled already: nothing comes of this then.
      withdrawn?.addEventListener("abort", () => this.withdraw(lane, waiting), { once: true });
      this.pump();
    });
  }

  /** Takes a ticket back that still waits: nothing was reserved for it. */
  private withdraw({ queue }: Lane, waiting: Waiting): void {
    queue.remove(waiting, waiting.ticket.priority);
    waiting.resolve({ status: "refused", ...askerGone() });
    this.pump();
  }

  /** Gives a reservation back and books what its request did cost: others may fit now. */
  settle(reservation: Reservation, costPico: Picodollars): void {
    this.options.budget.settle(reservation, costPico);
    this.open -= 1;
    this.pump();
  }

  /** A trial is over, and what its pairs are judged by is kept: others may fit now, or never will. */
  keep(purse: Purse, pico: Picodollars): void {
    this.options.budget.keep(purse, pico);
    this.pump();
  }

  /** A trial is over, or its judges have been asked: others may fit now. */
  release(purse: Purse): void {
    this.options.budget.release(purse);
    this.pump();
  }

  /** A trial waits for what another one holds, who may wait for money: until it is called back, its purse may be given up. */
  park(purse: Purse): () => void {
    return this.parked.add(purse);
  }

  private laneOf(bucket: string): Lane {
    const known = this.lanes.find(({ name }) => name === bucket);
    if (known !== undefined) return known;
    const admission = this.options.openAdmission(bucket, this.options.clock.monotonicMs());
    const lane = { name: bucket, queue: new ReadyQueue<Waiting>(), admission };
    this.lanes.push(lane);
    return lane;
  }

  /** Starts all that can start. */
  private pump(): void {
    while (this.inFlight < this.options.concurrency && this.startNext());
  }

  /** Starts one waiting request, the most urgent first and the buckets in turn; false when none can start. */
  private startNext(): boolean {
    let best: { readonly lane: Lane; readonly waiting: Waiting } | null = null;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (let step = 0; step < this.lanes.length; step++) {
      const lane = this.lanes[(this.turn + step) % this.lanes.length];
      if (lane === undefined) break;
      const next = this.nextOf(lane);
      if (typeof next === "number") soonestMs = Math.min(soonestMs, next);
      else if (best === null || RANKS[next.ticket.priority] < RANKS[best.waiting.ticket.priority])
        best = { lane, waiting: next };
    }
    if (best === null) {
      if (soonestMs === Number.POSITIVE_INFINITY && this.givesUpPurses()) return this.startNext();
      this.alarm.setIn(soonestMs);
    } else this.start(best.lane, best.waiting);
    return best !== null;
  }

  /** Nobody waits for money that others who wait have set aside: when nothing else can start, purses are given up. */
  private givesUpPurses(): boolean {
    const isStuck = this.open === 0 && this.inFlight === 0 && this.waiting > 0;
    return isStuck && this.options.budget.breakUp(this.parked.andWaiting(this.lanes));
  }

  /** The bucket's first ticket that can be sent, or in how many milliseconds there may be one. */
  private nextOf(lane: Lane): Waiting | number {
    for (const waiting of lane.queue) {
      const readiness = this.readiness(lane, waiting.ticket);
      if (readiness.status === "ready") return waiting;
      if (readiness.status === "later") return readiness.waitMs;
      if (readiness.status === "hopeless") {
        lane.queue.remove(waiting, waiting.ticket.priority);
        waiting.resolve({ status: "refused", ...readiness.skip });
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  private readiness(lane: Lane, ticket: Ticket): Readiness {
    const skip = this.options.stop.forRequest(ticket.suite);
    if (skip !== null) return { status: "hopeless", skip };
    const fit = this.options.budget.fit(ticket.suite, ticket.worstPico, purseOf(ticket));
    if (fit.status === "never") {
      // An application's call may be larger than any that follows: that it does not fit says nothing of others.
      const cap = fit.scope === "run" ? null : ticket.suite;
      if (ticket.expected.role === "meter") this.options.stop.refusedForBudget(cap, worstWithJudges(ticket));
      else this.options.stop.closeForBudget(cap, worstWithJudges(ticket));
      return { status: "hopeless", skip: { reason: "budget", detail: failureWords("no-room", { scope: fit.scope }) } };
    }
    const suiteLimit = this.options.suiteConcurrency[ticket.suite] ?? Number.POSITIVE_INFINITY;
    if ((this.suiteInFlight[ticket.suite] ?? 0) >= suiteLimit) return BLOCKED;
    if (fit.status === "wait" || this.groups.mustWait(ticket.cacheGroups)) return BLOCKED;
    const waitMs = lane.admission.waitMs(ticket.expected, this.options.clock.monotonicMs());
    return waitMs > 0 ? { status: "later", waitMs } : READY;
  }

  private start(lane: Lane, waiting: Waiting): void {
    this.turn = (this.lanes.indexOf(lane) + 1) % this.lanes.length;
    lane.queue.remove(waiting, waiting.ticket.priority);
    waiting.resolve(this.run(lane, waiting));
  }

  private async run(lane: Lane, { ticket, send }: Waiting): Promise<Dispatched> {
    const { budget, clock } = this.options;
    const reservation = budget.reserve(ticket.suite, ticket.worstPico, purseOf(ticket));
    this.open += 1;
    this.countReserved(reservation, 1);
    const pass = lane.admission.admit(ticket.expected, clock.monotonicMs());
    this.count(ticket.suite, 1);
    this.groups.sent(ticket.cacheGroups, clock.monotonicMs());
    const slot: Slot = {
      reservation,
      onFirstByte: () => {
        this.groups.warmed(ticket.cacheGroups, clock.monotonicMs());
        this.pump();
      },
      onRateLimits: (reading) => {
        lane.admission.read(pass, onMonotonic(reading, clock), clock.monotonicMs());
        this.pump();
      },
    };
    try {
      // The limit counts a call as long as it is open: no more are handed to it than it has slots.
      const sent = await this.limit(() => send(slot));
      // Its cost is booked: set aside as well, it would count twice.
      this.countReserved(reservation, -1);
      lane.admission.finish(pass, resultOnMonotonic(sent.result, clock), clock.monotonicMs());
      return { status: "sent", ...sent };
    } finally {
      this.count(ticket.suite, -1);
      this.groups.ended(ticket.cacheGroups);
      this.pump();
    }
  }

  private countReserved({ amountPico }: Reservation, change: 1 | -1): void {
    if (amountPico === null) this.unpriced += change;
    else this.reserved += BigInt(change) * amountPico;
  }

  private count(suite: number, change: 1 | -1): void {
    this.suiteInFlight[suite] = (this.suiteInFlight[suite] ?? 0) + change;
  }

  private refuseAll(): void {
    const skip = this.options.stop.forAll();
    if (skip === null) return;
    for (const { queue } of this.lanes) {
      for (const waiting of queue.drain()) waiting.resolve({ status: "refused", ...skip });
    }
    this.alarm.setIn(Number.POSITIVE_INFINITY);
  }
}
