import { seededRandom } from "../../base/seeded-random.ts";
import type { Selection } from "../../domain/invocation.ts";
import type { Replay } from "../../domain/run/call.ts";
import { NOTHING_SPENT } from "../../domain/run/ledger.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { Clock } from "../../domain/values/clock.ts";
import { fromUsd } from "../../domain/values/money.ts";
import { attempts } from "../../run/calls/attempt-loop.ts";
import { CutOffs } from "../../run/calls/cut-offs.ts";
import { Books } from "../../run/calls/books.ts";
import { type MeteredAnswerers, MeteredCalls } from "../../run/calls/metered-calls.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { recalledAnswers, replayedAnswers } from "../../run/calls/stored-answers.ts";
import { Dispatcher } from "../../run/schedule/dispatcher.ts";
import { type AskedLimits, localLimits } from "../../run/schedule/run-limits.ts";
import type { RunStop } from "../../run/schedule/run-stop.ts";
import { callPrices } from "../session/trial-options.ts";
import type { MeterInvocation } from "./meter-request.ts";
import type { MeterSetup } from "./meter-setup.ts";

const CONCURRENCY = 50;
const MAX_ATTEMPTS = 5;
/** SDKs wait ten minutes for an answer; what takes longer than this nobody waits for. */
const TIMEOUT_MS = 900_000;

/** All that sends, with the meter's own limits and cap. */
export interface MeterSending {
  readonly sending: Sending;
  readonly calls: MeteredCalls;
  readonly stop: RunStop;
  /** Ends what is in flight. */
  cutOff(): void;
}

export interface SendingFrom {
  readonly setup: MeterSetup;
  readonly store: Pick<RunStore, "journal" | "history">;
  readonly replay: Replay | null;
  readonly stop: RunStop;
  readonly clock: Clock;
}

export function openMeterSending(
  { request, invocation }: MeterInvocation,
  { setup, store, replay, stop, clock }: SendingFrom,
): MeterSending {
  const cutoff = new AbortController();
  const { history } = store;
  const runPico = invocation.maxCostUsd === null ? null : fromUsd(invocation.maxCostUsd);
  const asked: AskedLimits = {
    concurrency: invocation.concurrency ?? CONCURRENCY,
    suiteConcurrency: [null],
    caps: { runPico, suitesPico: [null] },
    ceilings: () => request.ceilings,
  };
  const limits = localLimits(asked, history?.spentBySuite);
  const { budget } = limits;
  const dispatcher = new Dispatcher({ ...limits, stop, clock });
  const sending: Sending = {
    provider: setup.upstream.provider,
    dispatcher,
    budget,
    prices: callPrices(setup.facts, setup.attachments.tokensOf, clock),
    books: new Books(store.journal, history?.ledger ?? NOTHING_SPENT),
    stop,
    clock,
    random: seededRandom(`backoff ${invocation.seed}`),
    cutoff: cutoff.signal,
    cutOffs: new CutOffs(clock, cutoff.signal),
    watch: { onText: () => undefined, onSent: () => undefined, onRateLimited: () => undefined },
    isReached: false,
  };
  const calls = new MeteredCalls(waysToAnswer(setup, sending, replay), limitsOf(invocation));
  return { sending, calls, stop, cutOff: () => cutoff.abort() };
}

function waysToAnswer({ recordings }: MeterSetup, sending: Sending, replay: Replay | null): MeteredAnswerers {
  const stored = [
    ...(replay === null ? [] : [replayedAnswers(replay)]),
    ...(recordings.recall === null ? [] : [recalledAnswers(recordings.recall, sending)]),
  ];
  return { stored, api: attempts(sending) };
}

function limitsOf({ overrides }: Pick<Selection, "overrides">): ConstructorParameters<typeof MeteredCalls>[1] {
  return { maxAttempts: overrides.maxAttempts ?? MAX_ATTEMPTS, timeoutMs: overrides.timeoutMs ?? TIMEOUT_MS };
}
