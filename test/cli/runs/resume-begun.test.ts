import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReportHead } from "../../../src/domain/reporter.ts";
import { run } from "../../../src/index.ts";
import { reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const there = (): string => join(temporaryProject({ "prompt.md": "Say {{ m }}" }), "prompt.md");
const suite = (prompt: string): string => `model: claude-haiku-5-5
prompt: { file: ${prompt} }
cases:
  - { id: a, vars: { m: ay }, expect: [{ contains: ay }] }
  - { id: b, vars: { m: be }, expect: [{ contains: be }] }
`;

/** As if the newest run had been killed before its last trial was kept. */
function killNewest(cwd: string): string {
  const runs = join(cwd, ".prompt-run/runs");
  const id = readdirSync(runs).sort().at(-1) ?? "";
  const journal = join(runs, id, "journal.jsonl");
  const lines = readFileSync(journal, "utf8").split("\n");
  const last = lines.findLastIndex((line) => line.includes('"type":"trial"'));
  writeFileSync(journal, `${lines.slice(0, last).join("\n")}\n`);
  rmSync(join(runs, id, "head.json"));
  return readFileSync(journal, "utf8");
}

test("11: a program's run with allowOutside is gone on with by a command", async () => {
  const cwd = temporaryProject({ "suite.yaml": suite(there()) });
  await run("suite.yaml", { cwd, simulate: true, allowOutside: true, store: ".prompt-run" });
  killNewest(cwd);
  const resumed = await runCli(["resume", "--reporter", "json"], { cwd });
  expect(reportOf(resumed)).toMatchObject({ exit_code: 0, totals: { trials: 2, passed: 2 } });
});

test("11: a command's run is gone on with as it was typed, though its arguments are kept nowhere", async () => {
  const cwd = temporaryProject({ "suite.yaml": suite(there()), "odd.env": "" });
  const typed = ["--simulate", "--allow-outside", "--env-file", "odd.env", "--reporter", "json"];
  await runCli(["suite.yaml", ...typed], { cwd });
  expect(killNewest(cwd)).not.toContain('"argv"');
  const resumed = await runCli(["resume"], { cwd });
  const { run: ran, totals } = reportOf(resumed);
  expect(totals).toMatchObject({ trials: 2, passed: 2 });
  const kept = JSON.parse(readFileSync(join(cwd, ".prompt-run/runs", ran.id, "head.json"), "utf8")) as ReportHead;
  expect(kept.insights?.asked).toEqual([
    { name: "env-file", value: "odd.env" },
    { name: "allow-outside", value: null },
  ]);
});
