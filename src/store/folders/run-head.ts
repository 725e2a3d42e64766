import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { HEAD_TEXTS } from "../../domain/record-texts.ts";
import type { ReportHead } from "../../domain/reporter.ts";

const NAME = "head.json";

/** Keeps a finished run's report, without its trials, beside its journal. Returns why that failed, or null. */
export function writeRunHead(folder: string, head: ReportHead, mask: Mask): string | null {
  const file = join(folder, NAME);
  try {
    writeFileSync(`${file}.new`, JSON.stringify(maskValues(head, mask, HEAD_TEXTS)));
    renameSync(`${file}.new`, file);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Null when the run is not finished: no head was written, or not whole. */
export function readRunHead(folder: string): ReportHead | null {
  try {
    const head: unknown = parseBoundedJson(readFileSync(join(folder, NAME), "utf8"), MAX_STORED_LEVELS);
    return isHead(head) ? head : null;
  } catch {
    return null; // what cannot be read can be made again by resuming the run
  }
}

/** A run that goes on is not finished. */
export function removeRunHead(folder: string): void {
  rmSync(join(folder, NAME), { force: true });
}

function isHead(value: unknown): value is ReportHead {
  if (typeof value !== "object" || value === null) return false;
  return (
    "format" in value && value.format === "prompt-run.report" && "format_version" in value && value.format_version === 1
  );
}
