// Clusters of unequal size: how often bounds are wrong, whatever the large ones do.
import { ALPHA, stats } from "./hard-cells-draw.mjs";

/** Sizes of units: 1 is a case of no cluster. */
const DESIGNS = {
  "60 cases, one of 60": [...Array(60).fill(1), 60],
  "270 cases, one of 30": [...Array(270).fill(1), 30],
  "60 cases, one of 2": [...Array(60).fill(1), 2],
  "30 cases, three of 10": [...Array(30).fill(1), 10, 10, 10],
  "1 to 30": Array.from({ length: 30 }, (_, i) => i + 1),
};

const same = (rate, icc) => ({ rateOf: () => rate, icc });
/** Large units: more than half as large as the largest. They pass or fail whole, with a chance of their own. */
const large = (rate, others) => ({ rateOf: (size, most) => (size > Math.max(1, most / 2) ? rate : others), icc: 1 });

const LAWS = {
  "all alike, not in clusters": [same(0.5, 0), same(0.9, 0), same(0.99, 0)],
  "all alike, half in clusters": [same(0.5, 0.5), same(0.9, 0.5), same(0.99, 0.5)],
  "all alike, clusters whole": [same(0.5, 1), same(0.9, 1), same(0.99, 1)],
  "large whole 1 in 2, others always": [large(0.5, 1)],
  "large whole 9 in 10, others always": [large(0.9, 1)],
  "large whole 1 in 2, others 9 in 10": [large(0.5, 0.9)],
};

/** One draw: passes of each unit. */
function drawUnits(random, sizes, { rateOf, icc }) {
  const most = Math.max(...sizes);
  return sizes.map((cases) => {
    const rate = rateOf(cases, most);
    const shared = random() < rate;
    let sum = 0;
    for (let i = 0; i < cases; i++) if (random() < icc ? shared : random() < rate) sum++;
    return { sum, cases, times: 1 };
  });
}

function tallies(units) {
  const [rates, pairs] = [new stats.RateTally(), new stats.DifferenceTally()];
  for (const [index, { sum, cases }] of units.entries())
    for (let i = 0; i < cases; i++) {
      const passed = i < sum ? 1 : 0;
      const cluster = cases === 1 ? null : `${index}`;
      rates.add({ observed: passed, worst: passed, best: passed, passed, decided: 1, planned: 1 }, cluster);
      pairs.addOutcomes({ passed: 1, trials: 1 }, { passed, trials: 1 }, cluster);
    }
  return { observed: rates.observed, pairs };
}

const ROUNDING = 1e-9;
/** Of scores every tenth run: their bounds take longest. */
const SCORED = 10;

export function* unequalCells({ runs, seed }) {
  for (const [design, sizes] of Object.entries(DESIGNS))
    for (const [law, settings] of Object.entries(LAWS))
      for (const setting of settings)
        yield { design, law, ...unequalCell(sizes, setting, { runs, seed, design, law }) };
}

function unequalCell(sizes, setting, { runs, seed, design, law }) {
  const cases = sizes.reduce((sum, size) => sum + size, 0);
  const most = Math.max(...sizes);
  const rate = sizes.reduce((sum, size) => sum + size * setting.rateOf(size, most), 0) / cases;
  const random = stats.seededRandom(`${seed} ${design} ${law} ${rate}`);
  const wrong = { low: 0, high: 0, difference: 0, scoreLow: 0, scoreHigh: 0 };
  for (let run = 0; run < runs; run++) {
    const units = drawUnits(random, sizes, setting);
    const { observed, pairs } = tallies(units);
    if (stats.provenLow(observed, 1 - ALPHA) > rate + ROUNDING) wrong.low++;
    if (stats.provenHigh(observed, 1 - ALPHA) < rate - ROUNDING) wrong.high++;
    if (stats.differenceLow(pairs, ALPHA) > rate - 1 + ROUNDING) wrong.difference++;
    if (run % SCORED !== 0) continue;
    const scores = [units, { least: 0, most: 1 }, ALPHA];
    if (stats.boundedMeanLow(...scores) > rate + ROUNDING) wrong.scoreLow += SCORED;
    if (stats.boundedMeanHigh(...scores) < rate - ROUNDING) wrong.scoreHigh += SCORED;
  }
  return { rate, wrong };
}
