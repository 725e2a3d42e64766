import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { closeSync, openSync, readSync } from "node:fs";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { LoadedJournal } from "../../store/journal/journal-history.ts";
import { journalOf, type ReopenedFolder } from "../../store/folders/run-folder.ts";

type UnusableJournal = Exclude<ReopenedFolder, { status: "open" }> | Exclude<LoadedJournal, { status: "loaded" }>;

/** Why a run's journal cannot be used, in words. `folder`: the run's. */
export function journalProblem(problem: UnusableJournal, folder: string): Sentence {
  switch (problem.status) {
    case "held":
      return refusalWords("folder-held", { folder, ...problem });
    case "corrupt":
      return corruption(problem, folder);
    case "empty":
      return otherVersion(folder) ?? refusalWords("journal-empty", { folder });
    case "unreadable":
      return refusalWords("journal-unreadable", { folder, why: problem.message });
  }
}

/** A line that is JSON was written whole: by a version that writes others, or by hand. */
function corruption(
  { lineNumber: line, message: why, isDamaged }: Extract<UnusableJournal, { status: "corrupt" }>,
  folder: string,
): Sentence {
  if (isDamaged) return refusalWords("journal-damaged", { folder, line, why });
  const { version } = packageJson;
  return otherVersion(folder) ?? refusalWords("journal-of-other-form", { folder, line, version, why });
}

/** What is said of a journal that another version began; null where this one did, or nobody can tell. */
function otherVersion(folder: string): Sentence | null {
  const wrote = writerOf(journalOf(folder));
  const { version: reads } = packageJson;
  if (wrote === null || wrote === reads) return null;
  return refusalWords("journal-of-other-version", { folder, wrote, reads });
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
