import { NO_USAGE } from "../../domain/run/completion.ts";
import type { ModelFacts } from "../../domain/model.ts";
import { type Picodollars, sumOrNull } from "../../domain/values/money.ts";
import { requestBound } from "../../models/request-bound.ts";
import type { CaseOnArm } from "../../plan/requests/plan-trial.ts";
import { type JudgingRequest, judgingRequests } from "./judging-requests.ts";
import type { SuiteJudging } from "./judging.ts";

/** What a judge's answer is taken to have: evidence, three sentences and a word. */
const EXPECTED_TOKENS = 150;
/** Another tokenizer may count an answer so much longer than the one that wrote it. */
const TOKENIZER_SLACK = 1.5;

/** What the judges of a trial take; null: a price is not known. */
export interface JudgingCost {
  readonly judgements: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly pico: Picodollars | null;
}

export interface JudgingPrices {
  readonly facts: ModelFacts;
  readonly judging: SuiteJudging;
  readonly nowMs: number;
}

/** What to expect of a trial's judges when its answers are these (one a turn) and all of them are asked. */
export async function expectedJudging(
  at: CaseOnArm,
  answers: readonly string[],
  prices: JudgingPrices,
): Promise<JudgingCost> {
  const asked = await judgingRequests(at, prices.judging, answers);
  return summed(asked.map((question) => expectedCost(question, prices)));
}

/** The most that they take: answers as long as `max_tokens` lets them be, judgements too. */
export async function worstJudging(at: CaseOnArm, prices: JudgingPrices): Promise<JudgingCost> {
  const longest = longestAnswer(at);
  const turns = Math.max(1, at.planned.turns.length);
  const asked = await judgingRequests(
    at,
    prices.judging,
    Array.from({ length: turns }, () => longest),
  );
  return summed(asked.map((question) => worstCost(question, prices)));
}

type Priced = Pick<JudgingPrices, "facts" | "nowMs">;

/** What to expect of a question, asked once. */
export function expectedCost({ request, sender, votes }: JudgingRequest, { facts, nowMs }: Priced): OneCost {
  const tokens = Math.round(requestBound(request, () => null).expectedTokens);
  const usage = { ...NO_USAGE, inputTokens: tokens, outputTokens: EXPECTED_TOKENS };
  const pico = facts.at(sender.endpoint).costOf(sender.model, usage, nowMs);
  return { votes, tokens, outputTokens: EXPECTED_TOKENS, pico };
}

/** The most that a question may take, asked once. */
export function worstCost({ request, sender, votes }: JudgingRequest, { facts, nowMs }: Priced): OneCost {
  const tokens = requestBound(request, () => null).maxTokens ?? 0;
  const outputTokens = Number(request.body["max_tokens"] ?? 0);
  return { votes, tokens, outputTokens, pico: facts.at(sender.endpoint).worstCost(request, tokens, nowMs) };
}

/** An answer as long as an arm's `max_tokens` lets it be. */
export function longestAnswer({ arm }: CaseOnArm): string {
  return "x".repeat(Math.ceil(TOKENIZER_SLACK * Number(arm.settings["max_tokens"] ?? 0)));
}

/** What one question takes, asked so many times. */
export interface OneCost {
  readonly votes: number;
  readonly tokens: number;
  readonly outputTokens: number;
  readonly pico: Picodollars | null;
}

/** All of them together. */
export function summed(costs: readonly OneCost[]): JudgingCost {
  return {
    judgements: costs.reduce((sum, { votes }) => sum + votes, 0),
    inputTokens: costs.reduce((sum, { votes, tokens }) => sum + votes * tokens, 0),
    outputTokens: costs.reduce((sum, { votes, outputTokens }) => sum + votes * outputTokens, 0),
    pico: sumOrNull(costs.map(({ votes, pico }) => (pico === null ? null : BigInt(votes) * pico))),
  };
}
