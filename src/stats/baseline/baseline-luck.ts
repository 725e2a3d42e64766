import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { normalCdf, normalQuantile } from "../numeric/normal.ts";

const ALPHA = 0.05;
/** Further runs that a baseline of few is advised to pool. */
const MORE_RUNS = 9;

/**
 * How often a gate is red with nothing changed, held against one baseline of `runs` pooled runs that is too good by luck:
 * as good as the luckiest 1 in 20. Over all baselines it is 5 %, but a team lives with one. In the normal limit, R runs
 * against one run of the candidate,
 *
 *   Φ( z √(1/R) − z √(1 + 1/R) ), z = Φ⁻¹(0.95)
 */
export function redAtLuckyBaseline(runs: number): number {
  const z = normalQuantile(1 - ALPHA);
  return normalCdf(z * Math.sqrt(1 / runs) - z * Math.sqrt(1 + 1 / runs));
}

/** What a baseline of few runs costs, in a sentence; null where it is of enough. */
export function luckyBaselineSentence(runs: number): Sentence | null {
  if (runs > MORE_RUNS) return null;
  const shown = (red: number): number => Math.round(red * 100) / 100;
  const [redShare, redLater] = [shown(redAtLuckyBaseline(runs)), shown(redAtLuckyBaseline(runs + MORE_RUNS))];
  return noteWords("baseline-luck", { runs, redShare, more: MORE_RUNS, redLater });
}
