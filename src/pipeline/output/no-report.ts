import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { fileStats } from "../../host/file-stats.ts";
import { isNamedPipe } from "../../host/writability.ts";

/** Endings of files that people write, and no reporter does. */
const WRITTEN_BY_PEOPLE =
  /\.(?:ya?ml|csv|tsv|liquid|prompt|j2|jinja2?|tmpl|[cm]?[jt]sx?|py|rb|go|rs|java|sh|toml|lock|env)$/i;
/** Files of any ending that keep secrets. */
const ENVIRONMENT = /^\.env/i;
/** What begins an archive that gzip made. */
const GZIP = "\u001F";
/** What begins data: an object or a list. */
const DATA = /^\uFEFF?\s*[{[]/;
/** What begins the JSON that reporters write: reports, comparisons, CTRF, JSON Lines. */
const WRITTEN_AS_JSON =
  /^\s*\{\s*(?:"type":\s*"run",\s*)?"(?:format":\s*"prompt-run\.(?!baseline")|reportFormat":\s*"CTRF")/;
const HEAD_BYTES = 4096;

/** Why what is there already may not be written over: it is no file, or no report by its name or by how it begins. Null: it may. */
export function noReport(file: string): Said | null {
  if (isNamedPipe(file)) return said("unwritable-report.pipe", { file });
  if (!holdsText(file)) return null;
  const isOther = WRITTEN_BY_PEOPLE.test(file) || ENVIRONMENT.test(basename(file)) || holdsOther(file);
  return isOther ? said("unwritable-report.other", { file }) : null;
}

/** What the system refuses to look at, such as a circle of links, writing will tell. */
function holdsText(file: string): boolean {
  try {
    const stats = fileStats(file);
    return stats?.isFile() === true && stats.size > 0;
  } catch {
    return false;
  }
}

function holdsOther(file: string): boolean {
  const head = headOf(file);
  if (head === null) return false;
  // No text: an archive of runs, say.
  if (head.includes("\0") || head.startsWith(GZIP)) return true;
  if (DATA.test(head)) return !WRITTEN_AS_JSON.test(head);
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
