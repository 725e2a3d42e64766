import type { Clock } from "../../domain/values/clock.ts";
import type { RunRequest } from "../../domain/invocation.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { AskJudge } from "../../domain/grade-trial.ts";
import type { Judge } from "../../domain/judge.ts";
import type { JudgedMaterial, JudgeQuestion, JudgeReply } from "../../domain/judging.ts";
import { quotation } from "../../domain/reasons/excerpt.ts";
import type { Verdict } from "../../domain/check.ts";
import type { RunJournal } from "../../domain/run/call.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { PlannedTrial, TrialId } from "../../domain/run/trial.ts";
import type { Json } from "../../domain/values/json.ts";
import { simulatedJudgement } from "../../judges/simulated-verdict.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { RunStop, type Stopped } from "../../run/schedule/run-stop.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import { trialOptions } from "../session/trial-options.ts";
import { NOT_GRADED, trialRecord } from "../grading/trial-record.ts";

/** An answer that was come by elsewhere, and the judge that is asked of it. */
export interface AnswerToJudge {
  readonly judge: Judge;
  readonly suite: number;
  readonly material: JudgedMaterial;
  readonly reference: Json | null;
  readonly planned: PlannedCase;
  /** What a simulated judge is told instead of the case's `simulate_judge`; null: that. */
  readonly simulate: Json | null;
  /** The id of the arm that answered; the suite's first arm where it is not known. */
  readonly arm: string | null;
  /** Called as soon as it is judged. */
  readonly done: (verdict: Verdict) => void;
}

export interface JudgingRun {
  readonly checked: CheckedSuites;
  readonly provider: Provider;
  readonly invocation: RunRequest;
  readonly hooks: { readonly clock: Clock; readonly signal: AbortSignal };
}

/** How the asking ended, and what it cost. */
export interface JudgedAnswers {
  readonly stopped: Stopped | null;
  readonly paidPico: bigint;
}

/**
 * Asks judges of answers that are there: calls like any other, admitted, reserved under the caps, retried. Each is a trial of no
 * turn, whose grade is what the judge says.
 */
export async function judgeAnswers(answers: readonly AnswerToJudge[], run: JudgingRun): Promise<JudgedAnswers> {
  const { checked, provider, invocation, hooks } = run;
  const stop = new RunStop();
  const stream = createPlanStream(checked.suites, { cases: [], tags: [] });
  const [bucket = ""] = stream.buckets;
  const options = trialOptions(checked, stream, { ...invocation, failFast: false, sequential: false }, hooks);
  const { ledger, stopped } = await runTrials({
    ...options,
    // The answer is there: each question reserves what it may take itself, and no pairs are asked.
    plan: { buckets: [bucket], open: () => trialsOf(answers, checked, bucket) },
    answering: { ...options.answering, provider },
    keeping: { journal: FORGETFUL, spent: null },
    ending: { ...options.ending, stop },
    grade: (trial, outcome, ask) => judged(trial, outcome.status === "completed" ? ask : null, answers, run),
  });
  return { stopped, paidPico: ledger.paidPico };
}

const FORGETFUL: RunJournal = {
  nextId: () => "judges",
  sent: () => Promise.resolve(),
  call: () => Promise.resolve(),
  trial: () => Promise.resolve(),
};

async function* trialsOf(
  answers: readonly AnswerToJudge[],
  { suites }: CheckedSuites,
  bucket: string,
): AsyncIterable<PlannedTrial> {
  for (const [ordinal, { suite, planned, arm }] of answers.entries()) {
    const { limits, name } = suites[suite]?.loaded.suite ?? neverSuite(suite);
    yield {
      ordinal,
      suite,
      suiteName: name,
      caseId: planned.id,
      armId: arm ?? "",
      trial: 1,
      nth: 1,
      model: "",
      bucket,
      turnCount: 0,
      maxToolRounds: 0,
      maxAttempts: limits.maxAttempts,
      timeoutMs: limits.timeoutMs,
      cacheGroups: [],
      key: `judges ${ordinal}`,
      hashes: { inputs: "", checks: "" },
      skipped: null,
      openTurn: neverTurn,
      answerTools: neverTurn,
      simulated: () => null,
    };
  }
}

function neverTurn(): never {
  throw new Error("an answer that is judged has no turn to be sent");
}

function neverSuite(suite: number): never {
  throw new RangeError(`there is no suite ${suite}`);
}

async function judged(
  trial: TrialId,
  ask: AskJudge | null,
  answers: readonly AnswerToJudge[],
  { checked, invocation }: JudgingRun,
): Promise<TrialRecord> {
  const answer = answers[trial.ordinal];
  if (answer === undefined) throw new RangeError("an answer that nobody gave");
  const { planned, judge, material, reference, done } = answer;
  const nothing = { status: "completed" as const, turns: [], attempts: [], queuedMs: 0 };
  const record = trialRecord(trial, planned, nothing, { grade: NOT_GRADED, locate: checked.locate });
  if (ask === null) return record;
  const check = { judge: judge.hash, name: judge.name, reference, vars: planned.vars };
  const questions = await checked.judging.questions(check, material);
  const replies = new Map<string, readonly JudgeReply[]>();
  for (const question of questions) {
    const votes = await votesOf(question, answer, { ask, isSimulated: invocation.mode === "simulate", checked });
    if (votes === null) return record;
    replies.set(question.id, votes);
  }
  done(checked.judging.verdict(check, questions, replies));
  return record;
}

interface Asking {
  readonly ask: AskJudge;
  readonly isSimulated: boolean;
  readonly checked: CheckedSuites;
}

/** Null: the run ended before. */
async function votesOf(
  question: JudgeQuestion,
  answer: AnswerToJudge,
  { ask, isSimulated, checked }: Asking,
): Promise<readonly JudgeReply[] | null> {
  const arm = armOf(answer, checked);
  const outcomes = await Promise.all(
    Array.from({ length: question.votes }, async (_, index) => {
      const number = index + 1;
      const said = answer.simulate ?? answer.planned.simulateJudge?.value ?? null;
      const simulated =
        said === null || !isSimulated
          ? null
          : simulatedJudgement(said, question, { arm, trial: 1, vote: number, name: question.name });
      if (isSimulated && simulated === null) return UNSAID;
      return ask({ question, number, simulated });
    }),
  );
  const replies: JudgeReply[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === "stopped") return null;
    replies.push("failure" in outcome ? { status: "failed", why: quotation(outcome.failure.message) } : outcome);
  }
  return replies;
}

const UNSAID: JudgeReply = { status: "failed", why: { code: "judge.not-simulated" } };

function armOf(
  { suite, arm }: AnswerToJudge,
  { suites }: CheckedSuites,
): { id: string; label: string; model: string; prompt: string } {
  const arms = suites[suite]?.loaded.suite.arms ?? [];
  const found = arms.find(({ id }) => id === arm) ?? arms[0];
  if (found === undefined) throw new RangeError("a suite without an arm");
  return found;
}

/** What is shown, as the material of a question. */
export function materialOf(shown: Readonly<Record<string, string>>): JudgedMaterial {
  return {
    system: shown["system"] ?? null,
    input: shown["input"] ?? "",
    output: shown["output"] ?? "",
    tools: shown["tools"] ?? "",
    turns: shown["turns"] ?? "",
  };
}
