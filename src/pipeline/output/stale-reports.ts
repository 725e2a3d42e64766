import { closeSync, openSync, readSync, rmSync, statSync } from "node:fs";
import type { ReportTarget } from "./report-target.ts";

/** The files of reports that hold something when their run has none. */
export interface StaleReports {
  /** What an earlier run had left there: removed. */
  readonly removed: readonly string[];
  /** Of which nobody can tell what they are: left. */
  readonly left: readonly string[];
}

/** So many bytes at the start of a file show whether it is a report. */
const START_BYTES = 1_024;
/** How reports begin: JSON and JSON Lines, CTRF, JUnit, TAP, Markdown, HTML. The others cannot be told from any text. */
const REPORT_STARTS: readonly RegExp[] = [
  /^\{(?:"type":"run",)?"format":"prompt-run\.(?:report|ndjson)"/,
  /^\{"reportFormat":"CTRF",.*"generatedBy":"prompt-run /,
  /^<\?xml .*\s*<testsuites>[^]*<property name="run" value="\d{8}-\d{6}-[0-9a-f]{7}"/,
  /^TAP version 14\n# run \d{8}-\d{6}-[0-9a-f]{7}\n/,
  /^## \S+ prompt-run: /,
  /^<!doctype html>[^]*<title>[^<]* · prompt-run/,
];

/**
 * A run that ended before it began has no report: what an earlier one left in its place would be taken for it. Only what is
 * known to be a report is removed, since a command line that is wrong may name any file.
 */
export function removeStaleReports(targets: readonly Pick<ReportTarget, "file" | "isAppended">[]): StaleReports {
  const files = targets.flatMap(({ file, isAppended }) =>
    file === null || isAppended || !isFilled(file) ? [] : [file],
  );
  const removed = files.filter((file) => isReport(file) && remove(file));
  return { removed, left: files.filter((file) => !removed.includes(file)) };
}

function isFilled(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.isFile() && found.size > 0;
}

function isReport(file: string): boolean {
  try {
    const opened = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(START_BYTES);
      const start = bytes.subarray(0, readSync(opened, bytes)).toString("utf8");
      return REPORT_STARTS.some((pattern) => pattern.test(start));
    } finally {
      closeSync(opened);
    }
  } catch {
    return false;
  }
}

function remove(file: string): boolean {
  try {
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
