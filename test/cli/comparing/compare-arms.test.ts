import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

test("issue 20: `compare --arm` takes the names of the table, and refuses one that several arms have with their list", async () => {
  const suite =
    "models: [claude-haiku-5-5, claude-sonnet-5-5]\nprompts: { v1: a, v2: b }\ncases: [{ id: c, expect: [{ contains: a }] }]\n";
  const cwd = temporaryProject({ "s.yaml": suite });
  for (const prompt of ["v1", "v2"]) await runCli(["s.yaml", "--simulate", "--prompt", prompt], { cwd });
  const [older, newer] = (await runCli(["runs"], { cwd })).stdout.match(/\d{8}-\d{6}-\w+/g)?.toReversed() ?? [];
  const runs = [older ?? "", newer ?? ""];
  const args = ["--arm", "haiku-5-5/v1=haiku-5-5/v2", "--arm", "claude-sonnet-5-5=sonnet-5-5/v2"];
  const paired = await runCli(["compare", ...runs, ...args, "--reporter", "json"], { cwd });
  const { suites } = JSON.parse(paired.stdout) as {
    suites: { comparisons: { comparison: { baseline: string; candidate: string } }[] }[];
  };
  expect(
    suites[0]?.comparisons.map(({ comparison: { baseline, candidate } }) => `${baseline} = ${candidate}`).sort(),
  ).toEqual(["claude-haiku-5-5/v1 = claude-haiku-5-5/v2", "claude-sonnet-5-5/v1 = claude-sonnet-5-5/v2"]);
  const unclear = await runCli(["compare", ...runs, "--arm", "v1=v2"], { cwd });
  expect(unclear.exitCode).toBe(2);
  expect(unclear.stderr).toContain("v2 may be claude-haiku-5-5/v2 or claude-sonnet-5-5/v2: name one of them");
});
