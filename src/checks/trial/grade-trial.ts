import type { PreparedItem, Verdict } from "../../domain/check.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import type { CheckRecord } from "../../domain/formats/records.ts";
import { answerOfTrial, answerOfTurn, type TurnAnswer } from "./answer-of-turn.ts";
import { impliedChecks } from "./implied-checks.ts";
import type { ItemToGrade, TrialToGrade } from "./trial-to-grade.ts";
import { fail } from "../parts/verdict.ts";

export interface TrialGrade {
  readonly verdict: "pass" | "fail" | "undecided";
  /** The weighted mean over decided checks, 0..1; null if there is none. */
  readonly score: number | null;
  /** In the order of the items, those of `turn: each` once per turn; then the implied checks of each turn. */
  readonly checks: readonly CheckRecord[];
}

/** Sums of weighted scores such as 0.1 + 0.2 are off in their last bits. */
const ROUNDING = 1e-9;

/** Grades an answered trial: every check, the implied ones, the score and the verdict. */
export async function gradeTrial(trial: TrialToGrade): Promise<TrialGrade> {
  const answers = trial.turns.map(answerOfTurn);
  const checks: CheckRecord[] = [];
  for (const item of trial.items) {
    for (const turn of turnsOf(item, trial.turnCount)) checks.push(await gradeItem(trial, item, turn, answers));
  }
  checks.push(...impliedChecks(trial, answers));
  const score = scoreOf(checks);
  return { verdict: verdictOf(checks, score, trial.minScore), score, checks };
}

/** The turns that an item looks at; null is the whole trial. */
function turnsOf({ item, turn }: ItemToGrade, turnCount: number): readonly (number | null)[] {
  if (turn === "each") return Array.from({ length: turnCount }, (_, index) => index + 1);
  if (turn === "last") return [turnCount];
  if (turn !== null) return [turn];
  return checkFacts(item.type).of === "trial" ? [null] : [turnCount];
}

async function gradeItem(
  trial: TrialToGrade,
  { item, weight, required, turn: said }: ItemToGrade,
  turn: number | null,
  answers: readonly (TurnAnswer | null)[],
): Promise<CheckRecord> {
  const looked = turn === null ? answerOfTrial(trial.turns) : (answers[turn - 1] ?? null);
  // A trial of one turn has nothing else to look at: its records need no turn.
  const shownTurn = said === null && trial.turnCount === 1 ? null : turn;
  const verdict = looked === null ? notReached(turn) : await gradeAnswer(item, looked, trial.context);
  return {
    type: item.type,
    name: item.name,
    verdict: verdict.status,
    score: verdict.score,
    reason: verdict.reason,
    required,
    weight,
    turn: shownTurn,
  };
}

async function gradeAnswer(
  item: PreparedItem,
  { answer, content }: TurnAnswer,
  context: TrialToGrade["context"],
): Promise<Verdict> {
  return item.grade(answer, { ...context, content });
}

function notReached(turn: number | null): Verdict {
  return fail(turn === null ? "no turn was reached" : `turn ${turn} was not reached`);
}

function scoreOf(checks: readonly CheckRecord[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { score, weight } of checks) {
    if (score === null) continue;
    sum += score * weight;
    weights += weight;
  }
  return weights === 0 ? null : Math.min(1, sum / weights);
}

/** A required fail decides, then a required check that is undecided, then the score. */
function verdictOf(
  checks: readonly CheckRecord[],
  score: number | null,
  minScore: number | null,
): TrialGrade["verdict"] {
  const required = checks.filter((check) => check.required);
  if (required.some(({ verdict }) => verdict === "fail")) return "fail";
  if (required.some(({ verdict }) => verdict === "undecided")) return "undecided";
  if (minScore === null) return "pass";
  if (score === null) return "undecided";
  return score + ROUNDING >= minScore ? "pass" : "fail";
}
