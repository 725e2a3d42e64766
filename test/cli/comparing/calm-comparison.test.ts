import { beforeAll, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = ["a", "b", "c", "d", "e", "f", "g", "h"];
let cwd = "";
let red = "";

/** Two prompts, of which `careful` answers as told. */
function suiteOf(careful: string): string {
  return JSON.stringify({
    name: "s",
    model: "claude-haiku-4-5",
    prompts: { short: { user: "{{ q }}" }, careful: { user: "Now {{ q }}" } },
    compare: { by: "prompt" },
    gate: { pass_rate: 0, not_worse_than: { margin: 0.1 } },
    cases: CASES.map((id) => ({
      id,
      vars: { q: id },
      expect: [{ equals: "right" }],
      simulate: { short: "right", careful },
    })),
  });
}

async function run(careful: string): Promise<string> {
  const project = { "s.yaml": suiteOf(careful) };
  const flags = ["--simulate", "--store", `${cwd}/runs`, "--baseline", `${cwd}/b.json`, "--allow-missing-baseline"];
  const { stdout } = await runCli(["s.yaml", ...flags], { cwd: temporaryProject(project) });
  return stdout.replaceAll(/\s+/g, " ");
}

async function compare(...args: string[]): Promise<string> {
  const { stdout, stderr } = await runCli(["compare", ...args, "--store", `${cwd}/runs`], { cwd });
  return (stdout + stderr).replaceAll(/\s+/g, " ");
}

beforeAll(async () => {
  cwd = permanentProject({});
  await run("right");
  await runCli(["accept", "latest", "--as", "b.json", "--store", `${cwd}/runs`], { cwd });
  expect(await run("right")).not.toMatch(/luck/);
  red = await run("wrong");
});

test("issue 20: a baseline of one run is doubted where a comparison is red, in one line, and nowhere else", () => {
  expect(red).toContain("! s: red may be the luck of a baseline of 1 run: accept more runs of main");
});

test("issue 20: compare has the worst first, and takes arms by the names that tables give them", async () => {
  const runs = await compare("b.json", "latest");
  expect(runs).toContain("careful is worse than the baseline");
  expect(runs.indexOf("careful is worse")).toBeLessThan(runs.indexOf("claude-haiku-4-5/short against"));
  expect(await compare("latest", "short", "careful")).toContain("careful is worse than claude-haiku-4-5/short");
  const unknown = await runCli(["compare", "latest", "short", "long", "--store", `${cwd}/runs`], { cwd });
  expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining("has both short and long")]);
});
