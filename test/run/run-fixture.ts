import { hashValue } from "../../src/base/hash.ts";
import { seededRandom } from "../../src/base/seeded-random.ts";
import { sumOfUsages, NO_USAGE } from "../../src/domain/run/completion.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { toUsd } from "../../src/domain/values/money.ts";
import type { CompletionRequest, Provider } from "../../src/domain/run/provider.ts";
import type { CallLine, SentLine, TrialLine, TrialRecord } from "../../src/domain/formats/records.ts";
import type { PlannedTrial, TrialId, TrialOutcome } from "../../src/domain/run/trial.ts";
import type { RunJournal } from "../../src/domain/run/call.ts";
import type {
  Answering,
  EarlyEnding,
  Keeping,
  RunEvent,
  RunSummary,
  TrialPlan,
  TrialsToRun,
  RunWatching,
} from "../../src/run/trials/run-options.ts";
import type { BudgetCaps } from "../../src/run/schedule/local-budget.ts";
import { localLimits } from "../../src/run/schedule/run-limits.ts";
import { RunStop } from "../../src/run/schedule/run-stop.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { PICO_PER_TOKEN, priceOf } from "./fake-api.ts";

export interface Recorded {
  readonly summary: RunSummary;
  readonly trials: readonly TrialLine[];
  readonly calls: readonly CallLine[];
  readonly sent: readonly SentLine[];
  readonly outcomes: readonly TrialOutcome[];
  readonly events: readonly RunEvent[];
  readonly elapsedMs: number;
}

/** A journal that only remembers. */
export class MemoryJournal implements RunJournal {
  readonly sentLines: SentLine[] = [];
  readonly callLines: CallLine[] = [];
  readonly trialLines: TrialLine[] = [];
  private count = 0;

  nextId(): string {
    return `1.${++this.count}`;
  }

  sent(line: SentLine): Promise<void> {
    this.sentLines.push(line);
    return Promise.resolve();
  }

  call(line: CallLine): Promise<void> {
    this.callLines.push(line);
    return Promise.resolve();
  }

  trial(line: TrialLine): Promise<void> {
    this.trialLines.push(line);
    return Promise.resolve();
  }
}

export function plannedTrial(ordinal: number, over: Partial<PlannedTrial> = {}): PlannedTrial {
  const model = over.model ?? "model-a";
  const trial: PlannedTrial = {
    ordinal,
    suite: 0,
    suiteName: "suite",
    caseId: `case-${ordinal}`,
    armId: `${model}/default`,
    trial: 1,
    nth: 1,
    model,
    bucket: model,
    turnCount: 1,
    maxToolRounds: 8,
    maxAttempts: 5,
    timeoutMs: 300_000,
    cacheGroups: [],
    key: hashValue({ ordinal, model }),
    hashes: { inputs: "1", checks: "2" },
    skipped: null,
    openTurn: (turn, history) => ({
      status: "ready",
      userText: `turn ${turn}`,
      request: request(model, [...history, { role: "user", content: `question ${ordinal} turn ${turn}` }]),
    }),
    answerTools: () => ({ status: "none" }),
    simulated: () => null,
  };
  return { ...trial, ...over };
}

export function request(model: string, messages: readonly JsonObject[]): CompletionRequest {
  return { body: { model, max_tokens: 20, messages }, headers: {}, apiVersion: "2026-10-21" };
}

/** A grader that passes what was completed. */
export function grade(trial: TrialId, outcome: TrialOutcome): Promise<TrialRecord> {
  const turns = outcome.turns.map((turn) => {
    const last = turn.completions.at(-1);
    return {
      user: turn.userText,
      output: last?.text ?? "",
      ending: last?.ending ?? null,
      tool_calls: [],
      usage: tokens(turn.completions.reduce((sum, { usage }) => sumOfUsages([sum, usage]), NO_USAGE)),
      cost_usd: turn.costPico === null ? null : toUsd(turn.costPico),
      ttft_ms: turn.ttftMs,
      latency_ms: turn.latencyMs,
      request_id: turn.requestId,
    };
  });
  const completions = outcome.turns.flatMap((turn) => turn.completions);
  return Promise.resolve({
    case: trial.caseId,
    arm: trial.armId,
    trial: trial.trial,
    status: outcome.status,
    status_reason: outcome.status === "skipped" ? outcome.reason : null,
    verdict: outcome.status === "completed" ? ("pass" as const) : null,
    score: null,
    quarantined: false,
    tags: [],
    vars: {},
    location: { file: "suite.yaml", line: 1 },
    checks: [],
    output: turns.at(-1)?.output ?? null,
    ending: turns.at(-1)?.ending ?? null,
    stop_reason: null,
    refusal_category: null,
    tool_calls: [],
    turns,
    usage: tokens(completions.reduce((sum, { usage }) => sumOfUsages([sum, usage]), NO_USAGE)),
    cost_usd: null,
    latency_ms: null,
    ttft_ms: null,
    queued_ms: outcome.queuedMs,
    attempts: [...outcome.attempts],
    error:
      outcome.status === "errored"
        ? {
            type: outcome.failure.type,
            code: outcome.failure.code,
            status: outcome.failure.httpStatus,
            message: outcome.failure.message,
          }
        : null,
    request_hash: null,
    model_served: null,
    reused: outcome.turns.some(({ reused }) => reused),
  });
}

function tokens(usage: typeof NO_USAGE): TrialRecord["usage"] {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_5m_tokens: usage.cacheWrite5mTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    thinking_tokens: usage.thinkingTokens,
  };
}

/** All that a run of trials is told, in one record. */
type FlatOptions = TrialPlan &
  Answering &
  Keeping &
  EarlyEnding &
  RunWatching &
  Pick<TrialsToRun, "grade" | "limits" | "afterTrials">;

export interface RunSetup {
  readonly trials: readonly PlannedTrial[];
  readonly provider: Provider;
  readonly clock?: FakeClock;
  readonly options?: Partial<FlatOptions>;
  readonly concurrency?: number;
  readonly caps?: BudgetCaps;
  /** What earlier sessions spent. */
  readonly spentBySuite?: readonly bigint[];
}

export function runOptions({
  trials,
  provider,
  clock = new FakeClock(),
  options,
  concurrency,
  caps,
  spentBySuite,
}: RunSetup): TrialsToRun {
  const suites = Math.max(0, ...trials.map(({ suite }) => suite)) + 1;
  const none = Array.from({ length: suites }, () => null);
  const { journal = new MemoryJournal(), spent = null, stop = new RunStop(), graceMs = 10_000 } = options ?? {};
  const { signal = new AbortController().signal, grade: grader = grade, limits, ...others } = options ?? {};
  return {
    plan: {
      buckets: [...new Set(trials.map(({ bucket }) => bucket))],
      open: (bucket) => ofBucket(trials, bucket),
      ...others,
    },
    answering: {
      provider,
      prices: {
        costOf: (_model, { usage }) => priceOf(usage),
        worstCost: () => 100n * PICO_PER_TOKEN,
        uncounted: () => [],
        expectedTokens: () => ({ inputTokens: 10, outputTokens: 5 }),
      },
      replay: null,
      recall: null,
      hashRequest: (sent) => hashValue(sent),
      ...others,
    },
    grade: grader,
    limits:
      limits ??
      localLimits(
        {
          concurrency: concurrency ?? 10,
          suiteConcurrency: none,
          caps: caps ?? { runPico: null, suitesPico: none },
          ceilings: () => ({ rpm: null, itpm: null, otpm: null }),
        },
        spentBySuite,
      ),
    keeping: { journal, spent },
    ending: { stop, signal, graceMs },
    watching: others,
    clock,
    random: seededRandom(1),
    ...(others.afterTrials === undefined ? {} : { afterTrials: others.afterTrials }),
  };
}

async function* ofBucket(trials: readonly PlannedTrial[], bucket: string): AsyncIterable<PlannedTrial> {
  for (const trial of trials) if (trial.bucket === bucket) yield trial;
}

/** Runs trials with a journal in memory and remembers all that happened. */
export async function run(setup: RunSetup): Promise<Recorded> {
  const journal = new MemoryJournal();
  const outcomes: TrialOutcome[] = [];
  const events: RunEvent[] = [];
  const clock = setup.clock ?? new FakeClock();
  const startMs = clock.now();
  const options = runOptions({ ...setup, clock });
  const summary = await runTrials({
    ...options,
    keeping: { ...options.keeping, journal },
    grade: async (trial, outcome, ask) => {
      outcomes.push(outcome);
      return options.grade(trial, outcome, ask);
    },
    watching: { ...options.watching, onEvent: (event) => events.push(event) },
  });
  const { trialLines: trials, callLines: calls, sentLines: sent } = journal;
  return { summary, trials, calls, sent, outcomes, events, elapsedMs: clock.now() - startMs };
}
