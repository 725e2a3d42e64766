import { describe, expect, test } from "vitest";
import { type LabelEvidence, judgeStanding } from "../../../src/stats/judges/judge-standing.ts";
import { NO_CELLS, stratumCounts } from "../../../src/stats/judges/label-counts.ts";
import { moreLabels } from "../../../src/stats/judges/more-labels.ts";

const REQUIRE = { right: 20, wrong: 20, sensitivity: 0.85, specificity: 0.85 };
const GOOD: LabelEvidence = {
  cells: { rightPassed: 28, rightFailed: 2, wrongPassed: 2, wrongFailed: 18 },
  sensitivity: 0.93,
  specificity: 0.9,
  stale: 0,
  unjudged: 0,
};

describe("how far a judge can be trusted", () => {
  test.each<[string, Partial<LabelEvidence>, string, RegExp | null]>([
    ["enough labels, floors reached", {}, "measured", null],
    ["too few of one kind", { cells: { ...GOOD.cells, wrongFailed: 3 } }, "unmeasured", /30 right and 5 wrong/],
    ["no label in force, old ones there", { cells: NO_CELLS, stale: 40 }, "stale", /40 of its labels/],
    ["labels that the judge has not judged", { cells: NO_CELLS, unjudged: 40 }, "unmeasured", /wait for its verdicts/],
    ["a floor that is missed", { specificity: 0.8 }, "unfit", /specificity is 80\.0%, at least 85\.0%/],
    ["a judge that tells nothing", { sensitivity: 0.9, specificity: 0.1 }, "unfit", /tells nothing/],
  ])("%s", (_, change, status, reason) => {
    const standing = judgeStanding({ ...GOOD, ...change }, REQUIRE);
    expect(standing.status).toBe(status);
    if (reason === null) expect(standing.reason).toBeNull();
    else expect(standing.reason).toMatch(reason);
  });
  test("a floor that is just reached is reached", () => {
    expect(judgeStanding({ ...GOOD, sensitivity: 17 / 20 }, REQUIRE).status).toBe("measured");
  });
});

describe("how many labels more", () => {
  const stratum = (of: number, right: number, wrong: number) =>
    stratumCounts(of, [
      ...Array.from({ length: right }, () => ({ ...NO_CELLS, rightPassed: 1 })),
      ...Array.from({ length: wrong }, () => ({ ...NO_CELLS, wrongPassed: 1 })),
    ]);
  test("none where the interval is narrow enough", () => {
    const group = { strata: { pass: stratum(900, 198, 2), fail: stratum(100, 20, 80) }, isSameJudge: true };
    expect(moreLabels(group, 0.9)).toMatchObject({ labels: 0, minutes: 0 });
  });
  test("without any label it is planned at an even chance; half a minute a label", () => {
    const { labels, minutes } = moreLabels({ strata: {}, isSameJudge: true }, 0.9);
    expect(labels).toBeGreaterThan(500);
    expect(minutes).toBe(labels / 2);
  });
  test("what is missing shrinks as labels come in", () => {
    const few = { strata: { pass: stratum(160, 20, 5), fail: stratum(40, 10, 15) }, isSameJudge: true };
    const more = { strata: { pass: stratum(160, 80, 20), fail: stratum(40, 16, 24) }, isSameJudge: true };
    expect(moreLabels(few, 0.8).labels).toBeGreaterThan(moreLabels(more, 0.8).labels);
  });
});
