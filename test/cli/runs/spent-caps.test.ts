import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

// Answers that cost nearly what they may: a cap is spent before it has no room.
const LONG = "ok ".repeat(900);
const CASES = Array.from({ length: 4 }, (_, index) => `  - { id: c${index}, simulate: "${LONG}" }\n`).join("");
const suiteOf = (limit: number | null): string =>
  `model: claude-haiku-5-5\nprompt: hi\nmax_tokens: 1000\nexpect: [{ contains: ok }]\ncases:\n${CASES}limits: { concurrency: 1${limit === null ? "" : `, max_cost_usd: ${limit}`} }\n`;
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

/** What stands between "prompt-run" and the next backtick. */
function commandIn(stderr: string): string[] {
  const [, words = ""] = /`prompt-run ([^`]+)`/.exec(stderr) ?? [];
  return words.split(" ");
}

test("next 2: a suite's own limit is named, with its file and what is enough; changed so, the command goes on to the end", async () => {
  const cwd = temporaryProject({ "suites/a.yaml": suiteOf(0.0011) });
  const { exitCode, stdout, stderr } = await runCli(
    ["suites/a.yaml", "--simulate", "--reporter", "table", "--reporter", "markdown=a.md", "--reporter", "html=a.html"],
    { cwd },
  );
  expect(exitCode).toBe(4);
  const set = /set limits\.max_cost_usd: (0\.\d+) in suites\/a\.yaml, then/;
  const texts = [stdout, stderr, readFileSync(join(cwd, "a.md"), "utf8"), readFileSync(join(cwd, "a.html"), "utf8")];
  for (const text of texts) {
    const told = oneLine(text).replaceAll("&#95;", "_");
    expect(told).toMatch(set);
    expect(told).not.toContain("--max-cost USD");
  }
  expect(oneLine(stdout)).toContain("limits.max_cost_usd in suites/a.yaml) stopped it");
  const [, enough = ""] = set.exec(stderr) ?? [];

  // The run's cap, however high, is not the one in the way: what is said stays the same.
  const inVain = await runCli([...commandIn(stderr), "--max-cost", "0.5"], { cwd });
  expect(inVain.exitCode).toBe(4);
  expect(set.exec(inVain.stderr)?.[1]).toBe(enough);
  expect(oneLine(inVain.stdout)).not.toContain("--max-cost 0.0");
  expect(commandIn(inVain.stderr).slice(-2)).toEqual(["--max-cost", "0.5"]);

  writeFileSync(join(cwd, "suites/a.yaml"), suiteOf(Number(enough)));
  const whole = await runCli(commandIn(inVain.stderr), { cwd });
  expect([whole.exitCode, whole.stderr]).toEqual([0, expect.not.stringContaining("no answer")]);
});

test("next 2: where both caps are too low, both are said, and both are enough", async () => {
  const cwd = temporaryProject({ "suites/a.yaml": suiteOf(0.0016), "suites/b.yaml": suiteOf(null) });
  const { stderr } = await runCli(["suites/*.yaml", "--simulate", "--max-cost", "0.0011"], { cwd });
  const [, enough = ""] = /set limits\.max_cost_usd: (0\.\d+) in suites\/a\.yaml, then/.exec(stderr) ?? [];
  writeFileSync(join(cwd, "suites/a.yaml"), suiteOf(Number(enough)));
  expect((await runCli(commandIn(stderr), { cwd })).exitCode).toBe(0);
});

test("next 5: an unmeasured judge is to be labelled: where the labels go is said first, and no more once that is said", async () => {
  const judged = (labels: string): string =>
    `model: claude-haiku-5-5\nprompt: hi\njudges: { polite: { model: claude-sonnet-5-5, rubric: Is it polite?${labels} } }\nexpect: [{ judge: polite }]\ncases: [{ id: a, simulate: ok, simulate_judge: { polite: pass } }]\ngate: { pass_rate: 0.8 }\n`;
  const cwd = temporaryProject({ "suites/j.yaml": judged("") });
  const args = ["suites/j.yaml", "--simulate", "--reporter", "table", "--reporter", "markdown=j.md"];
  const { stdout } = await runCli([...args, "--reporter", "html=j.html"], { cwd });
  const texts = [stdout, readFileSync(join(cwd, "j.md"), "utf8"), readFileSync(join(cwd, "j.html"), "utf8")];
  for (const text of texts) {
    expect(oneLine(text)).toMatch(/add labels: labels\/polite\.jsonl to the judge polite in suites\/j\.yaml, then/);
    expect(text).toMatch(/prompt-run label \S+ --judge polite/);
  }
  writeFileSync(join(cwd, "suites/j.yaml"), judged(", labels: labels/polite.jsonl"));
  const again = await runCli(["suites/j.yaml", "--simulate"], { cwd });
  expect(again.stdout).not.toContain("add labels:");
  expect(again.stdout).toMatch(/prompt-run label \S+ --judge polite/);
});

test("next 6: where nothing was sent, no model changed and no tag has a rate", async () => {
  const tagged = suiteOf(null).replaceAll("{ id:", "{ tags: [t], id:");
  const cwd = temporaryProject({ "suites/a.yaml": tagged });
  await runCli(["suites/a.yaml", "--simulate"], { cwd });
  await runCli(["accept", "latest", "--as", "base.json"], { cwd });
  const args = ["suites/a.yaml", "--simulate", "--max-cost", "0.0001", "--baseline", "base.json", "--reporter"];
  const { stdout } = await runCli([...args, "markdown"], { cwd });
  expect(stdout).toContain("4 of 4 trials have no answer: the budget ended");
  expect(stdout).not.toMatch(/served model|none|0\/\d|\(0\/0\)/);
});

test("next 3: a red run that its budget stopped says both in its headline, and how it goes on", async () => {
  const failing = suiteOf(null).replace(LONG, "no ".repeat(900));
  const cwd = temporaryProject({ "suites/a.yaml": failing });
  const { exitCode, stdout, stderr } = await runCli(["suites/a.yaml", "--simulate", "--max-cost", "0.0016"], { cwd });
  expect(exitCode).toBe(1);
  expect(oneLine(stdout)).toMatch(/✗ FAIL a failed: .*; \d of 4 trials has no answer: the budget ended\./);
  expect(stdout).toMatch(/prompt-run resume \S+ --max-cost 0\.\d+/);
  expect(stdout).toMatch(/prompt-run try suites\/a\.yaml --case c0/);
  const resumed = await runCli(commandIn(stderr), { cwd });
  expect(oneLine(resumed.stdout)).toContain("4 trials: 3 passed, 1 failed");
});

test("19: a stop by the budget is a whole sentence, its figures differ, and both ways out are said", async () => {
  const cwd = temporaryProject({ "a.yaml": suiteOf(0.0011), "b.yaml": suiteOf(null) });
  const two = oneLine((await runCli(["a.yaml", "b.yaml", "--simulate"], { cwd })).stdout);
  expect(two).toMatch(/stopped it: no room is left under its \$0\.0011: the next request may cost/);
  expect(two).toContain("a smaller max_tokens (now 1000) lowers that worst");
  const small = oneLine((await runCli(["b.yaml", "--simulate", "--max-cost", "0.00001"], { cwd })).stdout);
  expect(small).toContain("with $0.00001 of $0.00001 left");
});

test("issue 20: of a run that was gone on with, the time between its sessions is no work", async () => {
  const cwd = temporaryProject({ "suites/a.yaml": suiteOf(null) });
  await runCli(["suites/a.yaml", "--simulate", "--max-cost", "0.0011"], { cwd });
  const folder = join(cwd, ".prompt-run/runs");
  const journal = join(folder, readdirSync(folder)[0] ?? "", "journal.jsonl");
  const earlier = (_: string, time: string): string => `"${new Date(Date.parse(time) - 7_200_000).toISOString()}"`;
  writeFileSync(journal, readFileSync(journal, "utf8").replaceAll(/"(20\d\d-[^"]+Z)"/g, earlier));
  const args = ["--reporter", "table", "--reporter", "json=a.json", "--reporter", "html=a.html"];
  const { stdout } = await runCli(["resume", "latest", "--max-cost", "1", ...args], { cwd });
  expect(stdout).toMatch(/ · [\d.]+ m?s of work in 2 sessions/);
  const { run } = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8")) as { run: { duration_ms: number } };
  expect(run.duration_ms).toBeGreaterThan(7_000_000);
  const facts = /<p[^>]*id="run">.*/.exec(readFileSync(join(cwd, "a.html"), "utf8"))?.[0] ?? "";
  expect(facts).toMatch(/of work in 2 sessions<\/span> <span>[^<]+ from begin to end</);
});
