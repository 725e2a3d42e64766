// How often the intervals of reports hold the truth.
import { passes, stats } from "./hard-cells-draw.mjs";

/** Exact, one trial a case: how often the 95 % interval of a rate holds it. All-tied samples apart. */
export function rateCoverage(cases, rate) {
  let [all, tied] = [0, 0];
  for (let passed = 0; passed <= cases; passed++) {
    const chance = stats.binomialCdf(passed, cases, rate) - stats.binomialCdf(passed - 1, cases, rate);
    const { low, high } = stats.rateOfCases({ count: cases, sum: passed, sumOfSquares: passed, trials: cases });
    if (low <= rate && rate <= high) all += chance;
    if (passed === 0 || passed === cases) tied += chance;
  }
  return { all, tied };
}

/** What becomes of a case's chance of passing. */
const CHANGES = {
  nothing: { drop: 0, after: (_, rate) => rate },
  "all lower": { drop: 0.1, after: (_, rate) => rate - 0.1 },
  "some broken": { drop: 0.1, after: (random, rate) => (random() < 0.1 / rate ? 0 : rate) },
};

/**
 * How often the 95 % interval of a difference holds the truth, over 18 truths; samples that all tie apart. From 20 cases on it is
 * broken where the mean is outside of 94 to 98 % by more than three Monte Carlo errors.
 */
export function differenceCoverage(cases, trials, { runs, seed }) {
  const cells = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98].flatMap((rate) =>
    Object.entries(CHANGES).map(([name, change]) => ({ rate, name, ...change })),
  );
  const each = Math.max(100, Math.round(runs / 4));
  const tied = { samples: 0, inside: 0 };
  const covered = cells.flatMap(({ rate, name, drop, after }) => {
    const random = stats.seededRandom(`${seed} ${cases} ${trials} ${rate} ${name}`);
    const untied = { samples: 0, inside: 0 };
    for (let run = 0; run < each; run++) {
      const tally = new stats.DifferenceTally();
      for (let i = 0; i < cases; i++)
        tally.addOutcomes(passes(random, rate, trials[0]), passes(random, after(random, rate), trials[1]), null);
      const { low, high } = stats.shownInterval(tally, 0.95);
      const counts = [...tally.histogram.keys()].every((value) => value === 0) ? tied : untied;
      counts.samples++;
      if (low <= -drop && -drop <= high) counts.inside++;
    }
    // With hardly a sample left there is nothing to say.
    return untied.samples < each / 5 ? [] : [untied.inside / untied.samples];
  });
  const mean = covered.reduce((sum, one) => sum + one, 0) / covered.length;
  const error = 3 * Math.sqrt((0.96 * 0.04) / (covered.length * each));
  return {
    mean,
    least: Math.min(...covered),
    most: Math.max(...covered),
    isBroken: cases >= 20 && (mean < 0.94 - error || mean > 0.98 + error),
    tiedShare: tied.samples / (each * cells.length),
    tiedHeld: tied.samples === 0 ? null : tied.inside / tied.samples,
  };
}
