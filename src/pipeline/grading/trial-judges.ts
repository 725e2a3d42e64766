import { answerOfTurn } from "../../checks/trial/answer-of-turn.ts";
import type { TrialJudges } from "../../checks/trial/judge-trial.ts";
import type { ReplyMode } from "../../domain/invocation.ts";
import type { JudgedMaterial, JudgeQuestion, JudgeReply } from "../../domain/judging.ts";
import { quotation } from "../../domain/reasons/excerpt.ts";
import type { CallOutcome } from "../../domain/run/call.ts";
import type { ToolCall } from "../../domain/run/completion.ts";
import type { SimulatedReply } from "../../domain/run/provider.ts";
import type { AskJudge } from "../../domain/grade-trial.ts";
import type { Skip, TrialInGrading, TurnOutcome } from "../../domain/run/trial.ts";
import type { Arm, Suite } from "../../domain/suite.ts";
import { simulatedJudgement } from "../../judges/simulated-verdict.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { contentText } from "../../domain/run/content-text.ts";

/** An answered trial whose judges are asked. */
export interface TrialToJudge {
  readonly trial: TrialInGrading;
  readonly planned: PlannedCase;
  readonly arm: Arm;
  readonly suite: Suite;
  readonly turns: readonly TurnOutcome[];
}

type Votes =
  | { readonly status: "given"; readonly replies: readonly JudgeReply[] }
  | { readonly status: "stopped"; readonly skip: Skip };

/** Asks the judges of one trial. Under `simulate` what they say stands in the suite; where it does not, nobody is asked. */
export function trialJudges(judged: TrialToJudge, mode: ReplyMode, ask: AskJudge): TrialJudges {
  return {
    judgesAll: judged.suite.judgesAll,
    material: (turn) => materialOf(judged, turn),
    async ask(questions, turn) {
      const given = await Promise.all(questions.map((question) => votesOf(judged, question, { turn, mode, ask })));
      const stopped = given.find((votes) => votes.status === "stopped");
      if (stopped?.status === "stopped") return stopped;
      const entries = questions.map((question, index): [string, readonly JudgeReply[]] => {
        const votes = given[index];
        return [question.id, votes?.status === "given" ? votes.replies : []];
      });
      return { status: "answered", replies: new Map(entries) };
    },
  };
}

interface Asking {
  readonly turn: number;
  readonly mode: ReplyMode;
  readonly ask: AskJudge;
}

async function votesOf(judged: TrialToJudge, question: JudgeQuestion, { turn, mode, ask }: Asking): Promise<Votes> {
  const numbers = Array.from({ length: question.votes }, (_, index) => index + 1);
  const outcomes = await Promise.all(
    numbers.map(async (number): Promise<CallOutcome | JudgeReply> => {
      const simulated = simulatedVote(judged, question, turn, number);
      if (mode === "simulate" && simulated === null) return UNSAID;
      return ask({ question, number, simulated });
    }),
  );
  const replies: JudgeReply[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === "stopped") return { status: "stopped", skip: outcome };
    replies.push("failure" in outcome ? { status: "failed", why: quotation(outcome.failure.message) } : outcome);
  }
  return { status: "given", replies };
}

/** Under `--simulate`, where the suite says nothing of a judge. */
export const UNSAID: JudgeReply = { status: "failed", why: { code: "judge.not-simulated" } };

function simulatedVote(
  { planned, arm, trial }: TrialToJudge,
  question: JudgeQuestion,
  turn: number,
  vote: number,
): SimulatedReply | null {
  const source = planned.turns[turn - 1]?.simulateJudge ?? planned.simulateJudge;
  const { name } = question;
  return source === null ? null : simulatedJudgement(source.value, question, { arm, trial: trial.trial, vote, name });
}

async function materialOf({ trial, turns, arm }: TrialToJudge, turn: number): Promise<JudgedMaterial> {
  const outcome = turns[turn - 1];
  const answered = outcome === undefined ? null : answerOfTurn(outcome);
  return {
    system: arm.system === null ? null : await systemOf(trial, turn, turns),
    input: outcome?.userText ?? "",
    output: answered?.answer.text ?? "",
    tools: (answered?.answer.toolCalls ?? []).map(callText).join("\n"),
    turns: turns
      .slice(0, turn - 1)
      .map(turnText)
      .join("\n\n"),
  };
}

async function systemOf(trial: TrialInGrading, turn: number, turns: readonly TurnOutcome[]): Promise<string | null> {
  const replies = turns.slice(0, turn - 1).map(({ completions }) => completions.at(-1)?.text ?? "");
  const opened = await trial.openTurn(turn, [], replies);
  return opened.status === "failed" ? null : contentText(opened.request.body["system"] ?? "");
}

function callText({ name, input, error }: ToolCall): string {
  return JSON.stringify({ name, input, ...(error === null ? {} : { error }) });
}

function turnText(turn: TurnOutcome): string {
  return `User:\n${turn.userText}\n\nAssistant:\n${answerOfTurn(turn)?.answer.text ?? ""}`;
}
