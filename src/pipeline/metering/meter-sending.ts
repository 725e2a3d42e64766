import { seededRandom } from "../../base/seeded-random.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Replay } from "../../domain/run/call.ts";
import { NOTHING_SPENT } from "../../domain/run/ledger.ts";
import type { Clock } from "../../domain/values/clock.ts";
import { fromUsd } from "../../domain/values/money.ts";
import { attempts } from "../../run/calls/attempt-loop.ts";
import { CutOffs } from "../../run/calls/cut-offs.ts";
import { Books } from "../../run/calls/books.ts";
import { type MeteredAnswerers, MeteredCalls } from "../../run/calls/metered-calls.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { recalledAnswers, replayedAnswers } from "../../run/calls/stored-answers.ts";
import { Dispatcher } from "../../run/schedule/dispatcher.ts";
import { LocalBudget } from "../../run/schedule/local-budget.ts";
import type { RunStop } from "../../run/schedule/run-stop.ts";
import type { RunFolder } from "../../store/folders/run-folder.ts";
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
  readonly folder: RunFolder;
  readonly replay: Replay | null;
  readonly stop: RunStop;
  readonly clock: Clock;
}

export function openMeterSending(
  { request, invocation }: MeterInvocation,
  { setup, folder, replay, stop, clock }: SendingFrom,
): MeterSending {
  const cutoff = new AbortController();
  const { history } = folder;
  const runPico = invocation.maxCostUsd === null ? null : fromUsd(invocation.maxCostUsd);
  const budget = new LocalBudget({ runPico, suitesPico: [null] }, history?.spentBySuite ?? []);
  const dispatcher = new Dispatcher({
    concurrency: invocation.concurrency ?? CONCURRENCY,
    suiteConcurrency: [null],
    ceilings: () => request.ceilings,
    budget,
    stop,
    clock,
  });
  const sending: Sending = {
    provider: setup.upstream.provider,
    dispatcher,
    budget,
    prices: callPrices(setup.facts, setup.attachments.tokensOf, clock),
    books: new Books(folder.journal, history?.ledger ?? NOTHING_SPENT),
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

function limitsOf({ overrides }: Invocation): ConstructorParameters<typeof MeteredCalls>[1] {
  return { maxAttempts: overrides.maxAttempts ?? MAX_ATTEMPTS, timeoutMs: overrides.timeoutMs ?? TIMEOUT_MS };
}
