import { hashValue } from "../base/hash.ts";
import type { LabelHalf, LabelRecord } from "./formats/records.ts";

const DIGITS = 16;

/** Hash (16 hex digits) of all texts that a judge is shown, by part: labels of an answer are known by it. */
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
}

/** Were the texts that people labelled by others than those of now? */
export function isStale({ judge_hash: hash, texts_hash: texts }: LabelRecord, judge: LabelledJudge): boolean {
  return texts === undefined ? hash !== judge.hash : texts !== judge.textsHash;
}
