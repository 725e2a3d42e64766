// What bench/judges.mjs draws: answers with a truth, a judge with given errors, labels as `prompt-run label` draws them.
import { ownSource } from "./own-source.mjs";

export const stats = await ownSource({
  "stats/judges/corrected-rate.ts": ["correctByStrata", "correctByErrorRates"],
  "stats/judges/corrected-difference.ts": ["correctDifference"],
  "stats/judges/label-counts.ts": ["stratumCounts"],
  "stats/judges/draws.ts": ["drawnInterval"],
  "stats/rate/case-sample.ts": ["rateOfCases"],
  "stats/paired/differences.ts": ["DifferenceTally"],
  "stats/paired/effective-pairs.ts": ["differenceLow"],
  "stats/paired/paired-evidence.ts": ["pairedTest"],
  "stats/numeric/draw-beta.ts": ["drawBeta"],
  "base/seeded-random.ts": ["seededRandom", "shuffled"],
});

/** How alike the trials of a case are: case chances of Beta(CONCENTRATION·θ, CONCENTRATION·(1 − θ)). */
const CONCENTRATION = 3;

/** The chance of each case that an answer is right. */
export function drawChances(random, cases, theta) {
  return Array.from({ length: cases }, () =>
    stats.drawBeta(CONCENTRATION * theta, CONCENTRATION * (1 - theta), random),
  );
}

/** Answers of one arm: `{ id, isRight, isPassed }`. `drop`: what the arm's true rate loses. */
export function drawAnswers(random, chances, { trials, judge, drop = 0 }) {
  return chances.flatMap((chance, id) =>
    Array.from({ length: trials }, () => {
      const isRight = random() < chance && random() >= drop;
      return { id, isRight, isPassed: random() < (isRight ? judge.sensitivity : 1 - judge.specificity) };
    }),
  );
}

/** The judge's rates by case, as a gate reads them. */
export function sampleOf(answers) {
  const cases = byCase(answers);
  let [count, sum, sumOfSquares, trials] = [0, 0, 0, 0];
  for (const own of cases.values()) {
    const rate = own.filter(({ isPassed }) => isPassed).length / own.length;
    count++;
    sum += rate;
    sumOfSquares += rate * rate;
    trials += own.length;
  }
  return { count, sum, sumOfSquares, trials };
}

function byCase(answers) {
  const cases = new Map();
  for (const answer of answers) cases.set(answer.id, [...(cases.get(answer.id) ?? []), answer]);
  return cases;
}

/** So many labels, half of them of answers that the judge passed and half of those it failed, as far as there are so many. */
export function drawLabels(random, answers, labels) {
  const strata = {};
  const [passed, failed] = [true, false].map((isPassed) => answers.filter((answer) => answer.isPassed === isPassed));
  const ofFailed = Math.min(failed.length, Math.max(Math.floor(labels / 2), labels - passed.length));
  const take = { pass: [passed, labels - ofFailed], fail: [failed, ofFailed] };
  for (const [name, [all, count]] of Object.entries(take)) {
    if (all.length > 0) strata[name] = stratum(stats.shuffled(all, random).slice(0, count), all.length);
  }
  return { strata, isSameJudge: true };
}

function stratum(labelled, of) {
  const cells = [...byCase(labelled).values()].map((own) => {
    const count = (isRight, isPassed) =>
      own.filter((answer) => answer.isRight === isRight && answer.isPassed === isPassed).length;
    return {
      rightPassed: count(true, true),
      rightFailed: count(true, false),
      wrongPassed: count(false, true),
      wrongFailed: count(false, false),
    };
  });
  return stats.stratumCounts(of, cells);
}

/** The same pairs as a judge's correction reads them. */
export function judgementsOf({ strata }) {
  const side = ({ passed, trials }) => ({ sure: 0, passed, eligible: trials, trials });
  return strata.map(({ baseline, candidate, times }) => ({
    baseline: side(baseline),
    candidate: side(candidate),
    times,
  }));
}

/** Pairs of arms over the same cases. */
export function tallyOf(baseline, candidate) {
  const tally = new stats.DifferenceTally();
  const [before, after] = [byCase(baseline), byCase(candidate)];
  const outcome = (own) => ({ passed: own.filter(({ isPassed }) => isPassed).length, trials: own.length });
  for (const [id, own] of before) tally.addOutcomes(outcome(own), outcome(after.get(id)), null);
  return tally;
}
