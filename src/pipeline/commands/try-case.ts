import { seededRandom } from "../../base/seeded-random.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { ToolCall } from "../../domain/run/completion.ts";
import type { Invocation } from "../../domain/invocation.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { AttemptId, AttemptResult, Provider, RateLimitReading } from "../../domain/run/provider.ts";
import type { CallLine, ToolCallRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { RunJournal } from "../../domain/run/call.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { createGrader } from "../grading/grade.ts";
import { createPlanStream, type PlanStream } from "../passes/plan-stream.ts";
import type { Arm } from "../../domain/suite.ts";
import { chooseSource } from "../access/reply-endpoint.ts";
import { caseLabel } from "../../report/words/case-label.ts";
import { targetValueProblems } from "../access/target-values.ts";
import { unboundedProblems } from "../session/unbounded-problems.ts";
import { openTargeting, type Targeting } from "../targeting/open-targeting.ts";
import { trialOptions } from "../session/trial-options.ts";

export interface TryHooks {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onText(delta: string): void;
  onStep(step: TryStep): void;
  /** Each event of the streams as it came; absent: nobody asks. */
  onEvent?(event: unknown): void;
  readonly log: (line: string) => void;
  /** The process's environment, for applications that are started. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What happens in a trial beside the text that comes. */
export type TryStep =
  | {
      readonly type: "sent";
      readonly id: Pick<AttemptId, "turn" | "round" | "attempt">;
      readonly turnCount: number;
      /** The last of the request's messages. */
      readonly message: JsonObject | null;
    }
  | { readonly type: "answered"; readonly toolCalls: readonly ShownCall[] };

/** What is told of a call of a tool. */
export type ShownCall = Pick<ToolCall, "name" | "input" | "by" | "serverName">;

export type TryResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | {
      readonly status: "tried";
      readonly trial: PlannedTrial;
      readonly record: TrialRecord;
      readonly simulated: boolean;
      /** What people call the case. */
      readonly caseName: string;
      /** What the last answer's headers tell of the account's limits, and which tier it had; null: nothing. */
      readonly rateLimits: RateLimitReading | null;
      readonly serviceTier: string | null;
    };

/** Sends the first selected case on the first arm, once, streaming its text. Nothing is kept. */
export async function tryCase(invocation: Invocation, hooks: TryHooks): Promise<TryResult> {
  const checked = await checkSuites(invocation, hooks.clock.now());
  const suites = checked.suites.map(({ loaded }) => loaded.suite);
  const chosen = chooseSource(invocation, { config: checked.config, suites }, hooks);
  const problems = [...checked.errors, ...(chosen.ok ? [] : chosen.problems)];
  if (problems.length > 0 || !chosen.ok) return { status: "wrong", problems, locate: checked.locate };
  const stream = createPlanStream(checked.suites, { cases: invocation.cases, tags: invocation.tags });
  const first = await firstTrial(stream);
  const arm = suites[first.suite]?.arms.find(({ id }) => id === first.armId);
  const unpaid = moneyProblems(checked, arm, invocation, hooks.clock.now());
  if (unpaid.length > 0) return { status: "wrong", problems: unpaid, locate: checked.locate };
  let record: TrialRecord | null = null;
  let simulated = chosen.source.replies === "simulated";
  let rateLimits: RateLimitReading | null = null;
  let serviceTier: string | null = null;
  const onAnswer = (result: AttemptResult): void => {
    rateLimits = result.rateLimits ?? rateLimits;
    if (result.status === "answered") ({ serviceTier } = result.completion.usage);
    simulated ||= result.status === "answered" && result.simulated === true;
  };
  const stop = new RunStop();
  const targeting = arm?.target === undefined ? null : await openTargets({ checked, invocation, hooks, stop });
  await runTrials({
    ...trialOptions(checked, stream, invocation, hooks),
    ...(targeting === null ? {} : { openTargets: targeting.open }),
    buckets: [first.bucket],
    open: () => only(first),
    provider: followed(chosen.source.provider, first.turnCount, { ...hooks, onAnswer }),
    grade: createGrader(stream, checked, invocation.mode),
    journal: FORGETFUL,
    random: seededRandom(invocation.seed),
    stop,
    onText: (_trial, delta) => hooks.onText(delta),
    onEvent: (event) => {
      if (event.type === "trial") ({ record } = event);
    },
  }).finally(() => targeting?.close());
  if (record === null) throw new Error("the trial ended without a record");
  if (targeting !== null) tellTurns(record, hooks);
  const caseName = caseLabel(record);
  return { status: "tried", trial: first, record, simulated, caseName, rateLimits, serviceTier };
}

/** What is asked for money needs a bound, and an application a cap: it decides by itself what it asks. */
function moneyProblems(
  checked: CheckedSuites,
  arm: Arm | undefined,
  invocation: Invocation,
  nowMs: number,
): readonly Diagnostic[] {
  if (arm?.target === undefined && invocation.maxCostUsd === null) return [];
  const arms = arm === undefined ? [] : [arm];
  return [...unboundedProblems(checked, invocation, nowMs), ...targetValueProblems(arms, invocation.named)];
}

interface Targeted {
  readonly checked: CheckedSuites;
  readonly invocation: Invocation;
  readonly hooks: TryHooks;
  readonly stop: RunStop;
}

function openTargets({ checked, ...run }: Targeted): Promise<Targeting | null> {
  return openTargeting({ ...run, ready: { checked, recall: null }, session: { replay: null } }, 1);
}

/** An application answers a turn at once: what it was asked, and said, is told when all of it is there. */
function tellTurns({ turns }: TrialRecord, hooks: TryHooks): void {
  for (const [index, { user, output, tool_calls: calls }] of turns.entries()) {
    const id = { turn: index + 1, round: 1, attempt: 1 };
    hooks.onStep({ type: "sent", id, turnCount: turns.length, message: { role: "user", content: user } });
    hooks.onStep({ type: "answered", toolCalls: calls.map(shownCall) });
    hooks.onText(output);
  }
}

function shownCall({ name, input, by = "model", server_name: serverName }: ToolCallRecord): ShownCall {
  return { name, input: input as Json, by, serverName: serverName ?? null }; // it came as JSON
}

/** The first trial in plan order that is to be run. */
async function firstTrial(stream: PlanStream): Promise<PlannedTrial> {
  let first: PlannedTrial | null = null;
  for (const bucket of stream.buckets) {
    for await (const trial of stream.open(bucket)) {
      if (trial.skipped !== null) continue;
      if (first === null || trial.ordinal < first.ordinal) first = trial;
      break;
    }
  }
  if (first === null) throw new Error("a suite in which nothing runs passed the first pass");
  return first;
}

/** A provider that tells what is sent, and which tools the answers call. */
function followed(
  provider: Provider,
  turnCount: number,
  hooks: Pick<TryHooks, "onStep" | "onEvent"> & { onAnswer(result: AttemptResult): void },
): Provider {
  return {
    async send(request, context) {
      const { messages } = request.body;
      const message = Array.isArray(messages) ? (messages as readonly Json[]).at(-1) : undefined;
      hooks.onStep({ type: "sent", id: context.id, turnCount, message: isJsonObject(message) ? message : null });
      const result = await provider.send(request, { ...context, onEvent: (event) => hooks.onEvent?.(event) });
      hooks.onAnswer(result);
      if (result.status === "answered") hooks.onStep({ type: "answered", toolCalls: result.completion.toolCalls });
      return result;
    },
  };
}

async function* only(trial: PlannedTrial): AsyncIterable<PlannedTrial> {
  yield trial;
}

/** A journal of nothing: `try` keeps no run. */
const FORGETFUL: RunJournal = {
  nextId: () => "try",
  sent: () => undefined,
  call: (_line: CallLine) => Promise.resolve(),
  trial: () => Promise.resolve(),
};
