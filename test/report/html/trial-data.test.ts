import { expect, test } from "vitest";
import { chooseDetail, dataSize, trialData } from "../../../src/report/html/trial-data.ts";
import type { Detail } from "../../../src/report/html/trial-data.ts";
import { failedTrial, trial } from "../../helpers/report-fixtures.ts";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";

const long = "日本".repeat(2_000);
const passing = trial({ output: long, turns: trial().turns.map((turn) => ({ ...turn, output: long })) });
const failed = failedTrial(long, "is not yes", { case: "b" });

async function* both(): AsyncIterable<TrialRecord> {
  yield passing;
  yield failed;
}

function size(detail: Detail): number {
  return [passing, failed].reduce((sum, one) => sum + dataSize(trialData(one, detail)), 0);
}

test.each(["everything", "no passing answers", "short answers", "outcomes", "troubles"] as const)(
  "%s is chosen when it fits",
  async (detail) => {
    expect(await chooseDetail(both, size(detail))).toBe(detail);
    expect(await chooseDetail(both, size(detail) - 1)).not.toBe(detail === "troubles" ? "everything" : detail);
  },
);

test("the answers of passing trials go first", () => {
  expect(trialData(passing, "no passing answers")).not.toContain("日本");
  expect(trialData(failed, "no passing answers")).toContain(long);
  expect(trialData(failed, "short answers")).toContain("日本");
  expect(trialData(failed, "short answers")).not.toContain(long);
});

test("an outcome keeps what the grid shows", () => {
  const kept = JSON.parse(trialData(failed, "outcomes") ?? "") as TrialRecord;
  expect(kept).toMatchObject({ case: "b", verdict: "fail", output: null, turns: [], checks: [], tags: failed.tags });
});

test("the least detail leaves passing trials out", () => {
  expect(trialData(passing, "troubles")).toBeNull();
  expect(trialData(failed, "troubles")).toBe(trialData(failed, "outcomes"));
});
