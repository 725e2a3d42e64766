import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { SequentialInsight } from "../../domain/insights.ts";

/** "decided after 48 of 200 cases, in seeded order: 304 trials were not needed": how a sequential run went. */
export function sequentialWords({
  decided_after: after,
  cases,
  trials_saved: saved,
  looks,
}: SequentialInsight): string {
  return reportWords("sequence-end", { after, cases, saved, looks: looks ?? null });
}
