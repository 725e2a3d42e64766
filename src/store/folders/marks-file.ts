import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { parseBoundedJson } from "../../base/bounded-json.ts";
import { CASE_MARKS, type CaseMark } from "../../domain/case-mark.ts";
import { readRegularText, UnfitFileError, unfitReason } from "../../host/regular-file.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";

/** Where the marks of a store stand: beside its runs, so that they outlive them. */
export function marksFile(store: string): string {
  return join(store, "marks.jsonl");
}

/** The newest mark of each case, in the order in which cases were first marked; those that were taken back are left out. */
export function readMarks(store: string): CaseMark[] {
  const file = marksFile(store);
  if (!existsSync(file)) return [];
  const marks = new Map<string, CaseMark>();
  for (const line of textOf(file).split("\n")) {
    const mark = line === "" ? null : markOf(line);
    if (mark !== null) marks.set(JSON.stringify([mark.suite, mark.case]), mark);
  }
  return [...marks.values()].filter(({ mark, note }) => mark !== null || note !== "");
}

const MAX_BYTES = 64 * 1024 ** 2;

/** What cannot be read as a file (a pipe, a device, more than people write) has no marks. */
function textOf(file: string): string {
  try {
    return readRegularText(file, MAX_BYTES);
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}

/** Adds a line: what was said before stays in the file. Throws the system's error, or an `UnfitFileError`. */
export function addMark(store: string, mark: CaseMark): void {
  const path = marksFile(store);
  const why = unfitReason(path);
  if (why !== null) throw new UnfitFileError(refusalWords("at-path", { path, why }));
  appendFileSync(path, `${JSON.stringify(mark)}\n`);
}

function markOf(line: string): CaseMark | null {
  try {
    return parseMark(parseBoundedJson(line) as Json); // JSON and nothing else
  } catch {
    return null; // torn by a kill, or written by hand
  }
}

const MAX_NOTE_CHARS = 10_000;
const MAX_NAME_CHARS = 2_000;

/** A mark in JSON from outside; null when it is none. */
export function parseMark(value: Json): CaseMark | null {
  if (!isJsonObject(value)) return null;
  const { suite, case: id, run, mark, note, vars, at } = value;
  const word = CASE_MARKS.find((one) => one === mark) ?? null;
  if (mark !== null && word === null) return null;
  if (!isName(suite) || !isName(id) || !isName(run) || !isName(at)) return null;
  if (typeof note !== "string" || note.length > MAX_NOTE_CHARS) return null;
  return { suite, case: id, run, mark: word, note, vars: vars !== undefined && isJsonObject(vars) ? vars : {}, at };
}

function isName(value: Json | undefined): value is string {
  return typeof value === "string" && value.length <= MAX_NAME_CHARS;
}
