import { dirname } from "node:path";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import type { JudgedRecord } from "../../domain/formats/records.ts";
import { JUDGED_TEXTS } from "./label-texts.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { replaceFile } from "../../host/replace-file.ts";
import { appendLines } from "./append-lines.ts";
import { readJsonLines } from "./json-lines.ts";

/** Where it stands what a judge says of its labelled answers: `grounded.judged.jsonl` beside `grounded.jsonl`. */
export function judgedFileOf(labels: string): string {
  return labels.replace(/(\.jsonl)?$/, ".judged.jsonl");
}

/** What a judge with this hash says of its labelled answers, the last word on each (what a simulator said in its name is told apart); nothing where the file is not there or cannot be read. */
export async function readJudged(labels: string, hash: string, isSimulated: boolean): Promise<JudgedRecord[]> {
  const read = readJsonLines(judgedFileOf(labels));
  if (read.status !== "read") return [];
  const { default: validate } = await import("../generated/judged-validator.js");
  const last = new Map<string, JudgedRecord>();
  for (const { value, isJson } of read.lines) {
    if (!isJson || !validate(value)) continue; // `prompt-run judges` writes it anew
    const record = value as JudgedRecord; // the schema has just said so
    if (record.judge_hash !== hash || (record.simulated === true && !isSimulated)) continue;
    last.set(record.answer_hash, record);
  }
  return [...last.values()];
}

/** Adds a verdict as soon as it is there, synced: what was paid for is kept. Throws the system's error. */
export function appendJudged(labels: string, record: JudgedRecord, mask: Mask): void {
  appendLines(judgedFileOf(labels), [JSON.stringify(maskValues(record, mask, JUDGED_TEXTS))]);
}

/** Replaces what stands there, sorted so that a diff shows what changed. Throws the system's error. */
export function writeJudged(labels: string, records: readonly JudgedRecord[], mask: Mask): void {
  const path = judgedFileOf(labels);
  makeFolder(dirname(path));
  const sorted = [...records].sort((a, b) => (a.answer_hash < b.answer_hash ? -1 : 1));
  const lines = sorted.map((record) => `${JSON.stringify(maskValues(record, mask, JUDGED_TEXTS))}\n`);
  replaceFile(path, lines.join(""), { durable: true });
}
