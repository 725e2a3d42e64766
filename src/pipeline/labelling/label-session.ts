import type { Mask } from "../../base/mask.ts";
import type { Combine } from "../../domain/judge.ts";
import type { JudgeTexts } from "../../domain/judging.ts";
import type { LabelRecord, LabelWord, ShownTexts } from "../../domain/formats/records.ts";
import { halfOf, type LabelledJudge } from "../../domain/label.ts";
import { combined } from "../../judges/combine.ts";
import type { DrawnAnswer } from "../../stats/judges/label-sample.ts";
import { appendLabels, takeBackLabels } from "../../store/labels/label-file.ts";

/** An answer to be labelled, once however often it was drawn; or a criterion of it. */
export interface LabelTask {
  readonly answerHash: string;
  /** Absent: the answer as a whole. */
  readonly criterion?: string;
  /** What the judge is asked of it, with the case's variables in it. */
  readonly texts: JudgeTexts;
  readonly shown: ShownTexts;
  /** The draws that it stands for. */
  readonly drawn: readonly DrawnAnswer[];
  /** The hash of the judge that drew it. */
  readonly judgeHash: string;
}

/** Whose labels are taken of what, and where they go. */
export interface LabelPlan {
  readonly judge: LabelledJudge;
  readonly run: string;
  readonly by: string;
  /** Absolute. */
  readonly file: string;
  readonly tasks: readonly LabelTask[];
  /** How labels of the criteria of an answer become that of the whole; absent: tasks are of whole answers. */
  readonly combine?: Combine;
  /** Labels that stand in the file. */
  readonly known: readonly LabelRecord[];
  /** Do the answers come from the simulator? */
  readonly isSimulated: boolean;
  readonly mask: Mask;
  readonly nowMs: () => number;
}

/** Where somebody who labels stands. */
export interface LabelProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * One person's labelling: answer after answer in the drawn order, those that this person labelled before left out. Of a judge with
 * criteria each is asked by itself, and the answer as a whole is what they come to, as it is of the judge. Every label is in the
 * file, synced, before the next answer is shown.
 */
export class LabelSession {
  private readonly plan: LabelPlan;
  private readonly open: LabelTask[];
  private readonly written: { readonly task: LabelTask; readonly lines: number }[] = [];
  private readonly all: number;
  /** What this person says, by answer and criterion, and how many lines of it there are. */
  private readonly own = new Map<
    string,
    { readonly word: LabelWord; readonly note: string | null; readonly lines: number }
  >();

  /** Draws of an answer that this person has labelled already get that label without being asked. Throws the system's error. */
  constructor(plan: LabelPlan) {
    this.plan = plan;
    for (const { by, texts_hash: texts, answer_hash: answerHash, criterion, label: word, note, trial } of plan.known) {
      if (by !== plan.by || texts !== plan.judge.textsHash) continue;
      const key = keyOf(answerHash, criterion);
      // A label that names no trial stands for all draws.
      const lines = trial === undefined ? Infinity : (this.own.get(key)?.lines ?? 0) + 1;
      this.own.set(key, { word, note, lines });
    }
    this.open = plan.tasks.filter(({ answerHash, criterion }) => !this.own.has(keyOf(answerHash, criterion)));
    this.all = plan.tasks.length;
    for (const task of plan.tasks) appendLabels(plan.file, [...this.missing(task), ...this.whole(task)], plan.mask);
  }

  get progress(): LabelProgress {
    return { done: this.all - this.open.length, of: this.all };
  }

  /** The answer at hand; null when all are done. */
  get current(): LabelTask | null {
    return this.open[0] ?? null;
  }

  /** Labels the answer at hand. Throws the system's error. */
  label(word: LabelWord, note: string | null): void {
    const task = this.open[0];
    if (task === undefined) return;
    const lines = task.drawn.map((drawn) => this.record(task, drawn, { word, note }));
    this.own.set(keyOf(task.answerHash, task.criterion), { word, note, lines: lines.length });
    const all = [...lines, ...this.whole(task)];
    appendLabels(this.plan.file, all, this.plan.mask);
    this.open.shift();
    this.written.push({ task, lines: all.length });
  }

  /** Puts the answer at hand last. */
  skip(): void {
    const task = this.open.shift();
    if (task !== undefined) this.open.push(task);
  }

  /** Takes back the last label of this sitting, and what it decided of the whole: its answer is shown again. False where there is none. */
  back(): boolean {
    const last = this.written.pop();
    if (last === undefined) return false;
    const { task, lines } = last;
    takeBackLabels(this.plan.file, lines);
    this.own.delete(keyOf(task.answerHash, task.criterion));
    if (lines > task.drawn.length) this.own.delete(keyOf(task.answerHash, null));
    this.open.unshift(task);
    return true;
  }

  /** Lines for draws of a labelled answer that have none yet. */
  private missing(task: LabelTask): LabelRecord[] {
    const key = keyOf(task.answerHash, task.criterion);
    const said = this.own.get(key);
    if (said === undefined) return [];
    const lines = task.drawn.slice(said.lines).map((drawn) => this.record(task, drawn, said));
    this.own.set(key, { ...said, lines: said.lines + lines.length });
    return lines;
  }

  /** Lines for the whole of an answer whose criteria are all labelled, as far as it has none yet. */
  private whole({ answerHash, texts, shown, drawn, judgeHash }: LabelTask): LabelRecord[] {
    const { combine, tasks } = this.plan;
    if (combine === undefined) return [];
    const key = keyOf(answerHash, null);
    const words = tasks
      .filter((task) => task.answerHash === answerHash)
      .map(({ criterion }) => this.own.get(keyOf(answerHash, criterion))?.word);
    if (!this.own.has(key) && !words.includes(undefined)) {
      const outcomes = words.map((word) => ({ word: word === "pass" || word === "fail" ? word : null }));
      const decision = combined(combine, outcomes);
      const word = decision.word === null ? "unsure" : decision.isPass ? "pass" : "fail";
      this.own.set(key, { word, note: null, lines: 0 });
    }
    return this.missing({ answerHash, texts, shown, drawn, judgeHash });
  }

  private record(
    { answerHash, criterion, shown, judgeHash }: LabelTask,
    { case: id, arm, trial, verdict, labelled, of }: DrawnAnswer,
    { word, note }: { readonly word: LabelWord; readonly note: string | null },
  ): LabelRecord {
    const { judge, by, run, nowMs, isSimulated } = this.plan;
    return {
      judge: judge.name,
      judge_hash: judgeHash,
      texts_hash: judge.textsHash,
      answer_hash: answerHash,
      shown,
      case: id,
      arm,
      trial,
      criterion: criterion ?? null,
      label: word,
      by,
      note,
      at: new Date(nowMs()).toISOString(),
      drawn: { run, stratum: verdict, labelled, of },
      half: halfOf(judge.name, id),
      ...(isSimulated ? { simulated: true } : {}),
    };
  }
}

function keyOf(answerHash: string, criterion: string | null | undefined): string {
  return JSON.stringify([answerHash, criterion ?? null]);
}
