import { closeSync, openSync, readSync, statSync } from "node:fs";
import { type Said, said } from "../../domain/diagnostics/said.ts";

/** Endings of files that people write, and no reporter does. */
const WRITTEN_BY_PEOPLE =
  /\.(?:ya?ml|csv|tsv|liquid|prompt|j2|jinja2?|tmpl|[cm]?[jt]sx?|py|rb|go|rs|java|sh|toml|lock|env)$/i;
/** What begins a baseline. */
const BASELINE = /^\s*\{\s*"format":\s*"prompt-run\.baseline"/;
const HEAD_BYTES = 4096;

/** Why what is there already may not be written over: it is no report, by its ending or by how it begins. Null: it may. */
export function noReport(file: string): Said | null {
  if (!holdsText(file)) return null;
  const isOther = WRITTEN_BY_PEOPLE.test(file) || isPromptOrBaseline(file);
  return isOther ? said("unwritable-report.other", { file }) : null;
}

/** What the system refuses to look at, such as a circle of links, writing will tell. */
function holdsText(file: string): boolean {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size > 0;
  } catch {
    return false;
  }
}

function isPromptOrBaseline(file: string): boolean {
  const head = headOf(file);
  if (head === null) return false;
  if (/\.json$/i.test(file)) return BASELINE.test(head);
  return /\.(?:md|markdown|txt)$/i.test(file) && head.includes("{{") && !head.includes("prompt-run");
}

/** Null: it cannot be read, which writing will tell. */
function headOf(file: string): string | null {
  try {
    const handle = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      return bytes.toString("utf8", 0, readSync(handle, bytes));
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}
