import { setTimeout as sleep } from "node:timers/promises";
import type { CallOwner } from "../../domain/run/call.ts";
import type { OpenTarget, Target, TargetReply, TargetSession } from "../../domain/run/target.ts";
import type { TargetAsking, TargetPass } from "../../domain/run/target-room.ts";
import type { MeterAddress } from "../../meter/meter-server.ts";
import type { MeterAccess } from "./target-environment.ts";
import type { TargetMeter } from "./target-meter.ts";
import { TurnClock } from "./turn-clock.ts";
import { openTurnDesk, type TurnDesk } from "./turn-desk.ts";
import { withinTime } from "./within-time.ts";
import { WorkerDesk } from "./worker-desk.ts";

/** A session that has just started is at rest when three looks show it so: between two a request of its own has come in. */
const AT_START = { looks: 3, longestMs: 5_000 };
/** One that has answered mostly waits for its next turn already: what it still does belongs to no trial. What it asked just now comes in between two looks. */
const BETWEEN_TURNS = { looks: 2, longestMs: 250 };

/** Calls that are still open at the end of a turn may take so long: then their worker is ended. */
const OPEN_CALLS_MS = 5_000;

export interface SlotParts {
  readonly target: Target;
  /** Null: nothing of it is metered. */
  readonly meter: TargetMeter | null;
  readonly open: OpenTarget;
  readonly environment: (access: MeterAccess | null) => Readonly<Record<string, string>>;
  readonly valueOf: (name: string) => string | null;
  readonly cutoff: AbortSignal;
  monotonicMs(): number;
}

/** One seat of a target: its session, opened when it is first needed, and again after it was lost. */
export class TargetSlot {
  private readonly parts: SlotParts;
  private session: TargetSession | null = null;
  private opening: Promise<TargetReply | null> | null = null;
  private worker: { readonly desk: WorkerDesk; readonly address: MeterAddress } | null = null;

  constructor(parts: SlotParts) {
    this.parts = parts;
  }

  /** What ended with its last answer may have been written a turn that it never read: a new session is asked it, once. */
  async ask(asking: TargetAsking): Promise<TargetPass> {
    const pass = await this.askSession(asking);
    return isUnread(pass) ? this.askSession(asking) : pass;
  }

  private async askSession(asking: TargetAsking): Promise<TargetPass> {
    const failure = await (this.opening ??= this.ready(asking.owner).finally(() => (this.opening = null)));
    const { meter } = this.parts;
    if (failure !== null || this.session === null) return { ...NO_CALLS, reply: failure ?? "cut", latencyMs: 0 };
    if (meter === null) {
      const clock = new TurnClock(this.parts);
      const reply = await this.askWithin(this.session, asking, { clock, access: null });
      await this.afterReply(this.session, reply);
      return { ...NO_CALLS, reply, latencyMs: clock.elapsedMs };
    }
    return this.askMetered(this.session, meter, asking);
  }

  async close(): Promise<void> {
    const { session, worker } = this;
    this.session = null;
    this.worker = null;
    await session?.close();
    worker?.address.close();
  }

  private async askMetered(session: TargetSession, meter: TargetMeter, asking: TargetAsking): Promise<TargetPass> {
    const turn = openTurnDesk(meter, asking);
    const address = meter.server.open(turn.desk);
    const worker = this.worker?.desk ?? null;
    worker?.begin(turn);
    const access = { baseUrl: address.baseUrl, apiKey: meter.server.key };
    const reply = await this.askWithin(session, asking, { clock: turn.clock, access });
    const latencyMs = turn.clock.elapsedMs;
    worker?.end(turn);
    address.close();
    await this.afterReply(session, reply);
    await this.untilIdle(session, turn);
    const { facts: calls, attempts, stopped, failure } = turn.calls;
    const { toleratesErrors } = meter.rulesOf(asking.owner.suite);
    const isUndecided = worker?.isUndecided(turn) ?? false;
    const failedCall = toleratesErrors ? null : failure;
    return { reply, calls, attempts, stopped, failedCall, isUndecided, latencyMs };
  }

  private askWithin(session: TargetSession, asking: TargetAsking, timed: Timed): ReturnType<typeof withinTime> {
    const { turn, vars, timeoutMs, scope } = asking;
    const { baseUrl = null, apiKey = null } = timed.access ?? {};
    const limit = { clock: timed.clock, limitMs: timeoutMs, cutoff: this.parts.cutoff };
    return withinTime(limit, (signal) =>
      session.ask(turn, { vars, signal, session: scope, baseUrl, apiKey, deadlineMs: timeoutMs }),
    );
  }

  /** What does not answer in time, or is lost, is ended; so is what it left open. */
  private async afterReply(session: TargetSession, reply: TargetReply | "late" | "cut"): Promise<void> {
    const isLost = typeof reply === "object" && reply.status === "failed" && reply.isLost === true;
    if (isLost || session.isLost?.() === true) await this.end(session);
  }

  /** Another turn that it held may have ended it already, and opened the next. */
  private async end(session: TargetSession): Promise<void> {
    await (session === this.session ? this.close() : session.close());
  }

  private async untilIdle(session: TargetSession, turn: TurnDesk): Promise<void> {
    const over = new AbortController();
    const late = sleep(OPEN_CALLS_MS, "late", { signal: over.signal }).catch(() => "idle");
    const ended = await Promise.race([turn.idle().then(() => "idle"), late]);
    over.abort();
    if (ended === "idle") return;
    await this.end(session);
    await turn.idle();
  }

  /** Null: there is a session. */
  private async ready(owner: CallOwner): Promise<TargetReply | null> {
    const { target, meter, cutoff } = this.parts;
    if (meter !== null && target.concurrent === 1) {
      await this.session?.untilAtRest?.({ isIdle: () => true, signal: cutoff, ...BETWEEN_TURNS });
    }
    if (this.session?.isLost?.() === true) await this.close();
    return this.session === null ? this.openSession(owner) : null;
  }

  private async openSession(owner: CallOwner): Promise<TargetReply | null> {
    const { target, meter, open, environment, valueOf, cutoff } = this.parts;
    const overhead = meter?.overheadDesk(owner, target.name) ?? null;
    if (meter !== null && overhead !== null) {
      const desk = new WorkerDesk(overhead, target.concurrent > 1);
      this.worker = { desk, address: meter.server.open(desk) };
    }
    const access =
      meter === null || this.worker === null
        ? null
        : { baseUrl: this.worker.address.baseUrl, apiKey: meter.server.key };
    const { baseUrl = null, apiKey = null } = access ?? {};
    const opened = await open(target, { baseUrl, apiKey, env: environment(access), valueOf });
    if (opened.status === "failed") return opened;
    this.session = opened.session;
    await opened.session.untilAtRest?.({ isIdle: () => overhead?.isIdle() ?? true, signal: cutoff, ...AT_START });
    return null;
  }
}

interface Timed {
  readonly clock: { readonly elapsedMs: number };
  readonly access: MeterAccess | null;
}

function isUnread({ reply, calls, attempts, stopped, failedCall }: TargetPass): boolean {
  const isQuiet = calls.length === 0 && attempts.length === 0 && stopped === null && failedCall === null;
  return isQuiet && typeof reply === "object" && reply.status === "failed" && reply.isUnread === true;
}

const NO_CALLS = { calls: [], attempts: [], stopped: null, failedCall: null, isUndecided: false } as const;
