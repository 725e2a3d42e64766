import { seededRandom } from "../../base/seeded-random.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Caps, GateOptions, RunRequest } from "../../domain/invocation.ts";
import { fromUsd, type Picodollars } from "../../domain/values/money.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { CallPrices } from "../../run/calls/sending.ts";
import type { TrialId } from "../../domain/run/trial.ts";
import type { Suite } from "../../domain/suite.ts";
import { requestHash } from "../../plan/requests/request-hash.ts";
import { type AskedLimits, localLimits, type OpenLimits } from "../../run/schedule/run-limits.ts";
import type { Answering, EarlyEnding, TrialPlan, TrialsToRun } from "../../run/trials/run-options.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { type JudgingPrices, worstJudging } from "../judging/judging-cost.ts";
import { worstPairing } from "../judging/pairing-cost.ts";
import { createFailFast } from "./watch/fail-fast.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import { type CountedAttachment, type RequestBound, requestBound } from "../../models/request-bound.ts";

/** What an answer is taken to have, until the first ones have come, for admission under output-token limits. */
const EXPECTED_OUTPUT_TOKENS = 300;
const DEFAULT_CONCURRENCY = 50;
const SEQUENTIAL_CONCURRENCY = 8;
/** How long what is in flight may go on after an interruption. */
const GRACE_MS = 5_000;

export interface TrialOptions extends Pick<TrialsToRun, "plan" | "limits" | "watching" | "clock" | "random"> {
  readonly answering: Omit<Answering, "provider">;
  readonly ending: Omit<EarlyEnding, "stop">;
}

/** When a run's trials are run, and what holds them to its limits. */
interface Running {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What earlier sessions spent; absent: nothing. */
  readonly spentBySuite?: readonly Picodollars[];
  /** Absent: this process alone holds the limits. */
  readonly openLimits?: OpenLimits;
}

/** How the trials of checked suites are run for the first time: prices, limits, clock. */
export function trialOptions(
  checked: CheckedSuites,
  stream: PlanStream,
  invocation: RunRequest,
  { clock, signal, spentBySuite, openLimits = localLimits }: Running,
): TrialOptions {
  const { facts, suites, attachments } = checked;
  return {
    plan: {
      buckets: stream.buckets,
      open: (bucket) => stream.open(bucket),
      ...setAside(checked, stream, invocation, clock),
    },
    answering: {
      prices: callPrices(facts, attachments.tokensOf, clock),
      recall: null,
      replay: null,
      hashRequest: requestHash,
    },
    limits: openLimits(askedLimits(suites, invocation, stream.share?.of ?? 1), spentBySuite),
    clock,
    random: seededRandom(`backoff ${invocation.seed}`),
    ending: { signal, graceMs: GRACE_MS },
    // A sequential run ends by its own, always-valid rule.
    watching: invocation.failFast && !invocation.sequential ? { shouldStop: createFailFast(suites, stream) } : {},
  };
}

interface WorstPrice {
  readonly atMs: number;
  readonly pico: Picodollars | null;
}

/** A worst price holds for the hour that a call may take, so that seconds do not change it. */
const SAME_PRICE_MS = 10_000;

/** What calls cost and take, as the tables say; attachments as they were counted. */
export function callPrices(facts: ModelFacts, counted: CountedAttachment, clock: Clock): CallPrices {
  const boundOf = createBounds(counted);
  const worst = new WeakMap<RequestBound, WorstPrice>();
  return {
    costOf: ({ model, request }, completion, atMs) =>
      facts.at(request.endpoint ?? null).answerCost(model, completion, atMs),
    capCostOf: ({ model, request }, completion, atMs) =>
      facts.at(request.endpoint ?? null).capCost?.(model, completion, atMs) ?? null,
    uncounted: (request) => boundOf(request).uncounted,
    worstCost: (request) => {
      const bound = boundOf(request);
      const atMs = clock.now();
      const known = worst.get(bound);
      if (known !== undefined && Math.abs(atMs - known.atMs) <= SAME_PRICE_MS) return known.pico;
      const { maxTokens } = bound;
      const pico = maxTokens === null ? null : facts.at(request.endpoint ?? null).worstCost(request, maxTokens, atMs);
      worst.set(bound, { atMs, pico });
      return pico;
    },
    expectedTokens: (request) => ({
      inputTokens: boundOf(request).expectedTokens,
      outputTokens: Math.min(Number(request.body["max_tokens"]), EXPECTED_OUTPUT_TOKENS),
    }),
  };
}

/** Bounds of requests, each worked out once: every attempt asks for them again. */
function createBounds(counted: CountedAttachment): (request: CompletionRequest) => RequestBound {
  const known = new WeakMap<CompletionRequest, RequestBound>();
  return (request) => {
    const bound = known.get(request) ?? requestBound(request, counted);
    // What is not counted yet may be by the next time.
    if (bound.uncounted.length === 0) known.set(request, bound);
    return bound;
  };
}

/** `shards`: how many runs share what may be taken at most. */
export function askedLimits(
  suites: CheckedSuites["suites"],
  invocation: Caps & GateOptions,
  shards: number,
): AskedLimits {
  const own = suites.map(({ loaded }) => loaded.suite.limits);
  const pico = (usd: number | null): Picodollars | null => (usd === null ? null : fromUsd(usd) / BigInt(shards));
  const lowest = (values: readonly (number | null)[]): number | null => {
    const said = values.filter((value) => value !== null);
    return said.length === 0 ? null : Math.min(...said) / shards;
  };
  // What is in flight when the gate is decided is paid for nothing: a sequential run looks before it goes on.
  const usual = invocation.sequential
    ? SEQUENTIAL_CONCURRENCY
    : Math.max(DEFAULT_CONCURRENCY, ...own.map(({ concurrency }) => concurrency));
  return {
    concurrency: invocation.concurrency ?? usual,
    suiteConcurrency: own.map(({ concurrency }) => concurrency),
    caps: { runPico: pico(invocation.maxCostUsd), suitesPico: own.map(({ maxCostUsd }) => pico(maxCostUsd)) },
    ceilings: (bucket) => {
      const using = suites.filter(({ loaded }) => bucketsOf(loaded.suite).includes(bucket));
      const said = using.map(({ loaded }) => loaded.suite.limits);
      return {
        rpm: lowest(said.map(({ rpm }) => rpm)),
        itpm: lowest(said.map(({ itpm }) => itpm)),
        otpm: lowest(said.map(({ otpm }) => otpm)),
        share: lowest(said.map(({ share }) => share)),
      };
    },
  };
}

/** The rate-limit buckets that a suite's requests are counted in, those to its judges among them. */
function bucketsOf({ arms, judges, prefer }: Suite): readonly string[] {
  const all = [...judges, ...(prefer === null ? [] : [prefer])];
  return [...arms, ...all.flatMap(({ senders }) => senders)].map(({ bucket }) => bucket);
}

/** Under a cap, what the judges of a trial and of its pairs may take at worst; otherwise nothing is set aside. */
function setAside(
  { facts, judging, suites }: CheckedSuites,
  stream: PlanStream,
  { maxCostUsd }: Caps,
  clock: Clock,
): Required<Pick<TrialPlan, "judging" | "pairing">> {
  const cappedSuite = ({ suite: index }: TrialId): Suite | null => {
    const suite = suites[index]?.loaded.suite ?? null;
    return maxCostUsd === null && (suite?.limits.maxCostUsd ?? null) === null ? null : suite;
  };
  const prices = (): JudgingPrices => ({ facts, judging, nowMs: clock.now() });
  return {
    async judging(trial) {
      const suite = cappedSuite(trial);
      if (suite === null || suite.judges.length === 0) return null;
      return (await worstJudging(stream.caseOf(trial), prices())).pico;
    },
    async pairing(trial) {
      const suite = cappedSuite(trial);
      if (suite === null || suite.prefer === null || stream.caseOf(trial).planned.quarantine !== null) return null;
      return (await worstPairing(stream.caseOf(trial), prices())).pico;
    },
  };
}
