import { describe, expect, test } from "vitest";
import { ARMS, sameCases, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

const [FIRST = ""] = ARMS;

describe("repeats", () => {
  const repeatsOf = async (cases: Parameters<typeof summarize>[0]) => (await summarize(cases)).insights?.repeats;
  test("tau-bench's published run: pass^k .420 .2733 .220 .200, pass@k .42 .5667 .66 .72", async () => {
    const words = ["FFFF", "FFFP", "FFPP", "FPPP", "PPPP"];
    const cases = [14, 12, 10, 4, 10].reduce(
      (all, count, passes) => ({ ...all, ...sameCases(count, [words[passes] ?? ""], `p${passes}-`) }),
      {},
    );
    const { estimates = [], flaky = [], flaky_total: total } = (await repeatsOf(cases)) ?? {};
    expect(estimates.map(({ all_pass: all }) => Number(all.toFixed(4)))).toEqual([0.42, 0.2733, 0.22, 0.2]);
    expect(estimates.map(({ any_passes: any }) => Number(any.toFixed(4)))).toEqual([0.42, 0.5667, 0.66, 0.72]);
    expect([flaky.length, total]).toEqual([26, 12 + 10 + 4]);
    expect(flaky[0]).toEqual({ case: "p1-1", arm: FIRST, passed: 1, failed: 3 });
  });
  test("cases with fewer decided trials than k are left out of pass^k", async () => {
    expect((await repeatsOf({ a: ["PP"], b: ["FE"] }))?.estimates).toEqual([
      { arm: FIRST, k: 1, cases: 2, any_passes: 0.5, all_pass: 0.5 },
      { arm: FIRST, k: 2, cases: 1, any_passes: 1, all_pass: 1 },
    ]);
  });
  test("a million flaky cases are counted, the first hundred named", async () => {
    const repeats = await repeatsOf(sameCases(150, ["PF"]));
    expect([repeats?.flaky.length, repeats?.flaky_total]).toEqual([100, 150]);
  });
  test("many trials a case: k to ten, and the most there are", async () => {
    const repeats = await repeatsOf({ a: ["P".repeat(30)] });
    expect(repeats?.estimates.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30]);
  });
  test.each([
    ["nothing decided", trialRecords({ a: ["EU"] })],
    ["nothing repeated", trialRecords({ a: ["P"], b: ["F"] })],
    ["only in quarantine", [...trialRecords({ a: ["P"] }), ...trialRecords({ b: ["PF"] }, { quarantined: true })]],
  ])("%s: nothing to tell", async (_, records) => {
    expect(await repeatsOf(records)).toBeUndefined();
  });
});
