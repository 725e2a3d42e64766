// How often gates are wrong: simulated pull requests with a known truth, judged by prompt-run's gate and by naive ones.
//   node bench/gates.mjs [--runs 2000] [--seed 0]
// Prints the tables of docs/statistics.md.
import { parseArgs } from "node:util";
import { ownSource } from "./own-source.mjs";

const CASES = [20, 50, 100, 200];
const TRIALS = [1, 3, 5];
const DROPS = [0, 0.05, 0.1, 0.2];
const MARGIN = 0.05;
const ALPHA = 0.05;
const MEAN_RATE = 0.9;
const FLOOR = 0.85;

const { values } = parseArgs({
  options: { runs: { type: "string", default: "2000" }, seed: { type: "string", default: "0" } },
});
const runs = Number(values.runs);
const stats = await ownSource({
  "stats/gate/not-worse-rule.ts": ["ruleNotWorse"],
  "stats/gate/ruling.ts": ["settleRulings"],
  "stats/paired/pair-tally.ts": ["PairTally"],
  "stats/sequential/look-rule.ts": ["LookRule", "lookSchedule"],
  "stats/paired/differences.ts": ["DifferenceTally"],
  "stats/paired/effective-pairs.ts": ["differenceLow"],
  "stats/paired/paired-evidence.ts": ["pairedTest"],
  "stats/sequential/betting.ts": ["notWorseGains", "SequentialTest"],
  "base/seeded-random.ts": ["seededRandom"],
});

/** Gamma(shape, 1): Marsaglia & Tsang 2000; shapes below 1 by the usual power of a uniform number. */
function drawGamma(random, shape) {
  if (shape < 1) return drawGamma(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A case's chance of passing: Beta(1.8, 0.2), most cases nearly sure, some flaky, 90 % on average. */
function drawCase(random) {
  const a = drawGamma(random, 1.8);
  return a / (a + drawGamma(random, 0.2));
}

function drawRate(random, chance, trials) {
  let passed = 0;
  for (let i = 0; i < trials; i++) if (random() < chance) passed++;
  return passed / trials;
}

/** One pull request: pass rates of each case before and after, the true mean falling by `drop`. */
function drawPullRequest(random, { cases, trials, drop }) {
  return Array.from({ length: cases }, () => {
    const chance = drawCase(random);
    const before = drawRate(random, chance, trials);
    return { before, after: drawRate(random, chance * (1 - drop / MEAN_RATE), trials) };
  });
}

const NO_MEANS = { costUsd: null, latencyMs: null, outputTokens: null };

function judgeFixed(request, trials) {
  const pairs = new stats.PairTally();
  const rates = (rate) => ({
    observed: rate,
    worst: rate,
    best: rate,
    passed: Math.round(rate * trials),
    decided: trials,
    planned: trials,
    means: NO_MEANS,
  });
  for (const [i, { before, after }] of request.entries()) pairs.add(String(i), rates(before), rates(after));
  const rule = {
    candidate: "after",
    baseline: "before",
    margin: MARGIN,
    alpha: ALPHA,
    minPaired: 0.9,
    on: "pass_rate",
  };
  const ruling = stats.ruleNotWorse({
    ...rule,
    pairs,
    candidateCases: request.length,
    costPerCaseUsd: null,
    isBaselineStored: false,
    isSketch: true,
  });
  return stats.settleRulings([[ruling]])[0][0].verdict;
}

const LOOKS = 5;

/** As `--sequential` does: the rule tests at five looks fixed in advance. */
function judgeLooks(request, trials) {
  const tally = new stats.DifferenceTally();
  const side = (rate) => ({ passed: Math.round(rate * trials), trials });
  const test = {
    subject: { rule: "not_worse_than", arm: "after", tag: null, limit: -MARGIN },
    alpha: ALPHA,
    cases: request.length,
    read: ({ before, after }) => {
      tally.addOutcomes(side(before), side(after), null);
      return true;
    },
    isPassed: (_, tail) => stats.differenceLow(tally, tail) > -MARGIN,
    pOfFail: () => stats.pairedTest(tally).worse,
    figures: () => ({ value: 0, low: null, high: null }),
    shown: () => "",
    failed: "",
    objection: () => null,
  };
  const rule = new stats.LookRule(test, { looks: stats.lookSchedule(request.length, LOOKS), tests: 1 });
  let used = 0;
  for (const pair of request) {
    rule.update(pair, ++used);
    if (rule.isDecided) break;
  }
  return { verdict: rule.record().verdict, used };
}

function judgeBets(request) {
  const test = new stats.SequentialTest(stats.notWorseGains(MARGIN), { alpha: ALPHA, tests: 1 });
  let used = 0;
  for (const { before, after } of request) {
    used++;
    const verdict = test.update(after - before, after - before);
    if (verdict !== "continue") return { verdict, used };
  }
  return { verdict: "inconclusive", used };
}

const mean = (request, side) => request.reduce((sum, pair) => sum + pair[side], 0) / request.length;

const NAIVE = {
  flip: (request) => request.some(({ before, after }) => after < before),
  mean: (request) => mean(request, "after") < mean(request, "before"),
  floor: (request) => mean(request, "after") < FLOOR,
};

function simulate(setting) {
  const random = stats.seededRandom(`${values.seed} ${JSON.stringify(setting)}`);
  const method = () => ({ counts: newCounts(), used: 0 });
  const result = { fixed: newCounts(), looks: method(), bets: method(), naive: { flip: 0, mean: 0, floor: 0 } };
  for (let run = 0; run < runs; run++) {
    const request = drawPullRequest(random, setting);
    result.fixed[judgeFixed(request, setting.trials)]++;
    for (const [name, judge] of Object.entries({ looks: judgeLooks, bets: judgeBets })) {
      const { verdict, used } = judge(request, setting.trials);
      result[name].counts[verdict]++;
      result[name].used += used * setting.trials;
    }
    for (const [name, isRed] of Object.entries(NAIVE)) if (isRed(request)) result.naive[name]++;
  }
  return result;
}

function newCounts() {
  return { pass: 0, fail: 0, inconclusive: 0, incomplete: 0 };
}

function percent(count) {
  const share = (100 * count) / runs;
  return share > 0 && share < 1 ? share.toFixed(1) : share.toFixed(0);
}

function row(setting) {
  const { fixed, looks, bets, naive } = simulate(setting);
  const verdicts = (counts) => `${percent(counts.fail)} / ${percent(counts.pass)} / ${percent(counts.inconclusive)}`;
  const { cases, trials } = setting;
  return [
    `${cases} × ${trials}`,
    verdicts(fixed),
    cases * trials,
    ...[looks, bets].flatMap(({ counts, used }) => [verdicts(counts), Math.round(used / runs)]),
    ...Object.values(naive).map(percent),
  ];
}

const HEADINGS = [
  "cases × trials",
  "gate: red / green / open",
  "calls",
  "5 looks: red / green / open",
  "calls",
  "bets: red / green / open",
  "calls",
  "any case got worse",
  "mean below baseline's",
  `rate below ${FLOOR * 100} %`,
];

function line(cells) {
  console.log(`| ${cells.join(" | ")} |`);
}

for (const drop of DROPS) {
  console.log(`\n**${drop === 0 ? "Nothing changed" : `True rate ${drop * 100} points lower`}** (% of ${runs} runs)\n`);
  line(HEADINGS);
  line(HEADINGS.map((_, i) => (i === 0 ? "---" : "---:")));
  for (const cases of CASES) for (const trials of TRIALS) line(row({ cases, trials, drop }));
}
