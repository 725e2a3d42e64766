import { expect, test } from "vitest";
import { explicitArms, findArm } from "../../../src/pipeline/compare/named-arms.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const MODELS = ["claude-haiku-5-5/default", "claude-sonnet-5-5/default"];
const PROMPTS = ["claude-haiku-5-5/v1", "claude-haiku-5-5/v2"];
const BOTH = ["haiku/v1", "haiku/v2", "sonnet/v1", "sonnet/v2"];

test.each<[name: string, ids: readonly string[], meant: number | readonly string[] | null]>([
  ["claude-haiku-5-5/default", MODELS, 0],
  ["claude-sonnet-5-5", MODELS, 1],
  ["sonnet-5-5", MODELS, 1],
  ["v2", PROMPTS, 1],
  ["claude-haiku-5-5", PROMPTS, PROMPTS],
  ["haiku", BOTH, ["haiku/v1", "haiku/v2"]],
  ["v2", BOTH, ["haiku/v2", "sonnet/v2"]],
  ["sonnet/v1", BOTH, 2],
  ["opus", BOTH, null],
  ["default", MODELS, MODELS],
])("an arm is found by the name that a table gives it: %s of %j", (name, ids, meant) => {
  const found = findArm(ids, name);
  if (meant === null) expect(found).toEqual({ status: "unknown" });
  else if (typeof meant === "number") expect(found).toEqual({ status: "found", index: meant });
  else expect(found).toEqual({ status: "ambiguous", ids: meant });
});

test("pairs that are named are those of the suites that have them; the others pair as they would", () => {
  const suites = [
    { baseline: MODELS, candidate: MODELS },
    { baseline: PROMPTS, candidate: PROMPTS },
  ];
  expect(explicitArms({ v2: "v1" }, suites)).toEqual({
    status: "resolved",
    arms: [{}, { "claude-haiku-5-5/v2": "claude-haiku-5-5/v1" }],
  });
  expect(explicitArms({ opus: "v1" }, suites)).toEqual({ status: "resolved", arms: [{ opus: "v1" }, { opus: "v1" }] });
  expect(explicitArms({ "claude-haiku-5-5": "v1" }, suites)).toMatchObject({ status: "refused" });
});

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
