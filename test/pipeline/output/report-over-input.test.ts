import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportTargets } from "../../../src/pipeline/output/report-targets.ts";
import { comparisonTargets } from "../../../src/pipeline/output/write-comparison.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const PLACES = { suites: [], step: { summaryFile: null, outputFile: null, workspace: null }, guard: () => null };

test.each([
  ["package.json", '{ "name": "app" }'],
  ["list.json", '\uFEFF[{ "id": 1 }]'],
  ["rows.jsonl", '{"id":"a"}\n'],
  ["recordings.jsonl", '{"v":1,"case":"a"}\n'],
  [".env.local", "KEY=1"],
])("attack 4: a report is not written over data, settings or recordings: %s", (name, text) => {
  const file = join(temporaryProject({ [name]: text }), name);
  for (const spec of [`json=${file}`, `markdown=${file}`]) {
    expect(reportTargets([spec], PLACES)).toMatchObject({ ok: false, problems: [{ code: "unwritable-report" }] });
  }
});

test.each([
  ["shards.tar", Buffer.from("run/journal.jsonl\0\0\0")],
  ["shards.tgz", Buffer.from([0x1f, 0x8b, 8, 1, 2, 3])],
])("a report is not written over an archive of runs, which `merge` reads: %s", (name, bytes) => {
  const file = join(temporaryProject({}), name);
  writeFileSync(file, bytes);
  const wanted = { ok: false, problems: [{ code: "unwritable-report" }] };
  expect(reportTargets([`json=${file}`], PLACES)).toMatchObject(wanted);
});

test("a comparison is written over neither of its sides, nor over its other report, by a link or not", () => {
  const report = '{ "format": "prompt-run.report" }';
  const cwd = temporaryProject({ "a.json": report, "b.json": report, "old.json": report });
  symlinkSync(join(cwd, "b.json"), join(cwd, "link.json"));
  const [a, b, link, old, fresh] = ["a.json", "b.json", "link.json", "old.json", "new.md"].map((name) =>
    join(cwd, name),
  );
  const of = (specs: readonly string[]): unknown => comparisonTargets(specs, [`${a}`, `${b}`, "latest"]);
  for (const side of [a, b, link]) expect(of([`json=${side}`])).toMatch(/is one of the two that are compared/);
  expect(of([`json=${fresh}`, `markdown=${fresh}`])).toMatch(/is the file of another report/);
  expect(of([`json=${old}`, `markdown=${fresh}`])).toHaveLength(2);
});

test("attack 15: a report does not wait for a reader of a named pipe", () => {
  const file = join(temporaryProject({}), "pipe");
  execFileSync("mkfifo", [file]);
  symlinkSync(file, `${file}.link`);
  for (const named of [file, `${file}.link`]) {
    expect(reportTargets([`json=${named}`], PLACES)).toMatchObject({
      ok: false,
      problems: [{ code: "unwritable-report", message: expect.stringContaining("pipe") }],
    });
    expect(comparisonTargets([`json=${named}`], [])).toMatch(/is a pipe/);
  }
});
