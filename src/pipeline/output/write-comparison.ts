import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { leadsTo } from "../../host/leads-to.ts";
import { makeFolder } from "../../host/make-folder.ts";
import type { ComparisonReport } from "../../domain/comparison-report.ts";
import type { ReporterOptions } from "../../domain/reporter.ts";
import { comparisonJson } from "../../report/comparison/json.ts";
import { comparisonMarkdown } from "../../report/comparison/markdown.ts";
import { comparisonTable } from "../../report/comparison/table.ts";
import { reporterSpec } from "./reporter-spec.ts";
import { noReport } from "./no-report.ts";
import type { WriteGuard } from "../stored/write-guard.ts";

const FORMATS = ["table", "markdown", "json"] as const;
export type ComparisonFormat = (typeof FORMATS)[number];

/** Where a comparison goes: a file, or (null) stdout. */
export interface ComparisonTarget {
  readonly format: ComparisonFormat;
  readonly file: string | null;
}

/**
 * What `--reporter NAME[=FILE]` asks for; `table` to stdout when nothing does. A text says what is wrong. `sides`: what is
 * compared, as it is named: none of it may be written over.
 */
export function comparisonTargets(
  specs: readonly string[],
  sides: readonly string[],
): readonly ComparisonTarget[] | Sentence {
  if (specs.length === 0) return [{ format: "table", file: null }];
  const targets: ComparisonTarget[] = [];
  for (const spec of specs) {
    const { name, file } = reporterSpec(spec);
    const format = FORMATS.find((known) => known === name);
    if (format === undefined) return usage("comparison-reporter", { spec, known: FORMATS });
    if (file === "") return usage("nameless-comparison", { spec });
    const other = file === null ? null : (sideProblem(file, sides) ?? takenProblem(file, targets) ?? noReport(file));
    if (other !== null) return usage("no-comparison-file", { spec, why: other.message });
    targets.push({ format, file });
  }
  const toStdout = targets.filter(({ file }) => file === null);
  return toStdout.length > 1 ? usage("two-comparisons") : targets;
}

/** The comparison would be all that is left of a report that it compares. */
function sideProblem(file: string, sides: readonly string[]): Said | null {
  return sides.some((side) => placeOf(side) === placeOf(file)) ? said("unwritable-report.side", { file }) : null;
}

function takenProblem(file: string, targets: readonly ComparisonTarget[]): Said | null {
  const isTaken = targets.some((other) => other.file !== null && placeOf(other.file) === placeOf(file));
  return isTaken ? said("unwritable-report.taken", { file }) : null;
}

function placeOf(path: string): string {
  return leadsTo(path) ?? resolve(path);
}

/** The text of a comparison. */
export function comparisonText(
  report: ComparisonReport,
  format: ComparisonFormat,
  options: Pick<ReporterOptions, "columns" | "color">,
): string {
  if (format === "json") return comparisonJson(report);
  return format === "table" ? comparisonTable(report, options) : comparisonMarkdown(report);
}

/** Writes a comparison's text to a file; returns why that failed, or null. */
export function writeComparison(file: string, text: string, guard: WriteGuard): Sentence | null {
  const refusal = guard(file);
  if (refusal !== null) return refusal;
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return refusalWords("unwritable", { path: file, reason: error.message });
  }
}
