import type { LabelRecord } from "../../domain/formats/records.ts";
import type { LabelLine } from "../../domain/label.ts";

/** A line that says what an earlier one says, in other words beside it. */
export interface RepeatedLine {
  readonly line: number;
  readonly by: string;
  /** The line that counts. */
  readonly first: number;
  /** In what the two are unlike. */
  readonly differs: readonly string[];
}

/** Labels of which each counts, and what of the rest has to be known. */
export interface CountedOnce {
  readonly once: readonly LabelLine[];
  readonly repeated: readonly RepeatedLine[];
}

/**
 * Leaves one label of each person, answer and criterion for each trial that gave the answer, whatever run it was drawn from: lines
 * that stand twice are what a merge of two branches leaves, and prove nothing more. Which trial it was, older labels do not say:
 * of them the first counts for all of its case on its arm.
 */
export function countedOnce(labels: readonly LabelLine[]): CountedOnce {
  const textsOf = seenTexts(labels);
  const first = new Map<string, LabelLine>();
  const once: LabelLine[] = [];
  const repeated: RepeatedLine[] = [];
  for (const one of labels) {
    const { by, answer_hash: answer, criterion, case: id, arm, trial } = one.label;
    const all = JSON.stringify([by, answer, criterion, textsOf(one.label), id, arm]);
    const own = `${all} ${trial ?? "any"}`;
    const any = first.get(all);
    const isOfAll = trial === undefined || any?.label.trial === undefined;
    const before = first.get(own) ?? (isOfAll ? any : undefined);
    if (before === undefined) once.push(one);
    else repeated.push(...difference(before, one));
    if (any === undefined) first.set(all, one);
    if (before === undefined) first.set(own, one);
  }
  return { once, repeated };
}

function difference({ line: first, label: before }: LabelLine, { line, label }: LabelLine): RepeatedLine[] {
  const differs = differences(before, label);
  return differs.length === 0 ? [] : [{ line, by: label.by, first, differs }];
}

function differences(a: LabelRecord, b: LabelRecord): string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return keys.filter((key) => JSON.stringify(left.get(key)) !== JSON.stringify(right.get(key)));
}

/** By which hash the texts are known that a person saw: a label that has the judge's alone saw what others of that judge saw. */
export function seenTexts(labels: readonly LabelLine[]): (label: LabelRecord) => string {
  const known = new Map<string, string>();
  for (const { label } of labels) if (label.texts_hash !== undefined) known.set(label.judge_hash, label.texts_hash);
  return ({ texts_hash: texts, judge_hash: judge }) => texts ?? known.get(judge) ?? judge;
}
