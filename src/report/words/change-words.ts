import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** What may make answers worse, what does so most often first. */
const SUBJECTS: readonly DifferenceFact["what"][] = [
  "prompt",
  "settings",
  "model",
  "served model",
  "platform",
  "judge",
  "checks",
  "cases",
];

/** "The prompt and the settings changed.": what differs from the baseline, in a sentence; null when there is none. */
export function changeWords({ insights }: SuiteHead): string | null {
  const differences = insights?.baseline?.differences;
  if (differences === undefined) return null;
  const what = SUBJECTS.filter((subject) => differences.some((fact) => fact.what === subject));
  return what.length === 0 ? reportWords("changed-unknown") : reportWords("changed-things", { what });
}
