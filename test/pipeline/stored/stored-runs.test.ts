import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunLine, TrialRecord } from "../../../src/domain/formats/records.ts";
import type { ReportHead } from "../../../src/domain/reporter.ts";
import { acceptRun } from "../../../src/pipeline/commands/accept-run.ts";
import { findRun, findSuiteRun, pruneRuns } from "../../../src/pipeline/stored/stored-runs.ts";
import { createRunFolder, listRuns } from "../../../src/store/folders/run-folder.ts";
import { writeRunHead } from "../../../src/store/folders/run-head.ts";
import { erroredTrial, head, suite, trial } from "../../helpers/report-fixtures.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const RUN_LINE: RunLine = {
  v: 1,
  type: "run",
  id: "r",
  started_at: "2026-11-22T00:00:00.000Z",
  tool_version: "0.1.0",
  argv: [],
  replies: "live",
  base_url: "https://api.anthropic.com",
  seed: 0,
  price_table: "t",
  suites: [],
  plan_hash: "plan",
};
const asIs = (text: string): string => text;

/** A run in a store: its journal, and its report unless it never came to one. */
async function storeRun(
  store: string,
  id: string,
  report: ReportHead | null,
  records: readonly TrialRecord[] = [],
): Promise<void> {
  await storeRunOf(store, { ...RUN_LINE, id }, report, records);
}

async function storeRunOf(
  store: string,
  line: RunLine,
  report: ReportHead | null,
  records: readonly TrialRecord[],
): Promise<void> {
  const { id } = line;
  const folder = createRunFolder(store, id, records.length, { mask: asIs, durable: false, onDiskFull: () => {} });
  await folder.journal.run(line);
  for (const [ordinal, record] of records.entries()) {
    const hashes = { inputs: "1", checks: "2" };
    await folder.journal.trial({ v: 1, type: "trial", ordinal, suite: 0, key: `k${ordinal}`, hashes, record });
  }
  await folder.close();
  if (report !== null) expect(writeRunHead(folder.folder, report, asIs)).toBeNull();
}

test("pruning takes finished runs, never those that were cut short: answers that were paid for stay", async () => {
  const store = join(temporaryProject({}), ".prompt-run");
  const ended = (verdict: ReportHead["verdict"]): ReportHead => head({ verdict });
  await storeRun(store, "1-interrupted", ended("interrupted"));
  await storeRun(store, "2-passed", ended("pass"));
  await storeRun(store, "3-failed", ended("fail"));
  await storeRun(store, "4-unfinished", null);
  const missing = { errored: 0, not_run: 3, why: "budget" as const };
  await storeRun(store, "5-stopped", head({ verdict: "over_budget", suites: [suite({ insights: { missing } })] }));
  await storeRun(store, "6-overdrawn", ended("over_budget"));
  const pruned: string[] = [];
  for await (const id of pruneRuns(store, Date.UTC(2027, 0, 1))) pruned.push(id);
  expect(pruned.toSorted()).toEqual(["2-passed", "3-failed", "6-overdrawn"]);
  expect(listRuns(store)).toEqual(["1-interrupted", "4-unfinished", "5-stopped"]);
});

test("`latest` of a command on suites is the newest run that has some, and a meter's alone is told so", async () => {
  const store = join(temporaryProject({}), ".prompt-run");
  await storeRun(store, "1-suites", head());
  await storeRunOf(store, { ...RUN_LINE, id: "2-meter", meter: { command: ["npm", "test"] } }, head(), []);
  await storeRunOf(store, { ...RUN_LINE, id: "3-meter", meter: { command: null } }, head(), []);
  expect(await findRun("latest", store, store)).toMatchObject({ status: "found", line: { id: "3-meter" } });
  expect(await findSuiteRun("latest", store, store)).toMatchObject({ status: "found", line: { id: "1-suites" } });
  await storeRun(store, "0-older", head());
  const older = ({ id }: RunLine): boolean => id === "0-older";
  expect(await findSuiteRun("latest", store, store, older)).toMatchObject({ line: { id: "0-older" } });
  expect(await findSuiteRun("latest", store, store, () => false)).toMatchObject({ line: { id: "1-suites" } });
  expect(await findSuiteRun("3-meter", store, store)).toMatchObject({
    status: "refused",
    message: expect.stringMatching(/3-meter is of a meter/),
  });
  const meters = join(temporaryProject({}), ".prompt-run");
  await storeRunOf(meters, { ...RUN_LINE, id: "1-meter", meter: { command: null } }, head(), []);
  expect(await findSuiteRun("latest", meters, meters)).toMatchObject({
    status: "refused",
    message: expect.stringMatching(/no run in .* has suites: all are of a meter/),
  });
});

test.each([
  { name: "a quarantined trial without an answer is no missing answer", quarantined: true, status: "accepted" },
  { name: "one that counts is missing", quarantined: false, status: "refused" },
])("a baseline is made of a run: $name", async ({ quarantined, status }) => {
  const cwd = temporaryProject({});
  const store = join(cwd, ".prompt-run");
  const [arm = ""] = head().suites.flatMap(({ arms }) => arms.map(({ id }) => id));
  const records = [trial({ case: "a", arm }), erroredTrial({ case: "b", arm, quarantined })];
  await storeRun(store, "one", head(), records);
  const accepted = await acceptRun("one", store, { as: "base.json", cwd, mask: asIs, guard: () => null });
  expect(accepted).toMatchObject({ status });
  if (accepted.status === "refused") expect(accepted.message).toContain("it misses 1 answer");
});
