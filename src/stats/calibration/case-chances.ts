import { drawBeta } from "../numeric/draw-beta.ts";
import { type CaseOutcomes, SPREADS, spreadLogWeights } from "../rate/case-spread.ts";

/**
 * What chances of passing a suite's cases may have, given how they ended: case by case Beta(a, b) as a shared prior, its
 * parameters not known either (`SPREADS`). A case that passed all its stored trials may fail the next one, as often as the
 * suite's other cases let expect.
 */
export class CaseChances {
  private readonly outcomes: readonly CaseOutcomes[];
  /** The weights of the spreads, each added to those before it; the last is 1. */
  private readonly cumulated: readonly number[];

  constructor(outcomes: readonly CaseOutcomes[]) {
    this.outcomes = outcomes;
    const logs = spreadLogWeights(outcomes);
    const largest = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.cumulated = weights.map((weight) => (sum += weight) / total);
  }

  /** One possible truth: a chance for each case, in the order in which they were given. */
  draw(random: () => number): number[] {
    const at = random();
    const index = this.cumulated.findIndex((sum) => sum >= at);
    const { a, b } = SPREADS[index] ?? { a: 0.5, b: 0.5 };
    return this.outcomes.map(({ passed, failed }) => drawBeta(a + passed, b + failed, random));
  }
}
