import type { ComparisonReport } from "../../domain/comparison-report.ts";
import type { ComparisonFile } from "../../domain/formats/records.ts";
import { comparisonJson } from "../../report/comparison/json.ts";

/** The JSON document of a comparison as a value. */
export function comparisonValue(report: ComparisonReport): ComparisonFile {
  return JSON.parse(comparisonJson(report)) as ComparisonFile; // our own reporter wrote it
}
