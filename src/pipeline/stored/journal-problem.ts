import { closeSync, openSync, readSync } from "node:fs";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { LoadedJournal } from "../../store/journal/journal-history.ts";
import { journalOf, type OpenedRun } from "../../store/folders/run-folder.ts";

type Problem = Exclude<OpenedRun, { status: "open" }> | Exclude<LoadedJournal, { status: "loaded" }>;

/** Why a run's journal cannot be used, in words. `folder`: the run's. */
export function journalProblem(problem: Problem, folder: string): string {
  switch (problem.status) {
    case "held":
      return `${folder} is in use by process ${problem.pid} on ${problem.host}; if that is gone for good, delete ${problem.file}`;
    case "corrupt":
      return corruption(problem, folder);
    case "empty":
      return otherVersion(folder) ?? `the journal in ${folder} is empty: nothing was sent; start the run again`;
    case "unreadable":
      return `the journal in ${folder} cannot be read: ${problem.message}`;
  }
}

/** A line that is JSON was written whole: by a version that writes others, or by hand. */
function corruption(
  { lineNumber, message, isDamaged }: Extract<Problem, { status: "corrupt" }>,
  folder: string,
): string {
  const line = `line ${lineNumber} of the journal in ${folder}`;
  if (isDamaged) return `${line} is damaged: ${message}; start the run again`;
  const here = `${line} is not as prompt-run ${packageJson.version} writes it: ${message}`;
  return otherVersion(folder) ?? `${here}. Was it edited, or written by another version? Start the run again`;
}

/** What is said of a journal that another version began; null where this one did, or nobody can tell. */
function otherVersion(folder: string): string | null {
  const version = writerOf(journalOf(folder));
  if (version === null || version === packageJson.version) return null;
  return `prompt-run ${version} wrote the journal in ${folder}, and ${packageJson.version} cannot read it: go on with that version, or start the run again`;
}

const FIRST_LINE_BYTES = 256 * 1024;

/** The version that a journal's first line names. */
function writerOf(path: string): string | null {
  try {
    const [first = ""] = startOf(path).split("\n", 1);
    const line = parseBoundedJson(first, MAX_STORED_LEVELS) as Json; // parsed JSON
    const version = isJsonObject(line) ? line["tool_version"] : null;
    return typeof version === "string" ? version : null;
  } catch {
    return null; // missing, torn or no JSON
  }
}

function startOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(FIRST_LINE_BYTES);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
