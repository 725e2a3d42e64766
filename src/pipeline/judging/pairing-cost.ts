import { contentText } from "../../domain/run/content-text.ts";
import { type CaseOnArm, turnRequest } from "../../plan/requests/plan-trial.ts";
import { armPairs } from "../../stats/summary/arm-pairs.ts";
import {
  expectedCost,
  type JudgingCost,
  type JudgingPrices,
  longestAnswer,
  type OneCost,
  summed,
  worstCost,
} from "./judging-cost.ts";
import { pairQuestions } from "./pair-questions.ts";

/** What judging the pairs of a trial takes: those in which its arm is the candidate, with answers like this on both sides. */
export async function expectedPairing(at: CaseOnArm, answer: string, prices: JudgingPrices): Promise<JudgingCost> {
  return pairingCost(at, answer, prices, (question) => expectedCost(question, prices));
}

/** The most that it takes: both answers as long as `max_tokens` lets them be, judgements too. */
export function worstPairing(at: CaseOnArm, prices: JudgingPrices): Promise<JudgingCost> {
  return pairingCost(at, longestAnswer(at), prices, (question) => worstCost(question, prices));
}

type Question = Awaited<ReturnType<typeof pairQuestions>>[number]["questions"][number];

/** Nothing, where the arm is no pair's candidate. */
async function pairingCost(
  at: CaseOnArm,
  answer: string,
  { facts }: JudgingPrices,
  costOf: (question: Question) => OneCost,
): Promise<JudgingCost> {
  const { prefer, arms, compare } = at.suite;
  if (prefer === null) return summed([]);
  const isCandidate = armPairs(arms, compare).some(({ candidate }) => arms[candidate]?.id === at.arm.id);
  if (!isCandidate) return summed([]);
  const input = prefer.see.includes("input") ? await inputOf(at) : null;
  const orders = await pairQuestions(
    prefer,
    { input, baseline: answer, candidate: answer },
    { vars: at.planned.vars, canCache: (model, text) => facts.canCache(model, text) },
  );
  return summed(orders.flatMap(({ questions }) => questions.map(costOf)));
}

/** What the judge is shown as input: at most the last message, or the variables that it is made of. */
async function inputOf(at: CaseOnArm): Promise<string> {
  const opened = await turnRequest(at, Math.max(1, at.planned.turns.length), [], []);
  const messages = opened.ok ? opened.value.body["messages"] : undefined;
  const last = Array.isArray(messages) ? messages.at(-1) : undefined;
  const text = typeof last === "object" && last !== null && "content" in last ? contentText(last.content) : "";
  const vars = JSON.stringify(at.planned.vars, null, 1);
  return text.length > vars.length ? text : vars;
}
