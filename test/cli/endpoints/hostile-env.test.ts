import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import { liveProject, reportOf, trialsOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";

const SUITE = `models: [claude-haiku-5-5]
prompt: Say {{ a }}
gate: { pass_rate: 1 }
cases:
  - id: red
    vars: { a: "x", score: 1, quarantined: false, tags: [], vars: { a: "y" }, location: { file: f, line: 1 } }
    simulate: { text: no }
    expect: [{ contains: yes-and-more }]
`;

type Value = readonly [what: string, value: string];
/** Values that a checkout's .env calls secrets, and that stand in what we write: together those of which none is in another. */
const VALUES: readonly (readonly Value[])[] = [
  [
    ["the fields of a record", 'fail","score":0,"quarantined":false,"tags":[],"vars":{"a":"'],
    ["a status", "completed"],
    ["the model", "claude-haiku-5-5"],
    ["an annotation", "::error file="],
    ["a TAP line", "not ok 1 "],
    ["a digit and its key", '"failed":1,'],
  ],
  [
    ["a verdict in JSON", '"verdict":"fail"'],
    ["a status in JSON", '"status":"completed"'],
    ["the arm", "claude-haiku-5-5/default"],
    ["JUnit's failure", "<failure type="],
    ["the suite's file", "suite.yaml"],
  ],
  [
    ["a rule's verdict", '"verdict":"fail","reason":"'],
    ["JUnit's failure, closed", "</failure>\n    </testcase>"],
    ["a step output", "verdict=fail"],
    ["the type of a line", '{"v":1,"type":"trial"'],
    ["a format", "prompt-run.report"],
  ],
  [
    ["a step output with its line end", "\nverdict=fail\nexit_code=1"],
    ["a Markdown row", "| --- | "],
    ["an end of a string", '","reason":"'],
  ],
];

describe("A1: a red suite stays red whatever .env calls a secret", () => {
  const rows = VALUES.map((values) => ({ values, what: values.map(([what]) => what).join(", ") }));
  test.each(rows)("$what", async ({ values }) => {
    const quoted = values.map(([, value]) => (value.includes("'") ? JSON.stringify(value) : `'${value}'`));
    const env = quoted.map((text, index) => `A${index}_KEY=${text}\n`).join("");
    const at = await liveProject({ "suite.yaml": SUITE, ".env": env });
    const files = ["json=r.json", "junit=r.xml", "github", "tap=r.tap", "ctrf=r.ctrf.json", "ndjson=r.ndjson"];
    const out = join(at.cwd, "output.txt");
    const reporters = files.flatMap((file) => ["--reporter", file]);
    const run = await at.live(["suite.yaml", "--strict", ...reporters], { GITHUB_OUTPUT: out });
    expect([run.exitCode, run.stdout]).toEqual([1, expect.stringMatching(/^::error file=suite\.yaml,line=/m)]);
    expect(JSON.parse(at.read("r.json"))).toMatchObject({ format: "prompt-run.report", verdict: "fail", exit_code: 1 });
    expect(at.read("r.xml")).toMatch(/<failure type="contains" message="[^"]*">[^<]*<\/failure>\n {4}<\/testcase>/);
    expect(at.read("r.tap")).toMatch(/^not ok 1 /m);
    expect(JSON.parse(at.read("r.ctrf.json"))).toMatchObject({ results: { summary: { failed: 1, passed: 0 } } });
    const last = at.read("r.ndjson").trimEnd().split("\n").at(-1);
    expect(JSON.parse(last ?? "")).toMatchObject({ type: "end", verdict: "fail", exit_code: 1 });
    expect(readFileSync(out, "utf8")).toMatch(/^verdict=fail\nexit_code=1$/m);
    const again = await at.live(["report", "latest", "--reporter", "json"]);
    expect(again.exitCode).toBe(1);
    const [trial] = trialsOf(reportOf(again));
    expect(trial).toMatchObject({
      case: "red",
      arm: "claude-haiku-5-5/default",
      status: "completed",
      verdict: "fail",
      score: 0,
      model_served: "claude-haiku-5-5",
    });
  });
});

test("A1: what .env rightly calls a secret is masked in every report and file", async () => {
  const secret = "hunter2-hunter2";
  const cwd = temporaryProject({
    "suite.yaml": SUITE.replace('a: "x"', `a: ${secret}`).replace("text: no", `text: it is ${secret}`),
    ".env": `DB_PASSWORD=${secret}\n`,
  });
  const run = await runCli(["suite.yaml", "--simulate", "--reporter", "json=r.json", "--reporter", "junit"], { cwd });
  expect(run.exitCode).toBe(1);
  const id = reportOf({ ...run, stdout: readFileSync(join(cwd, "r.json"), "utf8") }).run.id;
  const stored = ["journal.jsonl", "head.json"].map((file) =>
    readFileSync(join(cwd, ".prompt-run/runs", id, file), "utf8"),
  );
  const all = [run.stdout, run.stderr, readFileSync(join(cwd, "r.json"), "utf8"), ...stored];
  for (const text of all) expect(text).not.toContain(secret);
  expect(all.join("")).toContain("it is [masked]");
});

describe("A1: an answer that a secret was masked in is not graded again", () => {
  const RED = `models: [claude-haiku-5-5]
prompt: "Say {{ a }}"
cases:
  - { id: red, vars: { a: "the customer is very angry" }, expect: [{ not: { contains: "customer is very angry" } }] }
`;

  test("by grade, --reuse or --offline: what was red is not green", async () => {
    const at = await liveProject({ "suite.yaml": RED, ".env": "A_KEY=customer is very angry\n" });
    expect((await at.live(["suite.yaml"])).exitCode).toBe(1);
    const graded = await at.live(["grade", "latest"]);
    expect([graded.exitCode, graded.stderr]).toEqual([3, expect.stringContaining("no reply")]);
    expect((await at.live(["suite.yaml", "--offline"])).exitCode).toBe(3);
    const asked = at.simulator.books.requests;
    expect((await at.live(["suite.yaml", "--reuse"])).exitCode).toBe(1);
    expect(at.simulator.books.requests).toBe(asked + 1);
  });
});
