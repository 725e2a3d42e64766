import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { normalCdf, normalQuantile } from "../numeric/normal.ts";

const ALPHA = 0.05;
/** Runs that a baseline is advised to be of. */
const ENOUGH_RUNS = 10;

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

/** What a baseline of few runs costs, and how many more make enough, in a sentence; null where it is of enough. */
export function luckyBaselineSentence(runs: number): Sentence | null {
  const more = ENOUGH_RUNS - runs;
  if (more <= 0) return null;
  const shown = (red: number): number => Math.round(red * 100) / 100;
  const [redShare, redLater] = [shown(redAtLuckyBaseline(runs)), shown(redAtLuckyBaseline(ENOUGH_RUNS))];
  return noteWords("baseline-luck", { runs, redShare, more, redLater });
}
