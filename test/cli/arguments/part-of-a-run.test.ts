import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suiteOf = (gate: string): string => `model: claude-haiku-5-5
prompt: "{{ n }}"
cases:
  - { id: good, tags: [easy], vars: { n: hi }, expect: [{ contains: hi }], simulate: hi }
  - { id: bad, vars: { n: ho }, expect: [{ contains: ho }], simulate: nothing }
gate: ${gate}
`;
const run = (gate: string, ...args: readonly string[]) => {
  const cwd = temporaryProject({ "suite.yaml": suiteOf(gate) });
  return runCli(["suite.yaml", "--simulate", ...args], { cwd, env: { GITHUB_OUTPUT: join(cwd, "output") } }).then(
    (result) => ({
      ...result,
      cwd,
    }),
  );
};

describe("A22: a run of a part says so", () => {
  test.each(["table", "markdown", "quiet", "html"])("%s", async (reporter) => {
    const part = await run("{ pass_rate: 1 }", "--case", "good", "--reporter", reporter);
    expect(part.exitCode).toBe(0);
    expect(part.stdout.toLowerCase()).toContain("pass of a part");
    const whole = await run("{ pass_rate: 0.5 }", "--reporter", reporter);
    expect(whole.stdout.toLowerCase()).not.toContain("of a part");
  });

  test.each([
    ["--case", "good"],
    ["--tag", "easy"],
  ])("the report's warnings name %s", async (option, value) => {
    const report = reportOf(await run("{ pass_rate: 1 }", option, value, "--reporter", "json"));
    expect(report.run.warnings).toEqual([
      { code: "selection", message: `only a part of the cases was run: ${option} ${value}`, file: null, line: null },
    ]);
  });

  test("a step's title", async () => {
    const { cwd } = await run("{ pass_rate: 1 }", "--case", "good", "--reporter", "github");
    expect(readFileSync(join(cwd, "output"), "utf8")).toContain("title=pass of a part: 1 of 1 passed");
  });
});

describe("A22: a gate that looks at no answer is not green without a word", () => {
  test.each(["{ max_cost_usd: 1 }", "{ max_p95_latency_ms: 60000, max_cost_per_trial_usd: 1 }"])("%s", async (gate) => {
    const { exitCode, stdout, stderr } = await run(gate);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("1 of 2 trials failed, and no rule of the gate looks at that");
    expect(stderr).toContain("gate-ignores-answers");
    const report = reportOf(await run(gate, "--reporter", "json"));
    expect(report.run.warnings).toMatchObject([{ code: "gate-ignores-answers", file: "suite.yaml", line: 6 }]);
  });

  test.each(["{ max_cost_usd: 1, pass_rate: 0.1 }", "{ max_cost_usd: 1, by_tag: { easy: { pass_rate: 1 } } }", "none"])(
    "nothing is said of %s",
    async (gate) => {
      const { stdout, stderr } = await run(gate);
      expect(stdout + stderr).not.toMatch(/gate-ignores-answers|no rule of the gate looks/);
    },
  );
});
