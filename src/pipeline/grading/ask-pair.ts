import type { AskJudge } from "../../domain/grade-trial.ts";
import type { ReplyMode } from "../../domain/invocation.ts";
import type { Judge } from "../../domain/judge.ts";
import type { JudgeQuestion, JudgeReply } from "../../domain/judging.ts";
import { quotation } from "../../domain/reasons/excerpt.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { CandidatePlace, JudgedPair, PairMaterial } from "../../domain/preference.ts";
import type { Arm } from "../../domain/suite.ts";
import type { SimulatedReply } from "../../domain/run/provider.ts";
import { pairJudgement } from "../../judges/pair-judgement.ts";
import { simulatedJudgement } from "../../judges/simulated-verdict.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { pairQuestions } from "../judging/pair-questions.ts";
import { UNSAID } from "./trial-judges.ts";

/** Two answers to one case, the candidate's of `arm`. */
export interface PairToJudge {
  readonly judge: Judge;
  readonly planned: PlannedCase;
  readonly arm: Arm;
  readonly trial: number;
  readonly material: PairMaterial;
}

/** How it is asked. */
export interface PairAsked {
  readonly ask: AskJudge;
  readonly mode: ReplyMode;
  readonly facts: Pick<ModelFacts, "canCache">;
}

/** Asks a judge which of two answers is the better one, in both orders. */
export async function askPair(pair: PairToJudge, { ask, mode, facts }: PairAsked): Promise<JudgedPair> {
  const { judge, planned, material } = pair;
  const orders = await pairQuestions(judge, material, {
    vars: planned.vars,
    canCache: (model, text) => facts.canCache(model, text),
  });
  const votes = await Promise.all(
    orders.flatMap(({ place, questions }) =>
      questions.map(async (question) => {
        const replies = await votesOn(question, (number) => simulatedVote(pair, question, place, number), {
          ask,
          mode,
        });
        return [question.id, replies] as const;
      }),
    ),
  );
  return pairJudgement(judge.name, orders, new Map(votes));
}

type Simulated = (number: number) => SimulatedReply | null;

/** A question's votes; none at all where the run's end or its budget kept one from being given. */
async function votesOn(
  question: JudgeQuestion,
  simulated: Simulated,
  { ask, mode }: Pick<PairAsked, "ask" | "mode">,
): Promise<readonly JudgeReply[]> {
  const numbers = Array.from({ length: question.votes }, (_, index) => index + 1);
  const outcomes = await Promise.all(
    numbers.map(async (number): Promise<JudgeReply | null> => {
      const told = simulated(number);
      if (mode === "simulate" && told === null) return UNSAID;
      const outcome = await ask({ question, number, simulated: told });
      if (outcome.status === "stopped") return null;
      return outcome.status === "failed" ? { status: "failed", why: quotation(outcome.failure.message) } : outcome;
    }),
  );
  const given = outcomes.flatMap((outcome) => (outcome === null ? [] : [outcome]));
  return given.length === outcomes.length ? given : [];
}

function simulatedVote(
  { planned, arm, trial, judge: { name } }: PairToJudge,
  question: JudgeQuestion,
  candidate: CandidatePlace,
  vote: number,
): SimulatedReply | null {
  const source = planned.turns.at(-1)?.simulateJudge ?? planned.simulateJudge;
  return source === null ? null : simulatedJudgement(source.value, question, { arm, trial, vote, name, candidate });
}
