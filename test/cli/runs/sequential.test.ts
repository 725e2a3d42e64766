import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../../src/domain/formats/records.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const PROVEN = "gate: { pass_rate: 0.7, confidence: 0.95 }";
const run = (cwd: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(["s.yaml", "--simulate", "--sequential", "--reporter", "table", "--reporter", "json=r.json", ...args], {
    cwd,
  });
const report = (cwd: string): Report => JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")) as Report;
const plain = ({ stdout }: CliResult): string => stdout.replaceAll(/\s+/g, " ");
const decided = (result: CliResult): string =>
  /5 looks fixed in advance: decided after \d+ of \d+ cases/.exec(plain(result))?.[0] ?? "";

test("a clear gate stops early in the same place every time, and cannot become a baseline", async () => {
  const cwd = temporaryProject({ "s.yaml": simulatedSuite({ cases: 100, failing: 2, rest: PROVEN }) });
  const first = await run(cwd);
  expect(first.exitCode).toBe(0);
  const { totals, suites } = report(cwd);
  expect(totals.skipped).toBeGreaterThan(50);
  expect(totals.errored).toBe(0);
  expect(plain(first)).toContain(`${totals.skipped} trials were not needed and not sent`);
  expect(suites[0]?.gate.rules[0]?.reason).toContain("proven, one-sided at ");
  expect(suites[0]?.trials.map((trial) => trial.case)).toEqual(suites[0]?.trials.map((trial) => trial.case).toSorted());
  expect(
    suites[0]?.trials.filter(({ status }) => status === "skipped").every((trial) => trial.status_reason === "decided"),
  ).toBe(true);
  expect(decided(first)).not.toBe("");
  expect(decided(await run(cwd, "--concurrency", "30"))).toBe(decided(first));
  const accepted = await runCli(["accept", "latest", "--as", "b.json"], { cwd });
  expect([accepted.exitCode, accepted.stderr.includes("it was decided early (--sequential)")]).toEqual([2, true]);
  const resumed = await runCli(["resume", "latest", "--reporter", "table"], { cwd });
  expect(decided(resumed)).toBe(decided(first));
  expect(readdirSync(join(cwd, ".prompt-run/runs"))).toHaveLength(2);
});

test("a hopeless gate is red early, and the default gate at its first failure", async () => {
  const cwd = temporaryProject({ "s.yaml": simulatedSuite({ cases: 60, failing: 30, rest: PROVEN }) });
  const hopeless = await run(cwd);
  expect(hopeless.exitCode).toBe(1);
  expect(report(cwd).totals.skipped).toBeGreaterThan(5);
  writeFileSync(join(cwd, "s.yaml"), simulatedSuite({ cases: 60, failing: 30 }));
  const first = await run(cwd);
  expect(first.exitCode).toBe(1);
  expect(report(cwd).totals.skipped).toBeGreaterThan(40);
});

test("what is not clear runs to its end", async () => {
  const cwd = temporaryProject({ "s.yaml": simulatedSuite({ cases: 30, failing: 8, rest: PROVEN }) });
  const result = await run(cwd);
  expect(plain(result)).toContain(
    "sequential, 5 looks fixed in advance: not decided before the end; all 30 cases were run",
  );
  expect(report(cwd)).toMatchObject({ verdict: "inconclusive", totals: { skipped: 0 } });
});
