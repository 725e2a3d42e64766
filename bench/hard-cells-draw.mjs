// What bench/hard-cells.mjs draws and judges: the sources of the gate, laws of cases, verdicts now and before.
import { ownSource } from "./own-source.mjs";

export const ALPHA = 0.05;
export const MARGIN = 0.05;

export const stats = await ownSource({
  "stats/paired/differences.ts": ["DifferenceTally", "differenceSums"],
  "stats/paired/effective-pairs.ts": ["differenceInterval", "differenceLow"],
  "stats/paired/shown-interval.ts": ["shownInterval"],
  "stats/paired/paired-evidence.ts": ["pairedTest"],
  "stats/paired/sign-flip.ts": ["signFlipTest"],
  "stats/paired/mean-difference.ts": ["pairedMeanInterval"],
  "stats/paired/histogram.ts": ["histogramMoments"],
  "stats/paired/tango.ts": ["tangoLow"],
  "stats/sequential/spending.ts": ["levelAtLook"],
  "stats/sequential/look-rule.ts": ["lookSchedule"],
  "stats/rate/bounded-mean.ts": ["boundedMeanLow", "boundedMeanHigh", "pMeanBelow"],
  "stats/paired/multiplicity.ts": ["holm"],
  "stats/rate/case-sample.ts": ["rateOfCases", "provenLow", "provenHigh"],
  "stats/summary/rate-tally.ts": ["RateTally"],
  "stats/paired/power.ts": ["chanceOfGreen", "detectableDrop"],
  "stats/numeric/draw-beta.ts": ["drawBeta"],
  "stats/numeric/normal.ts": ["normalQuantile"],
  "stats/numeric/beta.ts": ["binomialCdf"],
  "base/seeded-random.ts": ["seededRandom"],
});

/** How the cases of a suite are, before and after a drop of the true mean: chances of passing. */
export const LAWS = {
  "flaky, all a little worse": (random, drop) => {
    const chance = stats.drawBeta(1.8, 0.2, random);
    return [chance, chance * (1 - drop / 0.9)];
  },
  "nearly sure": (_, drop) => [0.98, 0.98 - drop],
  "whole cases break": (random, drop) => [1, random() < drop ? 0 : 1],
  "flaky, and whole cases break": (random, drop) => {
    const chance = stats.drawBeta(1.8, 0.2, random);
    return [chance, random() < drop / 0.9 ? 0 : chance];
  },
};

export function passes(random, chance, trials) {
  let passed = 0;
  for (let i = 0; i < trials; i++) if (random() < chance) passed++;
  return { passed, trials };
}

export function drawTally(random, { cases, trials, law, drop }) {
  const tally = new stats.DifferenceTally();
  for (let i = 0; i < cases; i++) {
    const [before, after] = LAWS[law](random, drop);
    tally.addOutcomes(passes(random, before, trials[0]), passes(random, after, trials[1]), null);
  }
  return tally;
}

export function verdictOf(tally) {
  if (stats.differenceLow(tally, ALPHA) > -MARGIN) return "green";
  return stats.pairedTest(tally).worse <= ALPHA ? "red" : "open";
}

const Z = stats.normalQuantile(1 - ALPHA);

/** The gate before: Tango and McNemar for single trials, else the paired t with its floor, and signs flipped. */
export function verdictBefore(tally) {
  const moments = stats.histogramMoments(tally.histogram);
  const { count, mean, lost, won } = stats.differenceSums(tally);
  const low = tally.isSinglePairs
    ? stats.tangoLow({ n: count, onlyBaseline: lost, onlyCandidate: won }, Z)
    : Math.min(stats.pairedMeanInterval(moments, 1 - 2 * ALPHA).low, mean - (Z * Z) / (count + Z * Z));
  if (low > -MARGIN) return "green";
  return stats.signFlipTest(tally.histogram).worse <= ALPHA ? "red" : "open";
}

const LOOKS = 5;

/** The gate at five looks fixed in advance: the first verdict that is not open. */
export function verdictOfLooks(random, { cases, trials, law, drop }) {
  const tally = new stats.DifferenceTally();
  const looks = stats.lookSchedule(cases, LOOKS);
  const times = [];
  for (let i = 1; i <= cases; i++) {
    const [before, after] = LAWS[law](random, drop);
    tally.addOutcomes(passes(random, before, trials[0]), passes(random, after, trials[1]), null);
    if (!looks.includes(i)) continue;
    times.push(i / cases);
    const level = stats.levelAtLook(times, ALPHA);
    if (stats.differenceLow(tally, level) > -MARGIN) return "green";
    if (stats.pairedTest(tally).worse <= level) return "red";
  }
  return "open";
}

const noisy = (random, mean, spread) => Math.min(1, Math.max(0, mean + spread * (random() - 0.5)));

/** Scores of a case before and after, its mean lower by `drop`. */
export const SCORE_LAWS = {
  "graded, all a little worse": (random, drop) => [noisy(random, 0.8, 0.2), noisy(random, 0.8 - drop, 0.2)],
  "hardly any noise, whole cases lost": (random, drop) => [
    noisy(random, 0.9, 0.02),
    random() < drop / 0.9 ? 0 : noisy(random, 0.9, 0.02),
  ],
  "half the cases lose a part": (random, drop) => [0.9, random() < 0.5 ? 0.9 - 2 * drop : 0.9],
};

/** `trials`: as many answers of a case on either side, averaged. */
export function drawScores(random, { cases, trials, law, drop }) {
  const tally = new stats.DifferenceTally();
  for (let i = 0; i < cases; i++) {
    const draws = Array.from({ length: Math.max(...trials) }, () => SCORE_LAWS[law](random, drop));
    const [before, after] = trials.map((count, side) => {
      const scores = draws.slice(0, count).map((pair) => pair[side]);
      return { mean: scores.reduce((sum, one) => sum + one, 0) / count, trials: count };
    });
    tally.addScores(before, after, null);
  }
  return tally;
}
