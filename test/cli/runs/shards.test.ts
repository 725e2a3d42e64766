import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

test("shards of a plan that was dealt out, merged: the verdict and exit code of one run", async () => {
  const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 6, failing: 1 }) });
  const plan = await runCli(["plan", "suite.yaml", "--shards", "2", "--out", "shards.json"], { cwd });
  expect(plan.stdout).toContain("shards.json: 2 shards of 3 cases");
  for (const index of [1, 2]) {
    const args = [
      "suite.yaml",
      "--simulate",
      "--shard",
      `shards.json#${index}`,
      "--store",
      `s/${index}`,
      "--reporter",
      "quiet",
    ];
    const shard = await runCli(args, { cwd });
    expect([shard.exitCode, shard.stdout]).toEqual([0, expect.stringContaining("partial") as string]);
  }
  const merged = await runCli(["merge", "s", "--reporter", "quiet"], { cwd });
  expect([merged.exitCode, merged.stdout]).toEqual([1, expect.stringMatching(/^fail .*5\/6/m) as string]);
  const short = await runCli(["merge", "s/1"], { cwd });
  expect([short.exitCode, short.stdout, short.stderr]).toEqual([
    2,
    "",
    expect.stringContaining("missing: 2/2") as string,
  ]);
});

test.each([
  [["--shard", "0/3"], "shards count from 1"],
  [["--shard", "4/3"], "there are only 3 shards"],
  [["--shard", "1/3", "--sequential"], "does not go with --sequential"],
  [["--shard", "1/3", "--fail-fast"], "does not go with --fail-fast"],
])("%s is exit 2 in words", async (args, words) => {
  const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 2 }) });
  const result = await runCli(["suite.yaml", "--simulate", ...args], { cwd });
  expect([result.exitCode, result.stdout, result.stderr]).toEqual([2, "", expect.stringContaining(words) as string]);
});
