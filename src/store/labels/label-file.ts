import { existsSync, readFileSync } from "node:fs";
import { type Mask, MASKED } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import { answerHashOf, halfOf, type LabelLine } from "../../domain/label.ts";
import { LABEL_TEXTS } from "./label-texts.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { replaceFile } from "../../host/replace-file.ts";
import { appendLines } from "./append-lines.ts";
import { readJsonLines } from "./json-lines.ts";
import { countedOnce, seenTexts } from "./label-repeats.ts";

/** A merge leaves many: the first say what has happened. */
const MAX_REPEATS_TOLD = 10;

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
  for (const { line, value, isJson, isTorn } of read.lines) {
    if (isTorn) problems.push(atLine(path, line, said("bad-label.torn"), "warning"));
    else if (!isJson) problems.push(atLine(path, line, said("bad-label.no-json")));
    else if (!validate(value)) {
      const [error] = validate.errors ?? [];
      const found = { pointer: error?.instancePath ?? "", keyword: error?.keyword ?? "unknown" };
      problems.push(atLine(path, line, said("bad-label.shape", found)));
    } else {
      const label = value as LabelRecord; // the schema has just said so
      const slip = slipOf(label, name);
      if (slip === null) labels.push({ line, label });
      else problems.push(atLine(path, line, slip));
    }
  }
  const contradictory = contradictions(path, labels);
  const doubtful = new Set(contradictory.flatMap(({ lines }) => lines));
  const { once, repeated } = countedOnce(labels.filter(({ line }) => !doubtful.has(line)));
  const again = repeated
    .slice(0, MAX_REPEATS_TOLD)
    .map(({ line, ...other }) => atLine(path, line, said("repeated-label", other), "warning"));
  return { labels: once, problems: [...problems, ...contradictory.map(({ problem }) => problem), ...again] };
}

/**
 * Says what in a label differs from what `prompt-run label` writes. A label belongs to what was shown, and its case decides
 * whether it counts in figures. A text in which a secret was masked no longer has the hash of what was shown.
 */
function slipOf(label: LabelRecord, name: string): Found | null {
  const { judge, shown, answer_hash: written, half, drawn } = label;
  if (judge !== name) return said("bad-label.judge", { judge, wanted: name });
  const isMasked = Object.values(shown).some((text) => text.includes(MASKED));
  const hash = answerHashOf(shown);
  if (!isMasked && hash !== written) return said("bad-label.answer", { written, hash });
  const given = halfOf(judge, label.case);
  if (half !== given) return said("bad-label.half", { written: half, given, id: label.case });
  return drawn.labelled > drawn.of ? said("bad-label.drawn", { labelled: drawn.labelled, of: drawn.of }) : null;
}

type Found = Pick<Diagnostic, "code" | "message" | "hint">;

function atLine(file: string, line: number, found: Found, severity: Diagnostic["severity"] = "error"): Diagnostic {
  return { severity, place: { kind: "line", file, line, column: null }, ...found };
}

function inFile(file: string, found: Found): Diagnostic {
  return { severity: "error", place: { kind: "file", file }, ...found };
}

/** What contradicts what: the lines that can not all be believed, none of which counts. */
interface Contradiction {
  readonly problem: Diagnostic;
  readonly lines: readonly number[];
}

/** One person who says two things of an answer, and one hash of two answers. */
function contradictions(path: string, labels: readonly LabelLine[]): Contradiction[] {
  const words = new Map<string, LabelLine[]>();
  const shown = new Map<string, { readonly line: number; readonly text: string }>();
  const textsOf = seenTexts(labels);
  return labels.flatMap((one): Contradiction[] => {
    const { line, label } = one;
    const key = JSON.stringify([label.by, label.answer_hash, label.criterion, textsOf(label)]);
    const before = words.get(key) ?? [];
    words.set(key, [...before, one]);
    const text = JSON.stringify(Object.entries(label.shown).sort(([a], [b]) => (a < b ? -1 : 1)));
    const answer = shown.get(label.answer_hash);
    if (answer === undefined) shown.set(label.answer_hash, { line, text });
    const [first] = before;
    const found: Contradiction[] = [];
    if (first !== undefined && first.label.label !== label.label) {
      const problem = atLine(path, line, said("contradictory-label", { by: label.by, first: first.line }));
      found.push({ problem, lines: [...before.map((other) => other.line), line] });
    }
    if (answer !== undefined && answer.text !== text) {
      const problem = atLine(path, line, said("contradictory-label.shown", { first: answer.line }));
      found.push({ problem, lines: [answer.line, line] });
    }
    return found;
  });
}

/** Adds labels, synced, a line each; a line that a kill tore before is ended first. Throws the system's error. */
export function appendLabels(path: string, labels: readonly LabelRecord[], mask: Mask): void {
  appendLines(
    path,
    labels.map((label) => JSON.stringify(maskValues(label, mask, LABEL_TEXTS))),
  );
}

/** Takes back what was added last: its last `count` lines. The file is replaced whole. Throws the system's error. */
export function takeBackLabels(path: string, count: number): void {
  if (count === 0 || !existsSync(path)) return;
  const lines = readFileSync(path, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const kept = lines.slice(0, -count);
  replaceFile(path, kept.map((line) => `${line}\n`).join(""), { durable: true });
}
