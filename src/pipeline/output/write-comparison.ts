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
import { COMPARISON_REPORTERS, DEFAULT_REPORTER, REPORTERS, type ReporterName } from "../../report/registry.ts";
import { reporterSpec } from "./reporter-spec.ts";
import { noReport } from "./no-report.ts";
import type { WriteGuard } from "../stored/write-guard.ts";

/** Where a comparison goes: a file, or (null) stdout. */
export interface ComparisonTarget {
  readonly format: ReporterName;
  readonly file: string | null;
}

/**
 * What `--reporter NAME[=FILE]` asks for; the default one to stdout when nothing does. A text says what is wrong. `sides`: what is
 * compared, as it is named: none of it may be written over.
 */
export function comparisonTargets(
  specs: readonly string[],
  sides: readonly string[],
): readonly ComparisonTarget[] | Sentence {
  if (specs.length === 0) return [{ format: DEFAULT_REPORTER, file: null }];
  const targets: ComparisonTarget[] = [];
  for (const spec of specs) {
    const { name, file } = reporterSpec(spec);
    const format = COMPARISON_REPORTERS.find((known) => known === name);
    if (format === undefined) return usage("comparison-reporter", { spec, known: COMPARISON_REPORTERS });
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

/** The text of a comparison. `format`: one that writes comparisons. */
export async function comparisonText(
  report: ComparisonReport,
  format: ReporterName,
  options: Pick<ReporterOptions, "columns" | "color">,
): Promise<string> {
  const { comparison } = REPORTERS[format];
  if (comparison === undefined) throw new RangeError(`${format} writes no comparison`);
  return (await comparison.load())(report, options);
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
