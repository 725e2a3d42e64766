// Where gates and intervals are hardest to get right: unequal trials, skewed losses, few cases, clusters, several suites.
//   node bench/hard-cells.mjs [--runs 2000] [--seed 0] [--only gates|looks|scores|coverage|clusters|unequal|suites|planning]
// Prints the tables of "The hard cells" in docs/statistics.md and (planning) that of docs/gates.md, and exits 1 where a cell breaks its promise by more than
// three Monte Carlo errors.
import { parseArgs } from "node:util";
import { planningTable } from "./hard-cells-planning.mjs";
import { differenceCoverage, rateCoverage } from "./hard-cells-coverage.mjs";
import { unequalCells } from "./hard-cells-unequal.mjs";
import {
  ALPHA,
  drawScores,
  drawTally,
  LAWS,
  MARGIN,
  SCORE_LAWS,
  stats,
  verdictBefore,
  verdictOf,
  verdictOfLooks,
} from "./hard-cells-draw.mjs";

const SIZES = [5, 10, 20, 50, 100, 200];
const TRIALS = [
  [1, 1],
  [3, 3],
  [1, 5],
  [20, 1],
];

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "0" },
    only: { type: "string", default: "" },
  },
});
const runs = Number(values.runs);
let broken = 0;

function shares(setting) {
  const random = stats.seededRandom(`${values.seed} ${JSON.stringify(setting)}`);
  const counts = { now: { red: 0, green: 0, open: 0 }, before: { red: 0, green: 0, open: 0 } };
  for (let run = 0; run < runs; run++) {
    const tally = drawTally(random, setting);
    counts.now[verdictOf(tally)]++;
    counts.before[verdictBefore(tally)]++;
  }
  return counts;
}

const percent = (count) => ((100 * count) / runs).toFixed(count / runs < 0.0995 ? 1 : 0);
const LIMIT = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs);

function line(cells) {
  console.log(`| ${cells.join(" | ")} |`);
}

function held(count, where) {
  if (count / runs <= LIMIT) return percent(count);
  broken++;
  console.error(`BROKEN: ${where}: ${percent(count)} %, promised 5 %`);
  return `**${percent(count)}**`;
}

function verdictHead() {
  const asked = ["red: nothing changed", "green: −5", "green: nothing changed", "red: −10", "red: −20"];
  line(["cases", "trials", "truth", ...asked]);
  line(["---", "---", "---", ...asked.map(() => "---:")]);
}

const trialsName = ([before, now]) => (before === now ? before : `${before} → ${now}`);

function gates() {
  console.log(
    `\nnow (before), % of ${runs} runs a cell; at most ${(100 * LIMIT).toFixed(1)} is 5 % and three Monte Carlo errors\n`,
  );
  verdictHead();
  for (const law of Object.keys(LAWS))
    for (const cases of SIZES)
      for (const trials of TRIALS) {
        const [same, margin, ten, twenty] = [0, MARGIN, 0.1, 0.2].map((drop) => shares({ cases, trials, law, drop }));
        const where = `${cases} × ${trials.join("→")}, ${law}`;
        line([
          cases,
          trialsName(trials),
          law,
          `${held(same.now.red, `${where}, nothing changed, red`)} (${percent(same.before.red)})`,
          `${held(margin.now.green, `${where}, at the margin, green`)} (${percent(margin.before.green)})`,
          `${percent(same.now.green)} (${percent(same.before.green)})`,
          `${percent(ten.now.red)} (${percent(ten.before.red)})`,
          `${percent(twenty.now.red)} (${percent(twenty.before.red)})`,
        ]);
      }
}

function coverage() {
  const rates = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);
  console.log(
    "\n95 % interval of a pass rate, one trial a case: how often it holds the truth, exact, over true rates of 2 to 98 %\n",
  );
  line(["cases", "mean", "least", "most"]);
  line(["---", "---:", "---:", "---:"]);
  for (const cases of SIZES) {
    const all = rates.map((rate) => rateCoverage(cases, rate).all);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    if (cases >= 20 && (mean < 0.94 || mean > 0.98)) broken++;
    line([cases, ...[mean, Math.min(...all), Math.max(...all)].map((one) => (100 * one).toFixed(1))]);
  }
  console.log(
    `\n95 % interval of a difference, over true rates of 50 to 98 %, nothing changed, all cases 10 points lower, or whole cases broken (10 points); samples without a difference apart (${runs} runs a cell)\n`,
  );
  line(["cases", "trials", "mean", "least", "most", "samples that all tie", "of these hold"]);
  line(["---", "---", "---:", "---:", "---:", "---:", "---:"]);
  for (const cases of SIZES) for (const trials of [...TRIALS, [5, 5]]) line(differenceRow(cases, trials));
}

/** A row of the table of differences. */
function differenceRow(cases, trials) {
  const name = trialsName(trials);
  const { mean, least, most, isBroken, tiedShare, tiedHeld } = differenceCoverage(cases, trials, {
    runs,
    seed: values.seed,
  });
  const shown = [mean, least, most].map((one) => (100 * one).toFixed(1));
  if (isBroken) {
    broken++;
    console.error(`BROKEN: ${cases} × ${name}: the interval of a difference holds ${shown[0]} %, promised 94 to 98 %`);
  }
  return [cases, name, ...shown, (100 * tiedShare).toFixed(1), tiedHeld === null ? "–" : (100 * tiedHeld).toFixed(1)];
}

/** Items in variants: all of an item share what it is with chance `icc`. */
function clusters() {
  console.log(
    `\nitems × variants: how often the lower 95 % bound of the rate is wrong, and a drop by the margin green (% of ${runs} runs)\n`,
  );
  line(["items × variants", "true rate", "alike", "bound wrong", "green: −5"]);
  line(["---", "---:", "---:", "---:", "---:"]);
  for (const [items, rate] of [
    [10, 0.9],
    [20, 0.8],
    [40, 0.9],
  ])
    for (const icc of [0.3, 0.7, 1]) {
      const random = stats.seededRandom(`${values.seed} ${items} ${rate} ${icc}`);
      let [wrong, green] = [0, 0];
      for (let run = 0; run < runs; run++) {
        const tally = new stats.RateTally();
        const pairs = new stats.DifferenceTally();
        for (let item = 0; item < items; item++) {
          const [shared, breaks] = [random() < rate, random() < MARGIN];
          for (let variant = 0; variant < 5; variant++) {
            const observed = (random() < icc ? shared : random() < rate) ? 1 : 0;
            tally.add(
              { observed, worst: observed, best: observed, passed: observed, decided: 1, planned: 1 },
              `${item}`,
            );
            const isBroken = random() < icc ? breaks : random() < MARGIN;
            pairs.addOutcomes({ passed: 1, trials: 1 }, { passed: isBroken ? 0 : 1, trials: 1 }, `${item}`);
          }
        }
        if (stats.provenLow(tally.observed, 1 - ALPHA) > rate) wrong++;
        if (stats.differenceLow(pairs, ALPHA) > -MARGIN) green++;
      }
      const where = `${items} × 5, alike ${icc}`;
      line([`${items} × 5`, rate, icc, held(wrong, `${where}, bound`), held(green, `${where}, green`)]);
    }
}

/** Clusters of unequal size, where the sizes are told and nobody may lean on their mean. */
function unequal() {
  console.log(`\nclusters of unequal size: how often a bound is wrong (% of ${runs} runs)\n`);
  line(["units", "what passes", "true rate", "rate: low", "rate: high", "difference", "score: low", "score: high"]);
  line(["---", "---", "---:", "---:", "---:", "---:", "---:", "---:"]);
  for (const { design, law, rate, wrong } of unequalCells({ runs, seed: values.seed })) {
    const cells = Object.entries(wrong).map(([bound, times]) => held(times, `${design}, ${law}, ${rate}, ${bound}`));
    line([design, law, rate.toFixed(2), ...cells]);
  }
}

/** Several suites of one run: any of them red with nothing changed. */
function suites() {
  console.log(`\nany suite red with nothing changed, 100 flaky cases each, one trial (% of ${runs} runs)\n`);
  line(["suites", "red", "each at its own 5 %"]);
  line(["---:", "---:", "---:"]);
  for (const count of [1, 5, 20]) {
    const random = stats.seededRandom(`${values.seed} suites ${count}`);
    let [red, alone] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const setting = { cases: 100, trials: [1, 1], law: "flaky, all a little worse", drop: 0 };
      const tests = Array.from({ length: count }, () => {
        const tally = drawTally(random, setting);
        return { p: stats.pairedTest(tally).worse, isGreen: stats.differenceLow(tally, ALPHA) > -MARGIN };
      });
      const adjusted = stats.holm(tests.map(({ p }) => p));
      if (tests.some(({ isGreen }, i) => !isGreen && adjusted[i] <= ALPHA)) red++;
      if (tests.some(({ p, isGreen }) => !isGreen && p <= ALPHA)) alone++;
    }
    line([count, held(red, `${count} suites, red`), percent(alone)]);
  }
}

/** How often each verdict is given of `runs` draws. */
function verdictsOf(setting, judge) {
  const random = stats.seededRandom(`${values.seed} ${JSON.stringify(setting)}`);
  const counts = { red: 0, green: 0, open: 0 };
  for (let run = 0; run < runs; run++) counts[judge(random, setting)]++;
  return counts;
}

function verdictTable(laws, sizes, judge) {
  verdictHead();
  for (const law of laws)
    for (const cases of sizes)
      for (const trials of TRIALS.slice(0, 3)) {
        const [same, margin, ten, twenty] = [0, MARGIN, 0.1, 0.2].map((drop) =>
          verdictsOf({ cases, trials, law, drop }, judge),
        );
        const where = `${cases} × ${trials.join("→")}, ${law}`;
        line([
          cases,
          trialsName(trials),
          law,
          held(same.red, `${where}, nothing changed, red`),
          held(margin.green, `${where}, at the margin, green`),
          ...[same.green, ten.red, twenty.red].map(percent),
        ]);
      }
}

function looks() {
  console.log(`\nat five looks, whichever decides (% of ${runs} runs)\n`);
  verdictTable(Object.keys(LAWS), [20, 50, 100], verdictOfLooks);
}

function scores() {
  console.log(`\nmean scores, margin 0.05 (% of ${runs} runs)\n`);
  verdictTable(Object.keys(SCORE_LAWS), [20, 50, 100], (random, setting) => verdictOf(drawScores(random, setting)));
}

const PARTS = { gates, looks, scores, coverage, clusters, unequal, suites, planning: () => planningTable(line) };
for (const [name, print] of Object.entries(PARTS)) if (values.only === "" || values.only === name) print();
process.exitCode = broken > 0 ? 1 : 0;
