import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";

const LEAST_TRIALS = 30;
const NEARLY_SURE = 0.99;
const NEAR_ONE = 0.9;

/** How often a gate that asks that all of so many trials pass is red, each passing with a chance of `rate`: 1 − rate^trials. */
function redShare(rate: number, trials: number): number {
  return 1 - rate ** trials;
}

/** What the default gate asks of so many trials, before they are run; null where they are few. */
export function allPassPrice(trials: number): Sentence | null {
  if (trials < LEAST_TRIALS) return null;
  return insightWords("all-must-pass", { trials, rate: NEARLY_SURE, redShare: redShare(NEARLY_SURE, trials) });
}

/** The same beside a red default gate of trials that nearly all passed; null where too many failed for it to be luck. */
export function allPassLuck(passed: number, trials: number): Sentence | null {
  const rate = passed / trials;
  if (trials < LEAST_TRIALS || rate < NEAR_ONE) return null;
  return rulingWords("red-by-luck", { rate, redShare: redShare(rate, trials) });
}
