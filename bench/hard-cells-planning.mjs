import { ALPHA, MARGIN, stats } from "./hard-cells-draw.mjs";

/** What a suite can see, by enumeration: one trial a case, a tenth of the cases differing by chance. */
export function planningTable(line) {
  console.log("");
  line(["cases", "a drop that is red 4 times in 5", "green with nothing changed, margin 5 points", "margin 10 points"]);
  line(["---:", "---:", "---:", "---:"]);
  for (const cases of [20, 50, 100, 200, 400]) {
    const design = { cases, discordance: 0.1, margin: MARGIN, alpha: ALPHA };
    const green = (margin) => `${(100 * stats.chanceOfGreen({ ...design, margin })).toFixed(0)}%`;
    line([cases, `${(100 * stats.detectableDrop(design)).toFixed(0)} points`, green(0.05), green(0.1)]);
  }
}
