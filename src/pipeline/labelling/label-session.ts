import type { Mask } from "../../base/mask.ts";
import type { LabelRecord, LabelWord, ShownTexts } from "../../domain/formats/records.ts";
import { halfOf, type LabelledJudge } from "../../domain/label.ts";
import type { DrawnAnswer } from "../../stats/judges/label-sample.ts";
import { appendLabels, takeBackLabels } from "../../store/labels/label-file.ts";

/** An answer to be labelled, once however often it was drawn. */
export interface LabelTask {
  readonly answerHash: string;
  readonly shown: ShownTexts;
  /** The draws that it stands for. */
  readonly drawn: readonly DrawnAnswer[];
  /** Of the judge that drew it. */
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
 * One person's labelling: answer after answer in the drawn order, those that this person labelled before left out. Every label is
 * in the file, synced, before the next answer is shown.
 */
export class LabelSession {
  private readonly plan: LabelPlan;
  private readonly open: LabelTask[];
  private readonly written: { readonly task: LabelTask; readonly lines: number }[] = [];
  private readonly all: number;

  /** Draws of an answer that this person has labelled already get that label without being asked. Throws the system's error. */
  constructor(plan: LabelPlan) {
    this.plan = plan;
    const own = new Map<string, LabelRecord[]>();
    for (const label of plan.known) {
      if (label.by !== plan.by || label.texts_hash !== plan.judge.textsHash) continue;
      own.set(label.answer_hash, [...(own.get(label.answer_hash) ?? []), label]);
    }
    this.open = plan.tasks.filter(({ answerHash }) => !own.has(answerHash));
    this.all = plan.tasks.length;
    for (const task of plan.tasks) {
      const [first, ...others] = own.get(task.answerHash) ?? [];
      if (first !== undefined) this.addMissing(task, first, others.length + 1);
    }
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
    appendLabels(this.plan.file, lines, this.plan.mask);
    this.open.shift();
    this.written.push({ task, lines: lines.length });
  }

  /** Puts the answer at hand last. */
  skip(): void {
    const task = this.open.shift();
    if (task !== undefined) this.open.push(task);
  }

  /** Takes back the last label of this sitting: its answer is shown again. False where there is none. */
  back(): boolean {
    const last = this.written.pop();
    if (last === undefined) return false;
    takeBackLabels(this.plan.file, last.lines);
    this.open.unshift(last.task);
    return true;
  }

  private addMissing(task: LabelTask, { label, note }: LabelRecord, lines: number): void {
    const missing = task.drawn.slice(lines).map((drawn) => this.record(task, drawn, { word: label, note }));
    appendLabels(this.plan.file, missing, this.plan.mask);
  }

  private record(
    { answerHash, shown, judgeHash }: LabelTask,
    { case: id, arm, verdict, labelled, of }: DrawnAnswer,
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
      criterion: null,
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
