import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
expect: [{ contains: never }]
cases:
  - { id: a, vars: { word: one } }
  - { id: b, vars: { word: two } }
`;

test("A1: reports that all go to files leave the verdict and their places on stderr", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const args = ["suite.yaml", "--simulate", "--reporter", "html=x.html", "--reporter", "ndjson=x.ndjson"];
  const { exitCode, stdout, stderr } = await runCli(args, { cwd });
  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("✗ FAIL  suite failed: 2 of 2 trials failed: a, b. 0 of 1 suite passed. Exit 1.");
  expect(stderr).toContain("report  x.html  (html)");
  expect(stderr).toContain("report  x.ndjson  (ndjson)");
});

test("A1: a file is told beside a report on stdout, which has the verdict", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const args = ["suite.yaml", "--simulate", "--reporter", "table", "--reporter", "junit=x.xml"];
  const { stdout, stderr } = await runCli(args, { cwd });
  expect(stdout).toContain("✗ FAIL");
  expect(stderr).toContain("report  x.xml  (junit)");
  expect(stderr).not.toContain("FAIL");
});

test("no cap of a run is called enough where the suite's own would stop it next", async () => {
  const limits = "max_tokens: 4000\nlimits: { max_cost_usd: 0.003 }\nexpect: [{ contains: o }]";
  const cwd = temporaryProject({ "suite.yaml": SUITE.replace("expect: [{ contains: never }]", limits) });
  const { exitCode, stdout, stderr } = await runCli(["suite.yaml", "--simulate", "--max-cost", "0.002"], { cwd });
  expect(exitCode).toBe(4);
  const shown = stdout.replaceAll(/\s+/g, " ");
  expect(shown).toContain("the budget stopped the run with $0.0020 of $0.0020 left");
  expect(shown).not.toContain("is enough for the whole run");
  expect(stderr).toMatch(/limits\.max_cost_usd: 0\.\d+.*suite\.yaml/);
});

test("A5: a run that its budget stops says what is left, what the next request may cost, and what is enough", async () => {
  const cwd = temporaryProject({
    "suite.yaml": SUITE.replace("expect: [{ contains: never }]", "max_tokens: 4000\nexpect: [{ contains: o }]"),
  });
  const { exitCode, stdout, stderr } = await runCli(["suite.yaml", "--simulate", "--max-cost", "0.002"], { cwd });
  expect(exitCode).toBe(4);
  const shown = stdout.replaceAll(/\s+/g, " ");
  const note =
    /! the budget stopped the run with \$0\.0020 of \$0\.0020 left: the next request may cost \$(\d\.\d+) at worst, which is set aside before it is sent; --max-cost (\d\.\d+) is enough for the whole run at worst/;
  expect(shown).toMatch(note);
  const [, worst, enough] = note.exec(shown) ?? [];
  expect(Number(enough)).toBeGreaterThanOrEqual(2 * Number(worst) - 0.0001);
  expect(stderr).toContain(`--max-cost ${enough}\` sends these alone`);
  expect((await runCli(["suite.yaml", "--simulate", "--max-cost", String(enough)], { cwd })).exitCode).toBe(0);
  expect(stdout).not.toContain("no room left in");
});
