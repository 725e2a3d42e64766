import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `name: s
model: claude-haiku-5-5
system: { file: prompts/system.md }
prompt: { file: prompts/p.txt }
vars: { policy: { file: docs/policy.html } }
expect: [{ contains: ok }, { json: { schema: { file: schema.xml } } }]
cases: [{ id: a, vars: { more: { files: "more/*.md" } }, simulate: '"ok"' }, { include: more.inc }]
`;
const FILES = {
  "s.yaml": SUITE,
  "prompts/system.md": "Be brief.",
  "prompts/p.txt": "Say ok. {{ policy }} {{ more | json }} prompt-run",
  "docs/policy.html": "<p>refunds</p>",
  "more/one.md": "one",
  "schema.xml": "type: string",
  "more.inc": "- { id: b, vars: { more: 1 }, simulate: '\"ok\"' }",
};

const READ = ["prompts/system.md", "prompts/p.txt", "docs/policy.html", "more/one.md", "schema.xml", "more.inc"];

test("attack 4: a report is not written over what its own run reads, by a link or not", async () => {
  const cwd = temporaryProject(FILES);
  symlinkSync(join(cwd, "docs/policy.html"), join(cwd, "link.out"));
  for (const files of [READ, ["link.out"]]) {
    const reporters = files.flatMap((file) => ["--reporter", `markdown=${file}`]);
    const { exitCode, stderr } = await runCli(["s.yaml", "--simulate", ...reporters], { cwd });
    expect(exitCode).toBe(2);
    for (const file of files) expect(stderr).toContain(`${file} is read by this run`);
  }
  for (const [file, text] of Object.entries(FILES)) expect(readFileSync(join(cwd, file), "utf8")).toBe(text);
});

test("attack 4: beside what is read, a report is written and written over", async () => {
  const cwd = temporaryProject(FILES);
  const reporters = ["quiet", "markdown=prompts/p.md", "json=r.json", "ctrf=c.json", "ndjson=n.jsonl", "html=x.html"];
  const args = ["s.yaml", "--simulate", ...reporters.flatMap((name) => ["--reporter", name])];
  for (const time of [1, 2]) {
    const { exitCode, stderr } = await runCli(args, { cwd });
    expect({ time, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ time, exitCode: 0, stderr: "" });
  }
});

test("`plan --out` is written over shards, and over nothing else", async () => {
  const suite =
    'model: claude-haiku-5-5\nprompt: "{{ m }}"\nexpect: [{ contains: a }]\ncases: [{ id: a, vars: { m: x } }]\n';
  const cwd = temporaryProject({ "s.yaml": suite, "data.json": "[]", "empty.json": "" });
  const plan = (out: string) => runCli(["plan", "s.yaml", "--shards", "2", "--out", out], { cwd });
  for (const out of ["s.yaml", "data.json"]) {
    const { exitCode, stdout, stderr } = await plan(out);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`--out ${out}: it is there already, and deals out no shards`);
  }
  expect(readFileSync(join(cwd, "s.yaml"), "utf8")).toBe(suite);
  for (const out of ["new.json", "new.json", "empty.json"]) expect((await plan(out)).exitCode).toBe(0);
});

test.skipIf(!existsSync("/dev/full"))("attack 13: a report that fails last says which exit code holds", async () => {
  const cwd = temporaryProject(FILES);
  const args = ["s.yaml", "--simulate", "--reporter", "quiet", "--reporter", "json=/dev/full"];
  const { exitCode, stderr } = await runCli(args, { cwd });
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/a report could not be written: .*; so the exit code is 3, not 0/);
});
