import { hashValue } from "../base/hash.ts";
import type { LabelHalf, LabelRecord } from "./formats/records.ts";

const DIGITS = 16;

/** Hash (16 hex digits) of all texts that a judge is shown, by part, and what its texts read of the case: labels of an answer are known by it. */
export function answerHashOf(shown: Readonly<Record<string, string | undefined>>): string {
  return hashValue(shown).slice(0, DIGITS);
}

/** The half of a judge's labels that a case falls into: all answers of a case together, so that the halves share no case. */
export function halfOf(judge: string, caseId: string): LabelHalf {
  return Number.parseInt(hashValue(["half", judge, caseId]).slice(0, 8), 16) % 2 === 0 ? "test" : "tune";
}

/** A label and the line that it stands on, from 1. */
export interface LabelLine {
  readonly line: number;
  readonly label: LabelRecord;
}

/** A judge as its labels know it. */
export interface LabelledJudge {
  readonly name: string;
  readonly hash: string;
  readonly textsHash: string;
  readonly readsCase: boolean;
}

/** Were the texts that people labelled by others than those of now, or is it not known which case's variables stood in them? */
export function isStale({ judge_hash: hash, texts_hash: texts, shown }: LabelRecord, judge: LabelledJudge): boolean {
  if (judge.readsCase && !Object.keys(shown).some(isOfCase)) return true;
  return texts === undefined ? hash !== judge.hash : texts !== judge.textsHash;
}

const VARIABLE = "vars.";

function isOfCase(part: string): boolean {
  return part === "reference" || part.startsWith(VARIABLE);
}

/**
 * The parts by which a label knows the values that a judge's texts read of a case: one answer is right in one case and wrong in another.
 * `values`: variables by name, and `reference`.
 */
export function casePartsOf(values: Readonly<Record<string, string>>): Record<string, string> {
  const named = (name: string): string => (name === "reference" ? name : VARIABLE + name);
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [named(name), text]));
}

/** Has a label other values of its case than `valueOf` gives for a variable? Null: the case has it no more. */
export function isOfOtherValues({ shown }: LabelRecord, valueOf: (variable: string) => string | null): boolean {
  return Object.entries(shown).some(
    ([part, text]) => part.startsWith(VARIABLE) && valueOf(part.slice(VARIABLE.length)) !== text,
  );
}
