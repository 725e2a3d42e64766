// What bench/hard-cells.mjs draws and judges: the sources of the gate, laws of cases, verdicts now and before.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const ALPHA = 0.05;
export const MARGIN = 0.05;

export const stats = await loadSources();

/** The gate's own source, bundled in memory: what is measured is what users run. */
async function loadSources() {
  const bundle = await build({
    stdin: {
      contents: `
        export { DifferenceTally, differenceSums } from "./src/stats/paired/differences.ts";
        export { differenceInterval, differenceLow } from "./src/stats/paired/effective-pairs.ts";
        export { shownInterval } from "./src/stats/paired/shown-interval.ts";
        export { pairedTest } from "./src/stats/paired/paired-evidence.ts";
        export { signFlipTest } from "./src/stats/paired/sign-flip.ts";
        export { pairedMeanInterval } from "./src/stats/paired/mean-difference.ts";
        export { histogramMoments } from "./src/stats/paired/histogram.ts";
        export { tangoLow } from "./src/stats/paired/tango.ts";
        export { holm } from "./src/stats/paired/multiplicity.ts";
        export { rateOfCases, provenLow } from "./src/stats/rate/case-sample.ts";
        export { RateTally } from "./src/stats/summary/rate-tally.ts";
        export { chanceOfGreen, detectableDrop } from "./src/stats/paired/power.ts";
        export { drawBeta } from "./src/stats/numeric/draw-beta.ts";
        export { normalQuantile } from "./src/stats/numeric/normal.ts";
        export { binomialCdf } from "./src/stats/numeric/beta.ts";
        export { seededRandom } from "./src/base/seeded-random.ts";`,
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
  });
  const [file] = bundle.outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(file.contents).toString("base64")}`);
}

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
