import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** What may make answers worse, as a sentence of it begins. */
const SUBJECTS: readonly (readonly [DifferenceFact["what"], string])[] = [
  ["prompt", "prompt"],
  ["settings", "settings"],
  ["model", "model"],
  ["served model", "served model"],
  ["platform", "platform"],
  ["judge", "judge"],
  ["checks", "checks"],
  ["cases", "cases"],
];

/** "The prompt and the settings changed.": what differs from the baseline, in a sentence; null when there is none. */
export function changeWords({ insights }: SuiteHead): string | null {
  const differences = insights?.baseline?.differences;
  if (differences === undefined) return null;
  const found = SUBJECTS.filter(([what]) => differences.some((fact) => fact.what === what)).map(
    ([, word]) => `the ${word}`,
  );
  if (found.length === 0) return "Nothing that is known changed but the answers.";
  const last = found.at(-1) ?? "";
  const list = found.length === 1 ? last : `${found.slice(0, -1).join(", ")} and ${last}`;
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} changed.`;
}
