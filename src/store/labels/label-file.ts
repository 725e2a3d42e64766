import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import type { LabelLine } from "../../domain/label.ts";
import { LABEL_TEXTS } from "./label-texts.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { replaceFile } from "../../host/replace-file.ts";
import { readJsonLines } from "./json-lines.ts";

/** A judge's labels in the order of the file; and what is wrong of it, line by line. */
export interface ReadLabels {
  readonly labels: readonly LabelLine[];
  readonly problems: readonly Diagnostic[];
}

/** Reads the labels of the judge `name`. A file that is not there has none. */
export async function readLabels(path: string, name: string): Promise<ReadLabels> {
  const read = readJsonLines(path);
  if (read.status === "missing") return { labels: [], problems: [] };
  if (read.status === "unreadable") return { labels: [], problems: [inFile(path, said("bad-label.file", read))] };
  const { default: validate } = await import("../generated/labels-validator.js");
  const labels: LabelLine[] = [];
  const problems: Diagnostic[] = [];
  for (const { line, value, isJson } of read.lines) {
    if (!isJson) problems.push(atLine(path, line, said("bad-label.no-json")));
    else if (!validate(value)) {
      const [error] = validate.errors ?? [];
      const found = { pointer: error?.instancePath ?? "", keyword: error?.keyword ?? "unknown" };
      problems.push(atLine(path, line, said("bad-label.shape", found)));
    } else {
      const label = value as LabelRecord; // the schema has just said so
      if (label.judge !== name)
        problems.push(atLine(path, line, said("bad-label.judge", { judge: label.judge, wanted: name })));
      else labels.push({ line, label });
    }
  }
  return { labels, problems: [...problems, ...contradictions(path, labels)] };
}

type Found = Pick<Diagnostic, "code" | "message" | "hint">;

function atLine(file: string, line: number, found: Found): Diagnostic {
  return { severity: "error", place: { kind: "line", file, line, column: null }, ...found };
}

function inFile(file: string, found: Found): Diagnostic {
  return { severity: "error", place: { kind: "file", file }, ...found };
}

/** One person who says two things of an answer, and one hash of two answers. */
function contradictions(path: string, labels: readonly LabelLine[]): Diagnostic[] {
  const words = new Map<string, LabelLine>();
  const shown = new Map<string, { readonly line: number; readonly text: string }>();
  return labels.flatMap(({ line, label }) => {
    const said_ = JSON.stringify([label.by, label.answer_hash, label.criterion, label.texts_hash ?? label.judge_hash]);
    const before = words.get(said_);
    const text = JSON.stringify(Object.entries(label.shown).sort(([a], [b]) => (a < b ? -1 : 1)));
    const answer = shown.get(label.answer_hash);
    if (before === undefined) words.set(said_, { line, label });
    if (answer === undefined) shown.set(label.answer_hash, { line, text });
    return [
      ...(before !== undefined && before.label.label !== label.label
        ? [atLine(path, line, said("contradictory-label", { by: label.by, first: before.line }))]
        : []),
      ...(answer !== undefined && answer.text !== text
        ? [atLine(path, line, said("contradictory-label.shown", { first: answer.line }))]
        : []),
    ];
  });
}

/** Adds labels, synced, a line each; a line that a kill tore before is ended first. Throws the system's error. */
export function appendLabels(path: string, labels: readonly LabelRecord[], mask: Mask): void {
  if (labels.length === 0) return;
  makeFolder(dirname(path));
  const lines = labels.map((label) => `${JSON.stringify(maskValues(label, mask, LABEL_TEXTS))}\n`).join("");
  const start = isTorn(path) ? "\n" : "";
  const fd = openSync(path, "a");
  try {
    writeSync(fd, `${start}${lines}`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function isTorn(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return false;
  return !readFileSync(path).subarray(-1).equals(NEWLINE);
}

const NEWLINE = Buffer.from("\n");

/** Takes back what was added last: its last `count` lines. The file is replaced whole. Throws the system's error. */
export function takeBackLabels(path: string, count: number): void {
  if (count === 0 || !existsSync(path)) return;
  const lines = readFileSync(path, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const kept = lines.slice(0, -count);
  replaceFile(path, kept.map((line) => `${line}\n`).join(""), { durable: true });
}
