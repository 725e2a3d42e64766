import type { Judged, JudgedMaterial, JudgeQuestion, JudgeReplies, JudgeReply } from "../../domain/judging.ts";
import type { Skip } from "../../domain/run/trial.ts";
import { isUnasked } from "../parts/inner-items.ts";
import { type GradedItem, gradeItems, gradeOpen, gradeOf, type JudgedOf, type TrialGrade } from "./grade-trial.ts";
import type { ItemToGrade, TrialToGrade } from "./trial-to-grade.ts";

/** Who asks the judges of one trial. `turn` is from 1. */
export interface TrialJudges {
  /** Are answers judged that have failed a required check? */
  readonly judgesAll: boolean;
  material(turn: number): Promise<JudgedMaterial>;
  /** Each question's votes in order; `stopped`: the run, or its budget, ended before they came. */
  ask(
    questions: readonly JudgeQuestion[],
    turn: number,
  ): Promise<
    | { readonly status: "answered"; readonly replies: JudgeReplies }
    | { readonly status: "stopped"; readonly skip: Skip }
  >;
}

export type JudgedGrade =
  | { readonly status: "graded"; readonly grade: TrialGrade }
  | { readonly status: "stopped"; readonly skip: Skip };

/**
 * Grades an answered trial, asking its judges. Rules go first; an answer that has failed a required check is judged no
 * further, and only what a verdict hangs on is asked.
 */
export async function judgeTrial(trial: TrialToGrade, judges: TrialJudges): Promise<JudgedGrade> {
  const judgements = new TrialJudgements(trial, judges);
  const judgedOf: JudgedOf = (of, turn) => judgements.judgedOf(of, turn);
  let graded: readonly GradedItem[] = await gradeItems(trial, judgedOf);
  for (;;) {
    const open = graded.filter(({ verdict }) => isUnasked(verdict));
    if (open.length === 0 || (!judges.judgesAll && hasFailed(trial, graded))) break;
    const stopped = await judgements.askFor(open);
    if (stopped !== null) return { status: "stopped", skip: stopped };
    graded = await gradeOpen(trial, graded, judgedOf);
  }
  return { status: "graded", grade: gradeOf(trial, graded) };
}

/** A required check has failed, an implied one counted: nothing that a judge says can mend it. */
function hasFailed(trial: TrialToGrade, graded: readonly GradedItem[]): boolean {
  return gradeOf(trial, graded).checks.some(({ required, verdict }) => required && verdict === "fail");
}

/** What judges have said of a trial so far. */
class TrialJudgements {
  private readonly trial: TrialToGrade;
  private readonly judges: TrialJudges;
  private readonly replies = new Map<string, readonly JudgeReply[]>();
  private readonly judged = new Map<string, Judged>();

  constructor(trial: TrialToGrade, judges: TrialJudges) {
    this.trial = trial;
    this.judges = judges;
  }

  /** What an item's judges have said at a turn (null: the whole trial, judged at its last turn). */
  async judgedOf(of: ItemToGrade, turn: number | null): Promise<Judged | undefined> {
    if (of.item.asks === undefined) return undefined;
    const at = turn ?? this.trial.turnCount;
    const key = `${this.trial.items.indexOf(of)} ${at}`;
    const known = this.judged.get(key);
    if (known !== undefined) return known;
    const judged = { material: await this.judges.material(at), replies: this.replies, said: new Map() };
    this.judged.set(key, judged);
    return judged;
  }

  /** Asks what the open items hang on; returns why that was stopped, or null. */
  async askFor(open: readonly GradedItem[]): Promise<Skip | null> {
    const byTurn = new Map<number, JudgeQuestion[]>();
    for (const item of open) {
      const turn = item.turn ?? this.trial.turnCount;
      const questions = (await this.questionsOf(item)).filter(({ id }) => !this.replies.has(id));
      byTurn.set(turn, [...(byTurn.get(turn) ?? []), ...questions]);
    }
    if ([...byTurn.values()].every((questions) => questions.length === 0)) {
      throw new Error("a check hangs on a judge and asks nothing");
    }
    const asked = await Promise.all([...byTurn].map(([turn, questions]) => this.judges.ask(distinct(questions), turn)));
    for (const outcome of asked) {
      if (outcome.status === "stopped") return outcome.skip;
      for (const [id, replies] of outcome.replies) this.replies.set(id, replies);
    }
    return null;
  }

  private async questionsOf({ of, turn, looked }: GradedItem): Promise<readonly JudgeQuestion[]> {
    const judged = looked === null ? undefined : await this.judgedOf(of, turn);
    if (looked === null || judged === undefined) return [];
    const { answer, content } = looked;
    return (await of.item.asks?.(answer, { ...this.trial.context, content }, judged)) ?? [];
  }
}

function distinct(questions: readonly JudgeQuestion[]): readonly JudgeQuestion[] {
  return [...new Map(questions.map((question) => [question.id, question])).values()];
}
