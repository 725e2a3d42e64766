import { sumKnown } from "../../base/figures.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { type Picodollars, sumOrNull } from "../../domain/values/money.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { type CaseOnArm, turnRequest } from "../../plan/requests/plan-trial.ts";
import type { AnswerLength } from "./answer-length.ts";
import { boundRequest, type BoundingInput } from "../passes/bound-request.ts";
import { expectAnswer } from "./expected-answer.ts";
import type { Forecast } from "./forecast.ts";
import { expectedJudging, type JudgingCost, worstJudging } from "../judging/judging-cost.ts";
import { expectedPairing, worstPairing } from "../judging/pairing-cost.ts";
import type { SuiteJudging } from "../judging/judging.ts";
import { expectedSpending, type Spending, worstSpending } from "./turn-spending.ts";

export interface Forecasting extends BoundingInput {
  /** How long answers were; null: ask `simulate:`. */
  readonly length: AnswerLength | null;
  readonly judging: SuiteJudging;
}

export interface CaseForecast extends Forecast {
  /** Why the cost at worst is not known. */
  readonly unbounded: Diagnostic | null;
  readonly hasToolRounds: boolean;
}

/** Trials may have simulated replies of their own: so many are looked at, and stand for the others. */
const MAX_SAMPLED = 5;

/** What the trials of a case take on one arm. */
export async function forecastCase(at: CaseOnArm, input: Forecasting): Promise<CaseForecast> {
  const { trials, toolResults } = at.planned;
  const sampled = Math.min(trials, MAX_SAMPLED);
  const samples = [];
  for (let trial = 1; trial <= sampled; trial++) samples.push(await forecastTrial(at, trial, input));
  const expected = scaled(
    samples.map((sample) => sample.expected),
    trials,
  );
  // The suite's stand-ins are in the bound too: the longest of them is safe.
  const worst = scaled([samples.map((sample) => sample.worst).reduce(dearer)], trials);
  const judged = await forecastJudging(at, samples[0]?.answers ?? [], input);
  const total = { expected: add(expected, judged.expected), worst: add(worst, judged.worst) };
  return {
    trials,
    inputTokens: { expected: total.expected.input, worst: total.worst.input },
    outputTokens: { expected: total.expected.output, worst: total.worst.output },
    costPico: { expected: total.expected.pico, worst: total.worst.pico },
    judging: {
      judgements: judged.judgements,
      costPico: { expected: judged.expected.pico, worst: judged.worst.pico },
    },
    unbounded: samples[0]?.unbounded ?? null,
    hasToolRounds: toolResults.some((results) => Object.keys(results).length > 0),
  };
}

interface JudgingForecast {
  readonly judgements: number;
  readonly expected: Spending;
  readonly worst: Spending;
}

/** What the judges of a case's trials take: every answer judged, none like another. */
async function forecastJudging(
  at: CaseOnArm,
  answers: readonly string[],
  { facts, judging, nowMs }: Forecasting,
): Promise<JudgingForecast> {
  const { trials } = at.planned;
  if (at.suite.judges.length === 0 && at.suite.prefer === null) {
    return { judgements: 0, expected: NOTHING, worst: NOTHING };
  }
  const prices = { facts, judging, nowMs };
  const pairs = await expectedPairing(at, answers.at(-1) ?? "", prices);
  const expected = bothCosts(await expectedJudging(at, answers, prices), pairs);
  const worst = bothCosts(await worstJudging(at, prices), await worstPairing(at, prices));
  const times = ({ inputTokens, outputTokens, pico }: JudgingCost): Spending => ({
    input: trials * inputTokens,
    output: trials * outputTokens,
    pico: pico === null ? null : BigInt(trials) * pico,
  });
  return { judgements: trials * expected.judgements, expected: times(expected), worst: times(worst) };
}

function bothCosts(a: JudgingCost, b: JudgingCost): JudgingCost {
  return {
    judgements: a.judgements + b.judgements,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    pico: sumOrNull([a.pico, b.pico]),
  };
}

interface TrialForecast {
  /** What stands for its answers, a turn each. */
  readonly answers: readonly string[];
  readonly expected: Spending;
  readonly worst: Spending;
  readonly unbounded: Diagnostic | null;
}

const UNKNOWN: Spending = { input: null, output: null, pico: null };
const NOTHING: Spending = { input: 0, output: 0, pico: 0n };

/** One trial, turn by turn: each sends again all that was said before it. */
async function forecastTrial(at: CaseOnArm, trial: number, input: Forecasting): Promise<TrialForecast> {
  const turns = Math.max(1, at.planned.turns.length);
  const replies: string[] = [];
  let history: readonly JsonObject[] = [];
  let forecast: TrialForecast = { answers: replies, expected: NOTHING, worst: NOTHING, unbounded: null };
  // Tokens of earlier turns that the rendered text does not show: answers are longer than what stands for them.
  let unseen = { expected: 0, worst: 0 };
  for (let turn = 1; turn <= turns; turn++) {
    const request = await turnRequest(at, turn, history, replies);
    // A later turn with a stand-in reply: only the real one can tell what a filter makes of it.
    if (!request.ok) return { answers: replies, expected: UNKNOWN, worst: UNKNOWN, unbounded: null };
    const bounded = await boundRequest(request.value, at, input);
    const answer = await expectAnswer(at, { turn, trial, turns, replies }, input.length);
    const expected = expectedSpending(request.value, bounded.expectedTokens + unseen.expected, answer, input);
    const quoted = await quotedTimes(at, turn, replies);
    const worstTurn = { turn, quoted, unseen: unseen.worst, request: request.value, promptTokens: bounded.maxTokens };
    const worst = worstSpending(at, worstTurn, input);
    forecast = {
      answers: replies,
      expected: add(forecast.expected, expected.spending),
      worst: add(forecast.worst, worst.spending),
      unbounded: forecast.unbounded ?? bounded.unbounded,
    };
    unseen = { expected: unseen.expected + expected.unseen, worst: unseen.worst + worst.unseen };
    replies.push(answer.text);
    history = [...messagesOf(request.value.body), { role: "assistant", content: answer.text }];
  }
  return forecast;
}

/** How often a turn's own text quotes earlier replies: by how much it grows when each is one character longer. */
async function quotedTimes(at: CaseOnArm, turn: number, replies: readonly string[]): Promise<number> {
  if (replies.length === 0) return 0;
  const longer = await turnRequest(
    at,
    turn,
    [],
    replies.map((reply) => `${reply}x`),
  );
  const same = await turnRequest(at, turn, [], replies);
  if (!longer.ok || !same.ok) return 0;
  return Math.max(0, JSON.stringify(longer.value.body).length - JSON.stringify(same.value.body).length);
}

function messagesOf(body: JsonObject): readonly JsonObject[] {
  return body["messages"] as readonly JsonObject[]; // turnRequest makes it a list of messages
}

function add(a: Spending, b: Spending): Spending {
  return {
    input: sumKnown([a.input, b.input]),
    output: sumKnown([a.output, b.output]),
    pico: sumOrNull([a.pico, b.pico]),
  };
}

function dearer(a: Spending, b: Spending): Spending {
  return (b.input ?? 0) > (a.input ?? 0) ? b : a;
}

/** What `trials` trials take, when the samples are their like. */
function scaled(samples: readonly Spending[], trials: number): Spending {
  const sum = samples.reduce(add, NOTHING);
  const share = (tokens: number | null): number | null =>
    tokens === null ? null : Math.round((tokens * trials) / samples.length);
  return { input: share(sum.input), output: share(sum.output), pico: scaledPico(sum.pico, trials, samples.length) };
}

function scaledPico(pico: Picodollars | null, trials: number, samples: number): Picodollars | null {
  return pico === null ? null : (pico * BigInt(trials)) / BigInt(samples);
}
