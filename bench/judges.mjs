// How often corrected intervals hold the true rate, and how often gates on a judge are wrong, beside the judge as it is.
//   node bench/judges.mjs [--runs 1000] [--draws 500] [--seed 0] [--only rates|gates]
// Prints the tables of "Judges" in docs/statistics.md and exits 1 where a cell breaks its promise: intervals of 95 % cover
// 93–98 % on average and nowhere under 91 %; gates are wrong at alpha and three Monte Carlo errors at most.
import { parseArgs } from "node:util";
import { drawAnswers, drawChances, drawLabels, judgementsOf, sampleOf, stats, tallyOf } from "./judges-draw.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    draws: { type: "string", default: "500" },
    seed: { type: "string", default: "0" },
    only: { type: "string", default: "" },
  },
});
const runs = Number(values.runs);
const draws = Number(values.draws);
const ALPHA = 0.05;
const MARGIN = 0.05;
const LIMIT = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs);
let broken = 0;

const percent = (count, of = runs) => ((100 * count) / of).toFixed(1);
const line = (cells) => console.log(`| ${cells.join(" | ")} |`);
const heads = (titles) => {
  line(titles);
  line(titles.map((_, i) => (i === 0 ? "---" : "---:")));
};

function breaks(where) {
  broken++;
  console.error(`BROKEN: ${where}`);
}

const JUDGES = [
  [0.8, 0.5],
  [0.9, 0.6],
  [0.85, 0.85],
  [0.97, 0.7],
  [0.99, 0.99],
];
const THETAS = [0.5, 0.8, 0.9, 0.97];
const LABELS = [50, 100, 300];
const TRIALS = [
  { trials: 1, cases: 400 },
  { trials: 3, cases: 200 },
];

/** One cell: how often each interval covers, and how wide it is. */
function rateCell({ judge, theta, labels, trials, cases }) {
  const random = stats.seededRandom(`${values.seed} rate ${JSON.stringify([judge, theta, labels, trials])}`);
  const covered = { alone: 0, strata: 0, kept: 0 };
  const width = { alone: 0, strata: 0, kept: 0 };
  const look = (name, { low, high }) => {
    if (low <= theta && theta <= high) covered[name]++;
    width[name] += (high - low) / runs;
  };
  for (let run = 0; run < runs; run++) {
    const answers = drawAnswers(random, drawChances(random, cases, theta), { trials, judge });
    const sample = sampleOf(answers);
    look("alone", stats.rateOfCases(sample));
    const own = stats.correctByStrata(sample, drawLabels(random, answers, labels), { seed: run, draws });
    look("strata", stats.drawnInterval(own.draws, 0.95));
    const earlier = drawAnswers(random, drawChances(random, cases, 0.8), { trials, judge });
    const kept = stats.correctByErrorRates(sample, [drawLabels(random, earlier, labels)], { seed: run, draws });
    look("kept", stats.drawnInterval(kept.draws, 0.95));
  }
  return { covered, width };
}

function rates() {
  console.log(`\nCoverage of 95 % intervals in % of ${runs} runs a cell (mean width in points)\n`);
  heads([
    "sensitivity, specificity",
    "true rate",
    "labels",
    "trials",
    "judge as it is",
    "labels of this run",
    "labels kept from another run (true rate 80 %)",
  ]);
  const all = { strata: [], kept: [] };
  for (const [sensitivity, specificity] of JUDGES)
    for (const theta of THETAS)
      for (const labels of LABELS)
        for (const { trials, cases } of TRIALS) {
          const cell = rateCell({ judge: { sensitivity, specificity }, theta, labels, trials, cases });
          const shown = (name) => `${percent(cell.covered[name])} (${(100 * cell.width[name]).toFixed(1)})`;
          for (const name of ["strata", "kept"]) {
            const share = cell.covered[name] / runs;
            all[name].push(share);
            if (share < 0.91) breaks(`${name} ${sensitivity} ${specificity} ${theta} ${labels} ${trials}: ${share}`);
          }
          line([
            `${sensitivity}, ${specificity}`,
            theta,
            labels,
            trials,
            shown("alone"),
            shown("strata"),
            shown("kept"),
          ]);
        }
  for (const [name, shares] of Object.entries(all)) {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    console.log(
      `\n${name}: ${percent(mean, 1)} % on average over ${shares.length} cells, ${percent(Math.min(...shares), 1)} % at least`,
    );
    if (mean < 0.93 || mean > 0.98) breaks(`${name}: ${mean} on average`);
  }
}

/** One cell of two arms over the same cases: coverage of the difference, red at no change, green at a drop of the margin. */
function gateCell({ judge, other, theta, labels, trials, cases, drop }) {
  const setting = JSON.stringify([judge, other, theta, labels, trials, drop]);
  const random = stats.seededRandom(`${values.seed} gate ${setting}`);
  const counts = {};
  const count = (name, isCounted) => {
    counts[name] = (counts[name] ?? 0) + (isCounted ? 1 : 0);
  };
  for (let run = 0; run < runs; run++) {
    const chances = drawChances(random, cases, theta);
    const arms = [
      { trials, judge },
      { trials, judge: other, drop: drop / theta },
    ];
    const [before, after] = arms.map((arm) => drawAnswers(random, chances, arm));
    const [baseline, candidate] = [before, after].map((answers) => drawLabels(random, answers, labels / 2));
    const tally = tallyOf(before, after);
    count("red as it is", stats.pairedTest(tally, run).worse <= ALPHA);
    count("green as it is", stats.differenceLow(tally, ALPHA) > -MARGIN);
    const look = (name, errors, red) => {
      const { corrected } = stats.correctDifference(judgementsOf(tally), errors, { seed: run, draws });
      const { low, high } = stats.drawnInterval(corrected, 0.95);
      const bounds = stats.drawnInterval(corrected, 1 - 2 * ALPHA);
      count(`covered ${name}`, low <= -drop && -drop <= high);
      count(`green ${name}`, bounds.low > -MARGIN);
      count(`red ${name}`, red ?? bounds.high < 0);
    };
    if (judge === other)
      look("equal", { kind: "equal", groups: [baseline, candidate] }, stats.pairedTest(tally, run).worse <= ALPHA);
    look("strata", { kind: "by-strata", baseline, candidate });
    const earlier = arms.map((arm) => {
      const answers = drawAnswers(random, drawChances(random, cases, 0.8), arm);
      return [drawLabels(random, answers, labels / 2)];
    });
    look("kept", { kind: "by-arm", baseline: earlier[0], candidate: earlier[1] });
  }
  return counts;
}

const GATE_JUDGES = [
  [0.8, 0.5],
  [0.95, 0.8],
  [0.99, 0.9],
];

function gates() {
  console.log(
    `\nTwo arms over the same cases, % of ${runs} runs: red when nothing changed / green at a drop of ${100 * MARGIN} points; each may be ${100 * ALPHA} % and ${(100 * (LIMIT - ALPHA)).toFixed(1)} of Monte Carlo error\n`,
  );
  heads([
    "sensitivity, specificity (candidate)",
    "true rate",
    "labels",
    "trials",
    "judge as it is",
    "errors assumed equal",
    "labels of this run on both arms",
    "labels kept of both arms",
  ]);
  const coverage = { equal: [], strata: [], kept: [] };
  for (const [sensitivity, specificity] of GATE_JUDGES)
    for (const harsher of [0, 0.07])
      for (const theta of [0.6, 0.9])
        for (const labels of [200])
          for (const { trials, cases } of TRIALS) {
            const judge = { sensitivity, specificity };
            const other = harsher === 0 ? judge : { sensitivity: sensitivity - harsher, specificity };
            const cell = { judge, other, theta, labels, trials, cases: cases * 0.75 };
            const [same, dropped] = [0, MARGIN].map((drop) => gateCell({ ...cell, drop }));
            const where = `${sensitivity}, ${specificity} (${other.sensitivity.toFixed(2)})`;
            const shown = (name) => {
              if (same[`red ${name}`] === undefined) return "–";
              const [red, green] = [same[`red ${name}`], dropped[`green ${name}`]];
              if (name in coverage) {
                for (const counts of [same, dropped]) coverage[name].push(counts[`covered ${name}`] / runs);
                if (Math.max(red, green) / runs > LIMIT)
                  breaks(`${name} ${where} ${theta} ${labels} ${trials}: red ${red}, green ${green}`);
              }
              return `${percent(red)} / ${percent(green)}`;
            };
            line([where, theta, labels, trials, ...["as it is", "equal", "strata", "kept"].map(shown)]);
          }
  console.log("");
  for (const [name, shares] of Object.entries(coverage)) {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    console.log(
      `Difference, ${name}: covered ${percent(mean, 1)} % on average, ${percent(Math.min(...shares), 1)} % at least`,
    );
    if (mean < 0.93 || mean > 0.985 || Math.min(...shares) < 0.91) breaks(`difference ${name}: ${mean}`);
  }
}

if (values.only !== "gates") rates();
if (values.only !== "rates") gates();
process.exitCode = broken === 0 ? 0 : 1;
