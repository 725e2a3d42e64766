import { expect, test } from "vitest";
import { digestTrials } from "../../../src/report/words/trial-digest.ts";
import { findingsOf } from "../../../src/report/words/trial-notes.ts";
import { caseList } from "../../../src/report/words/words.ts";
import { failing, skippedTrial, trial } from "../../helpers/report-fixtures.ts";

test("skipped trials are counted by reason, with the first of their cases and how many more", async () => {
  const ids = ["a", "a", "b", "c", "d", "e", "f", "g"];
  const trials = [
    ...ids.map((id) => skippedTrial("suite: flaky", { case: id })),
    skippedTrial("budget", { case: "late" }),
  ];
  async function* stream(): AsyncIterable<(typeof trials)[number]> {
    yield* trials;
  }
  const { skipped } = await digestTrials(stream(), { notes: 10, answerChars: 10 });
  const told = [...skipped].map(([reason, counted]) => [reason, counted.trials, caseList(counted)]);
  expect(told).toEqual([
    ["suite: flaky", 8, "a, b, c, d, e and 2 more"],
    ["budget", 1, "late"],
  ]);
});

test("findings that are left out are counted, of optional checks too", () => {
  const checks = Array.from({ length: 7 }, () => failing("no", { required: false }));
  expect(findingsOf(trial({ verdict: "fail", checks })).at(-1)?.reason).toBe("and 2 more checks");
  const required = Array.from({ length: 6 }, () => failing("no"));
  expect(findingsOf(trial({ verdict: "fail", checks: required })).at(-1)?.reason).toBe("and 1 more check");
});
