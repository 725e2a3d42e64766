import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LabelRecord } from "../../../src/domain/formats/records.ts";
import { labelAgreements } from "../../../src/stats/judges/label-agreement.ts";
import { groupLabels } from "../../../src/stats/judges/label-groups.ts";
import { drawLabelSample, type LabelCandidate } from "../../../src/stats/judges/label-sample.ts";

const JUDGE = { name: "grounded", hash: "j1", textsHash: "t1", readsCase: false };

function label(change: Partial<LabelRecord> & { readonly stratum?: "pass" | "fail" | "any" }): LabelRecord {
  const { stratum = "pass", ...rest } = change;
  return {
    judge: "grounded",
    judge_hash: "j1",
    texts_hash: "t1",
    answer_hash: "a1",
    shown: { output: "text" },
    case: "c1",
    arm: "m/default",
    criterion: null,
    label: "pass",
    by: "ann",
    note: null,
    at: "2026-11-28T12:00:00.000Z",
    drawn: { run: "r1", stratum, labelled: 50, of: 900 },
    half: "test",
    ...rest,
  };
}

const nothing = () => undefined;

describe("labels as the estimators read them", () => {
  test("the stratum is the verdict where this very judge drew it; each run and arm is a sample of its own", () => {
    const labels = [
      label({}),
      label({ answer_hash: "a2", case: "c2", label: "fail" }),
      label({
        answer_hash: "a3",
        case: "c3",
        stratum: "fail",
        drawn: { run: "r1", stratum: "fail", labelled: 1, of: 100 },
      }),
      label({ answer_hash: "a4", case: "c4", arm: "other/default" }),
    ];
    const { groups, cells } = groupLabels(labels, JUDGE, { half: "test", judged: nothing });
    expect(groups.map(({ run, arm, isSameJudge }) => [run, arm, isSameJudge])).toEqual([
      ["r1", "m/default", true],
      ["r1", "other/default", true],
    ]);
    expect(groups[0]?.strata.pass).toMatchObject({ of: 900, cells: { rightPassed: 1, wrongPassed: 1 } });
    expect(groups[0]?.strata.fail).toMatchObject({ of: 100, cells: { rightFailed: 1 } });
    expect(cells).toEqual({ rightPassed: 2, rightFailed: 1, wrongPassed: 1, wrongFailed: 0 });
  });
  test("the other half, `unsure` and labels of other texts count in no figure; the latter are told", () => {
    const labels = [label({ half: "tune" }), label({ label: "unsure" }), label({ texts_hash: "t0" })];
    expect(groupLabels(labels, JUDGE, { half: "test", judged: nothing })).toMatchObject({ groups: [], stale: 1 });
  });
  test("a judge that was edited needs its verdicts anew; without its texts' hash a label of another judge is stale", () => {
    const edited = { ...JUDGE, hash: "j2" };
    const half = "test" as const;
    expect(groupLabels([label({})], edited, { half, judged: nothing })).toMatchObject({ groups: [], unjudged: 1 });
    const again = groupLabels([label({})], edited, { half, judged: () => "fail" });
    expect(again.groups[0]).toMatchObject({ isSameJudge: false, strata: { pass: { cells: { rightFailed: 1 } } } });
    expect(groupLabels([label({})], edited, { half, judged: () => "undecided" }).undecided).toBe(1);
    const { texts_hash: _, ...old } = label({});
    expect(groupLabels([old], edited, { half, judged: () => "fail" }).stale).toBe(1);
  });
  test("of two people's labels of an answer the first counts", () => {
    const { cells } = groupLabels([label({}), label({ by: "ben", label: "fail" })], JUDGE, {
      half: "test",
      judged: nothing,
    });
    expect(cells).toMatchObject({ rightPassed: 1, wrongPassed: 0 });
  });
  test("what the first said of texts that were changed since does not hide what the second says of these", () => {
    const labels = [label({ texts_hash: "t0" }), label({ by: "ben", label: "fail" })];
    for (const given of [labels, labels.toReversed()]) {
      const { cells, stale } = groupLabels(given, JUDGE, { half: "test", judged: nothing });
      expect([stale, cells]).toEqual([1, { rightPassed: 0, rightFailed: 0, wrongPassed: 1, wrongFailed: 0 }]);
    }
  });
  test("how far two people agree, on what both labelled", () => {
    const both = (answer: string, ann: "pass" | "fail", ben: "pass" | "fail" | "unsure") => [
      label({ answer_hash: answer, label: ann }),
      label({ answer_hash: answer, label: ben, by: "ben" }),
    ];
    const labels = [...both("a", "pass", "pass"), ...both("b", "fail", "pass"), ...both("c", "fail", "fail")];
    const [agreement] = labelAgreements([...labels, ...both("d", "pass", "unsure")], 0);
    expect(agreement).toMatchObject({ by: ["ann", "ben"], answers: 3, same: 2 });
    expect(agreement?.kappa?.value).toBeCloseTo((2 / 3 - 4 / 9) / (1 - 4 / 9), 10);
    expect(labelAgreements([label({}), label({ answer_hash: "z", by: "ben" })], 0)).toEqual([]);
  });
});

describe("what is drawn to be labelled", () => {
  const answers = (arm: string, passed: number, failed: number): LabelCandidate[] =>
    Array.from({ length: passed + failed }, (_, i) => ({
      case: `c${i}`,
      arm,
      trial: 1,
      answerHash: `${arm} ${i}`,
      verdict: i < passed ? "pass" : "fail",
    }));
  test("half of what the judge passed and half of what it failed, arm by arm; all where there are fewer", () => {
    const drawn = drawLabelSample([...answers("a", 180, 20), ...answers("b", 5, 95)], { perArm: 60, seed: 1 });
    const count = (arm: string, verdict: string) =>
      drawn.filter((answer) => answer.arm === arm && answer.verdict === verdict).length;
    expect([count("a", "pass"), count("a", "fail")]).toEqual([40, 20]);
    expect([count("b", "pass"), count("b", "fail")]).toEqual([5, 55]);
    expect(drawn.find(({ arm, verdict }) => arm === "a" && verdict === "pass")).toMatchObject({
      labelled: 40,
      of: 180,
    });
  });
  test("a larger sample holds the smaller one; the same seed draws the same; the order tells neither arm nor verdict", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(1_000), (passed, failed, seed) => {
        const all = answers("a", passed, failed);
        const [small, large] = [10, 20].map((perArm) => drawLabelSample(all, { perArm, seed }));
        expect(small?.length).toBe(Math.min(10, passed + failed));
        // The share of a stratum may shrink only where the other one had to fill up.
        const hashes = new Set(large?.map(({ answerHash }) => answerHash));
        if (passed >= 10 && failed >= 10) expect(small?.every(({ answerHash }) => hashes.has(answerHash))).toBe(true);
        expect(drawLabelSample(all.toReversed(), { perArm: 10, seed })).toEqual(small);
      }),
    );
    const shown = drawLabelSample(answers("a", 100, 100), { perArm: 100, seed: 3 }).map(({ verdict }) => verdict);
    const runs = shown.filter((verdict, i) => verdict !== shown[i - 1]).length;
    expect(runs).toBeGreaterThan(25);
  });
});
