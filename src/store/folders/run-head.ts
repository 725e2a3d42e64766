import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { readRegularText } from "../../host/regular-file.ts";
import { RUN_INSIGHTS, soundInsights, SUITE_INSIGHTS } from "./sound-insights.ts";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { HEAD_TEXTS } from "../../domain/masking/record-texts.ts";
import { replaceFile } from "../../host/replace-file.ts";
import type { ReportHead } from "../../domain/reporter.ts";

const NAME = "head.json";
const MAX_BYTES = 256 * 1024 * 1024;

/** Keeps a finished run's report, without its trials, beside its journal. Returns why that failed, or null. */
export function writeRunHead(folder: string, head: ReportHead, mask: Mask): Sentence | null {
  const file = join(folder, NAME);
  try {
    // What a power cut takes is made again from the journal.
    replaceFile(file, JSON.stringify(maskValues(head, mask, HEAD_TEXTS)), { durable: false });
    return null;
  } catch (error) {
    return systemWords(error);
  }
}

/**
 * The head of a finished run, checked against schemas/report.schema.json. Null when the run is not finished: no head was
 * written, or not whole, or it is none; resuming the run makes it again.
 */
export async function readRunHead(folder: string): Promise<ReportHead | null> {
  let value: unknown;
  try {
    value = parseBoundedJson(readRegularText(join(folder, NAME), MAX_BYTES), MAX_STORED_LEVELS);
  } catch {
    return null;
  }
  const { default: validate } = await import("../generated/report-validator.js");
  const report = reportOf(value);
  if (report === null || !validate(report)) return null;
  return soundHead(value as ReportHead); // the schema has just said so of all but its insights
}

/** A run that goes on is not finished. */
export function removeRunHead(folder: string): void {
  rmSync(join(folder, NAME), { force: true });
}

/** The head as the report that it is of, without trials and insights; null when it has no suites. */
function reportOf(value: unknown): object | null {
  if (typeof value !== "object" || value === null || !("suites" in value) || !Array.isArray(value.suites)) return null;
  const suites = value.suites.map((suite: unknown) => ({ ...withoutInsights(suite), trials: [] }));
  return { ...withoutInsights(value), suites };
}

function withoutInsights(value: unknown): object {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "insights"));
}

function soundHead(head: ReportHead): ReportHead {
  const suites = head.suites.map((suite) => withInsights(suite, soundInsights(suite.insights, SUITE_INSIGHTS)));
  return withInsights({ ...head, suites }, soundInsights(head.insights, RUN_INSIGHTS));
}

function withInsights<T extends { readonly insights?: object }>(of: T, insights: object | null): T {
  const { insights: _odd, ...others } = of;
  // The same but for insights that have their shape.
  return (insights === null ? others : { ...others, insights }) as T;
}
