import type { Verdict } from "../../domain/check.ts";
import type { Judged } from "../../domain/judging.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import type { CheckRecord } from "../../domain/formats/records.ts";
import { say } from "../../domain/reasons/catalogues/say.ts";
import { looksImplied } from "../../domain/values/implied-check.ts";
import { answerOfTrial, answerOfTurn, type TurnAnswer } from "./answer-of-turn.ts";
import { impliedChecks } from "./implied-checks.ts";
import type { ItemToGrade, TrialToGrade } from "./trial-to-grade.ts";
import { isUnasked } from "../parts/inner-items.ts";
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

/** One item of a trial, at one of its turns (null: the whole trial), and what it says. `looked` null: the turn was not reached. */
export interface GradedItem {
  readonly of: ItemToGrade;
  readonly turn: number | null;
  readonly looked: TurnAnswer | null;
  readonly verdict: Verdict;
}

/** Grades an answered trial: every check, the implied ones, the score and the verdict. No judge is asked. */
export async function gradeTrial(trial: TrialToGrade): Promise<TrialGrade> {
  return gradeOf(trial, await gradeItems(trial));
}

/** What judges have said to an item at a turn so far. */
export type JudgedOf = (of: ItemToGrade, turn: number | null) => Promise<Judged | undefined>;

/** What every item says at each turn that it looks at. Without `judgedOf` no judge can be asked. */
export async function gradeItems(trial: TrialToGrade, judgedOf?: JudgedOf): Promise<GradedItem[]> {
  const answers = trial.turns.map(answerOfTurn);
  const graded: GradedItem[] = [];
  for (const of of trial.items) {
    for (const turn of turnsOf(of, trial.turnCount)) {
      const looked = turn === null ? answerOfTrial(trial.turns) : (answers[turn - 1] ?? null);
      const verdict = await gradeAt(trial, { of, turn, looked }, judgedOf);
      graded.push({ of, turn, looked, verdict });
    }
  }
  return graded;
}

/** The same with those graded again that hang on a judge: it may have been asked since. */
export async function gradeOpen(
  trial: TrialToGrade,
  graded: readonly GradedItem[],
  judgedOf: JudgedOf,
): Promise<readonly GradedItem[]> {
  return Promise.all(
    graded.map(async (item) =>
      isUnasked(item.verdict) ? { ...item, verdict: await gradeAt(trial, item, judgedOf) } : item,
    ),
  );
}

async function gradeAt(
  { context }: TrialToGrade,
  { of, turn, looked }: Omit<GradedItem, "verdict">,
  judgedOf?: JudgedOf,
): Promise<Verdict> {
  if (looked === null) return notReached(turn);
  return of.item.grade(looked.answer, { ...context, content: looked.content }, await judgedOf?.(of, turn));
}

/** Verdict, score and records of items that have been graded. */
export function gradeOf(trial: TrialToGrade, graded: readonly GradedItem[]): TrialGrade {
  const implied = impliedChecks(trial, trial.turns.map(answerOfTurn));
  const checks = [...graded.map((item) => recordOf(trial, item)), ...implied];
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

function recordOf(trial: TrialToGrade, { of, turn, verdict }: GradedItem): CheckRecord {
  const { item, weight, required, turn: said } = of;
  // A trial of one turn has nothing else to look at: its records need no turn.
  const shownTurn = said === null && trial.turnCount === 1 ? null : turn;
  const isOpen = isUnasked(verdict);
  const { judge, judges } = verdict;
  const { type, name } = item;
  return {
    type,
    name,
    verdict: isOpen ? null : verdict.status,
    score: verdict.score,
    reason: say(verdict.reason),
    required,
    weight,
    turn: shownTurn,
    ...(isOpen ? { judge: null } : judge === undefined ? {} : { judge }),
    ...(judges === undefined ? {} : { judges: [...judges] }),
    ...(looksImplied({ type, name, required, weight }) ? { implied: false } : {}),
  };
}

function notReached(turn: number | null): Verdict {
  return fail({ code: "turn.not-reached", turn });
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
  if (required.some(({ verdict }) => verdict === "undecided" || verdict === null)) return "undecided";
  if (minScore === null) return "pass";
  if (score === null) return "undecided";
  return score + ROUNDING >= minScore ? "pass" : "fail";
}
