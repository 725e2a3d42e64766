import type { CallOwner, ReplayedCalls } from "../../domain/run/call.ts";
import type { SuiteMeter } from "../../domain/run/metering.ts";
import type { Relay } from "../../domain/run/relay.ts";
import { overheadScope } from "../../domain/run/ledger.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { MeterServer } from "../../meter/meter-server.ts";
import { attempts } from "../../run/calls/attempt-loop.ts";
import { type MeteredAnswerers, MeteredCalls } from "../../run/calls/metered-calls.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { recalledAnswers, replayedAnswers } from "../../run/calls/stored-answers.ts";
import type { Recall } from "../../domain/run/provider.ts";
import { createMeterDesk, type DeskParts } from "../metering/meter-desk.ts";
import type { MeterUpstream } from "../metering/meter-upstream.ts";
import { MeterTally } from "../metering/meter-tally.ts";
import { openDesk, type WatchedDesk } from "../metering/open-desk.ts";
import type { TurnClock } from "./turn-clock.ts";

/** The meter before the targets of a run: its calls are admitted, reserved, priced and journaled as our own. */
export interface TargetMeter {
  readonly server: MeterServer;
  readonly clock: Clock;
  /** A new count of equal calls: for a turn, in one pass. `backoffMs`: what all of them may wait for rate limits; null: as long as each call's own time. */
  newCalls(backoffMs: number | null): MeteredCalls;
  rulesOf(suite: number): Pick<SuiteMeter, "toleratesErrors">;
  deskParts(suite: number): Omit<DeskParts, "calls" | "asker">;
  /** The clock stands still while none of a turn's calls is on the wire. */
  watchSending(relay: Relay, clock: TurnClock): void;
  /** What answers the calls of a target that belong to no trial. */
  overheadDesk(owner: CallOwner, name: string): WatchedDesk;
}

/** How a suite's targets are metered. */
export type MeteredSuite = Pick<DeskParts, "setup" | "capUsd"> & { readonly rules: SuiteMeter };

export interface TargetMeterParts {
  readonly server: MeterServer;
  readonly upstream: MeterUpstream;
  /** What the run sends with; its provider is that of its own requests. */
  readonly sending: Sending;
  readonly replay: ReplayedCalls | null;
  readonly recall: Recall | null;
  /** By the suite's index in the run. */
  readonly suites: readonly MeteredSuite[];
  readonly maxAttempts: number;
}

/** What takes longer than this nobody waits for: SDKs wait ten minutes. */
const CALL_TIMEOUT_MS = 900_000;

export function createTargetMeter({
  server,
  upstream,
  replay,
  recall,
  suites,
  maxAttempts,
  ...parts
}: TargetMeterParts): TargetMeter {
  const clocks = new WeakMap<Relay, TurnClock>();
  const sending: Sending = { ...parts.sending, provider: watched(upstream.provider, clocks) };
  const answerers: MeteredAnswerers = {
    stored: [
      ...(replay === null ? [] : [replayedAnswers(replay)]),
      ...(recall === null ? [] : [recalledAnswers(recall, sending)]),
    ],
    api: attempts(sending),
  };
  const limits = { maxAttempts, timeoutMs: CALL_TIMEOUT_MS };
  const newCalls = (backoffMs: number | null): MeteredCalls => new MeteredCalls(answerers, { ...limits, backoffMs });
  const overhead = new Map<string, WatchedDesk>();
  const suiteAt = (suite: number): MeteredSuite => {
    const own = suites[suite];
    if (own === undefined) throw new RangeError(`no suite ${suite}`);
    return own;
  };
  const deskParts: TargetMeter["deskParts"] = (suite) => {
    const { setup, capUsd } = suiteAt(suite);
    return { setup, capUsd, sending, tally: new MeterTally() };
  };
  return {
    server,
    clock: sending.clock,
    newCalls,
    deskParts,
    rulesOf: (suite) => suiteAt(suite).rules,
    watchSending: (relay, clock) => void clocks.set(relay, clock),
    overheadDesk(owner, name) {
      const scope = overheadScope(owner.suite, name);
      const known = overhead.get(scope);
      if (known !== undefined) return known;
      const asker = { owner: { ...owner, ordinal: 0, trial: 1, caseId: OVERHEAD_CASE }, scope, apart: scope };
      const desk = openDesk(createMeterDesk({ ...deskParts(owner.suite), calls: newCalls(null), asker }));
      overhead.set(scope, desk);
      return desk;
    },
  };
}

/** What stands for the case of a call that is of no trial. */
const OVERHEAD_CASE = "(start)";

function watched(provider: Sending["provider"], clocks: WeakMap<Relay, TurnClock>): Sending["provider"] {
  return {
    ...provider,
    send(request, context) {
      const clock = context.relay === undefined ? undefined : clocks.get(context.relay);
      const done = clock?.sendBegan();
      return provider.send(request, context).finally(() => done?.());
    },
  };
}
