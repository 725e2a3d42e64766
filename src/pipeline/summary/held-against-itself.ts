import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";

/**
 * Why answers cannot be held against the run that stands as their baseline: it is of the same answers, and would find no
 * difference whatever they are. A file that they were accepted into is what somebody decided. Null where nothing is so. A run by its
 * id, and the shards that it was merged of.
 */
export function heldAgainstItself(
  { suites }: CheckedSuites,
  { id: run, merged_from: shards = [] }: Pick<RunLine, "id" | "merged_from">,
): Sentence | null {
  for (const { baseline } of suites) {
    if (baseline?.status !== "loaded" || baseline.run === null) continue;
    const { id } = baseline.run;
    if (id === run) return refusalWords("against-itself", { run: id });
    const isShared = baseline.file.arms.some((arm) => arm.shards?.some((shard) => shards.includes(shard)) === true);
    if (isShared) return refusalWords("against-same-shards", { run: id });
  }
  return null;
}
