import { seededRandom } from "../../base/seeded-random.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { ToolCall } from "../../domain/run/completion.ts";
import type { Access, Caps, Invocation, Replies } from "../../domain/invocation.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { AttemptId, AttemptResult, Provider, RateLimitReading } from "../../domain/run/provider.ts";
import type { CallLine, ToolCallRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { RunJournal } from "../../domain/run/call.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import type { RunWatching } from "../../run/trials/run-options.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { createGrader } from "../grading/grade.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import type { Arm } from "../../domain/suite.ts";
import { chooseSource } from "../access/reply-endpoint.ts";
import { caseLabel } from "../../report/words/case-label.ts";
import { targetValueProblems } from "../access/target-values.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { JudgeBook } from "../../stats/judges/judge-book.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { unboundedProblems } from "../session/unbounded-problems.ts";
import { openTargeting, type Targeting } from "../targeting/open-targeting.ts";
import { trialOptions } from "../session/trial-options.ts";
import { chooseTrials, OneByOne, type WantedTrials } from "../session/tried-trials.ts";

export interface TryHooks {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onText(delta: string): void;
  onStep(step: TryStep): void;
  /** Each event of the streams as it came; absent: nobody asks. */
  onEvent?(event: unknown): void;
  /** Told of each trial that is over, before the next begins. */
  onTrial?(tried: TriedTrial): Promise<void>;
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

/** A trial that is over. */
export interface TriedTrial {
  readonly record: TrialRecord;
  readonly simulated: boolean;
  /** Why a run does not count what its judges said; none where it does. */
  readonly doubts: readonly Sentence[];
  /** What people call the case. */
  readonly caseName: string;
  /** How many trials the case has on the arm. */
  readonly of: number;
}

export type TryResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | {
      readonly status: "tried";
      /** In the order in which they were asked. */
      readonly tried: readonly TriedTrial[];
      /** What the last answer's headers tell of the account's limits, and which tier it had; null: nothing. */
      readonly rateLimits: RateLimitReading | null;
      readonly serviceTier: string | null;
    };

/**
 * Sends the first selected case on the first arm, streaming its text: one of its trials, as a rule the first, or each, one after
 * the other. Nothing is kept.
 */
export async function tryCase(invocation: Invocation, hooks: TryHooks, wanted: WantedTrials = 1): Promise<TryResult> {
  const checked = await checkSuites(invocation, hooks.clock.now());
  const suites = checked.suites.map(({ loaded }) => loaded.suite);
  const chosen = chooseSource(invocation, { config: checked.config, suites }, hooks);
  const problems = [...checked.errors, ...(chosen.ok ? [] : chosen.problems)];
  if (problems.length > 0 || !chosen.ok) return { status: "wrong", problems, locate: checked.locate };
  const stream = createPlanStream(checked.suites, { cases: invocation.cases, tags: invocation.tags });
  const chosenTrials = await chooseTrials(stream, wanted);
  if (!chosenTrials.ok) return { status: "wrong", problems: [chosenTrials.problem], locate: checked.locate };
  const { first, trials, of } = chosenTrials;
  const arm = suites[first.suite]?.arms.find(({ id }) => id === first.armId);
  const unpaid = moneyProblems(checked, arm, invocation, hooks.clock.now());
  if (unpaid.length > 0) return { status: "wrong", problems: unpaid, locate: checked.locate };
  const tried: TriedTrial[] = [];
  const heard = { simulated: chosen.source.replies === "simulated", ...NOTHING_HEARD };
  const stop = new RunStop();
  const turns = new OneByOne(stop.signal, async () => {
    const last = tried.at(-1);
    if (last === undefined) return;
    if (arm?.target !== undefined) tellTurns(last.record, hooks);
    await hooks.onTrial?.(last);
  });
  const targeting = arm?.target === undefined ? null : await openTargets({ checked, invocation, hooks, stop });
  const options = trialOptions(checked, stream, invocation, hooks);
  await runTrials({
    ...options,
    plan: { ...options.plan, buckets: [first.bucket], open: () => turns.of(trials) },
    answering: {
      ...options.answering,
      ...(targeting === null ? {} : { openTargets: targeting.open }),
      provider: followed(chosen.source.provider, first.turnCount, {
        ...hooks,
        onAnswer: (result) => note(heard, result),
      }),
    },
    grade: createGrader(stream, checked, invocation.mode),
    keeping: { journal: FORGETFUL, spent: null },
    random: seededRandom(invocation.seed),
    ending: { ...options.ending, stop },
    watching: tellingTrials(hooks, (record) => {
      const doubts = doubtsOf(record, checked.suites[first.suite]);
      tried.push({ record, simulated: heard.simulated, doubts, caseName: caseLabel(record), of });
      turns.ended();
    }),
  }).finally(() => targeting?.close());
  if (tried.length !== trials.length) throw new Error("a trial ended without a record");
  const { rateLimits, serviceTier } = heard;
  return { status: "tried", tried, rateLimits, serviceTier };
}

/** Tells of the texts of answers as they come, and of each trial at its end. */
function tellingTrials(hooks: TryHooks, onTrial: (record: TrialRecord) => void): RunWatching {
  return {
    onText: ({ identity }, delta) => (identity.role === "judge" ? undefined : hooks.onText(delta)),
    onEvent: (event) => (event.type === "trial" ? onTrial(event.record) : undefined),
  };
}

/** Why a run does not count what the judges of a trial said. A suite without a gate counts nothing. */
function doubtsOf({ checks }: TrialRecord, suite: CheckedSuite | undefined): readonly Sentence[] {
  if (suite === undefined || suite.loaded.suite.gate.kind === "none") return [];
  const said = checks.flatMap(({ judge, judges = [] }) => [...(judge == null ? [] : [judge]), ...judges]);
  const book = new JudgeBook(suite.judges, suite.loaded.suite.judgeErrorsAreEqual, 0);
  return [...new Set(said.map(({ name }) => name))].flatMap((name) => book.whyNot([name]) ?? []);
}

/** What answers told beside their texts. */
interface Heard {
  simulated: boolean;
  rateLimits: RateLimitReading | null;
  serviceTier: string | null;
}

const NOTHING_HEARD: Omit<Heard, "simulated"> = { rateLimits: null, serviceTier: null };

function note(heard: Heard, result: AttemptResult): void {
  heard.rateLimits = result.rateLimits ?? heard.rateLimits;
  if (result.status !== "answered") return;
  heard.serviceTier = result.completion.usage.serviceTier;
  heard.simulated ||= result.simulated === true;
}

/** What is asked for money needs a bound, and an application a cap: it decides by itself what it asks. */
function moneyProblems(
  checked: CheckedSuites,
  arm: Arm | undefined,
  invocation: Pick<Caps, "maxCostUsd"> & Pick<Replies, "mode"> & Pick<Access, "named">,
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

/** A provider that tells what is sent, and which tools the answers call. */
function followed(
  provider: Provider,
  turnCount: number,
  hooks: Pick<TryHooks, "onStep" | "onEvent"> & { onAnswer(result: AttemptResult): void },
): Provider {
  return {
    async send(request, context) {
      // What judges are asked, and say, is told with what became of the trial: it is no turn of the conversation.
      if (context.role === "judge") return provider.send(request, context);
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

/** A journal of nothing: `try` keeps no run. */
const FORGETFUL: RunJournal = {
  nextId: () => "try",
  sent: () => Promise.resolve(),
  call: (_line: CallLine) => Promise.resolve(),
  trial: () => Promise.resolve(),
};
