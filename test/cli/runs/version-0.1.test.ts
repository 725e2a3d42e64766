import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { liveProject, reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** What 0.1.0 wrote: see the README beside it. */
const FIXTURE = join(import.meta.dirname, "../../fixtures/version-0.1");
const LIVE = "20261129-071519-0c21e";
const SIMULATED = "20261129-071519-28eca";
const SUITES = ["suites/blocks.yaml", "suites/turns.yaml", "suites/words.yaml"];

/** Puts the project of 0.1 into a folder, with its runs in the store. */
function put(cwd: string): string {
  cpSync(FIXTURE, cwd, { recursive: true });
  mkdirSync(join(cwd, ".prompt-run"), { recursive: true });
  cpSync(join(FIXTURE, "runs"), join(cwd, ".prompt-run/runs"), { recursive: true });
  return cwd;
}

const journalOf = (cwd: string, run: string): string => join(cwd, ".prompt-run/runs", run, "journal.jsonl");

/** As if the run had been killed after so many lines: its journal is cut, and it has no report. */
function cut(cwd: string, run: string, lines: number): void {
  const journal = journalOf(cwd, run);
  writeFileSync(journal, `${readFileSync(journal, "utf8").split("\n").slice(0, lines).join("\n")}\n`);
  rmSync(join(cwd, ".prompt-run/runs", run, "head.json"));
}

test("11: every recording of 0.1 is found by its request", async () => {
  const cwd = put(temporaryProject({}));
  const offline = await runCli([...SUITES, "--offline", "--reporter", "json"], { cwd });
  expect(reportOf(offline).totals).toMatchObject({
    trials: 28,
    passed: 28,
    reused_trials: 28,
    errored: 0,
    requests: 0,
  });
  expect(offline.exitCode).toBe(0);
});

test("11: runs of 0.1 are listed, reported and graded", async () => {
  const cwd = put(temporaryProject({}));
  expect((await runCli(["runs"], { cwd })).stdout).toMatch(/28eca .* 3\/3[^]*0c21e .* 3\/3/);
  for (const command of ["report", "grade"]) {
    const again = await runCli([command, LIVE, "--reporter", "json"], { cwd });
    expect(again).toMatchObject({ exitCode: 0 });
    expect(reportOf(again)).toMatchObject({ run: { replies: "live" }, totals: { trials: 3, passed: 3, requests: 8 } });
  }
});

test("11: what 0.1 began is gone on with, by the arguments that it kept", async () => {
  const cwd = put(temporaryProject({}));
  cut(cwd, SIMULATED, 4);
  const resumed = await runCli(["resume", SIMULATED, "--reporter", "json"], { cwd });
  expect(reportOf(resumed)).toMatchObject({
    run: { id: SIMULATED, seed: 7 },
    totals: { trials: 3, passed: 3 },
    suites: [{ arms: [{ id: "claude-haiku-5-5/curt" }] }],
  });
});

test("11: what 0.1 paid for is not paid for again", async () => {
  const at = await liveProject({});
  const journal = journalOf(put(at.cwd), LIVE);
  // The first of three trials is done, with two requests of others; two more are on their way.
  cut(at.cwd, LIVE, 12);
  const here = readFileSync(journal, "utf8").replaceAll("http://127.0.0.1:8911", at.env["ANTHROPIC_BASE_URL"] ?? "");
  writeFileSync(journal, here);
  const resumed = await at.live(["resume", LIVE, "--reporter", "json"]);
  expect(reportOf(resumed).totals).toMatchObject({ trials: 3, errored: 0, requests: 6 + 3 });
  expect(at.simulator.books.requests).toBe(3);
});
