import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reportOf, liveProject } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/** Every way in which a suite names files. */
const SUITE = `model: claude-sonnet-4-6
tools:
  - { name: look, description: Looks, input_schema: { type: object } }
prompt:
  user: [{ image: { file: ../data/dot.png } }, { text: "{{ text }} {{ all | json }}" }]
tool_results: { look: [{ text: seen }] }
expect:
  - { script: ../checks/short.mjs }
  - { not: { script: { file: ../checks/no.mjs, timeout_s: 60 } } }
  - { file: ../checks/list.yaml }
cases:
  - id: files
    vars: { text: { file: ../data/text.md }, all: { files: ../data/*.md } }
    tool_results: { look: [{ text: seen }, { content: [{ image: { file: ../data/dot.png } }] }] }
    expect: [{ not: { json: { schema: { file: ../checks/schema.json } } } }]
    simulate: some words
  - { vars: { text: unnamed, all: none }, simulate: some words }
`;
const FILES = {
  "suites/all.yaml": SUITE,
  "suites/turns.yaml": `model: claude-sonnet-4-6
cases:
  - id: turns
    turns:
      - { user: hello, simulate: hi }
      - { user: [{ image: { file: ../data/dot.png } }, { text: and this? }], simulate: a dot, expect: [{ script: ../checks/short.mjs }] }
`,
  "checks/short.mjs": "export default ({ text }) => text.length < 100;\n",
  "checks/no.mjs": "export default () => false;\n",
  "checks/list.yaml": "- script: { file: short.mjs }\n",
  "checks/schema.json": '{ "type": "object" }',
  "data/text.md": "a text",
  "data/more.md": "more",
};

function project(files: Readonly<Record<string, string>> = FILES): string {
  const cwd = temporaryProject(files);
  writeFileSync(join(cwd, "data/dot.png"), Buffer.from(PNG, "base64"));
  return cwd;
}
const run = (cwd: string, ...args: readonly string[]) =>
  runCli(["suites/all.yaml", "suites/turns.yaml", "--simulate", ...args], { cwd });

function planHashes(cwd: string): string {
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  const journal = readFileSync(join(cwd, ".prompt-run/runs", id, "journal.jsonl"), "utf8");
  const keys = [...journal.matchAll(/"(?:plan_hash|key|request_hash|inputs|checks)":"([^"]+)"/g)].map(
    ([, hash]) => hash ?? "",
  );
  expect(keys.length).toBeGreaterThan(10);
  return keys.toSorted().join("\n");
}

describe("D16: the folder of a checkout is in no hash", () => {
  test("the same suites in two folders have equal hashes, plans and reasons, and one's baseline holds for the other", async () => {
    const [here, there] = [project(), project()];
    const reports = [];
    for (const cwd of [here, there]) reports.push(reportOf(await run(cwd, "--reporter", "json", "--concurrency", "1")));
    const [first, second] = reports.map(({ suites }) =>
      suites.map(({ hashes, trials }) => ({
        hashes,
        checks: trials.map(({ checks, request_hash: hash }) => [checks, hash]),
      })),
    );
    expect(reports[0]?.verdict).toBe("pass");
    expect(first).toEqual(second);
    expect(JSON.stringify(first)).not.toContain(here);
    expect(planHashes(here)).toBe(planHashes(there));

    expect((await runCli(["accept", "latest", "--as", "base/"], { cwd: here })).exitCode).toBe(0);
    const baseline = readFileSync(join(here, "base/all.json"), "utf8");
    expect(baseline).not.toContain(here);
    cpSync(join(here, "base"), join(there, "base"), { recursive: true });
    const held = reportOf(await run(there, "--baseline", "base/", "--reporter", "json"));
    expect(held.suites.map(({ comparisons }) => comparisons[0]?.cases)).toEqual([2, 1]);
  });

  test("a script that has changed is another check", async () => {
    const cwd = project();
    await run(cwd);
    await runCli(["accept", "latest", "--as", "base/"], { cwd });
    writeFileSync(join(cwd, "checks/no.mjs"), "export default () => 1 > 2;\n");
    const held = await run(cwd, "--baseline", "base/");
    expect(held.stdout.replaceAll(/\s+/g, " ")).toContain("2 cases with other checks, not compared");
  });

  test("recordings of one folder answer in another", async () => {
    const config = { "prompt-run.config.yaml": "recordings: recordings\n", ...FILES };
    const recorded = await liveProject(config);
    const { cwd } = recorded;
    writeFileSync(join(cwd, "data/dot.png"), Buffer.from(PNG, "base64"));
    await recorded.live(["suites/all.yaml", "suites/turns.yaml", "--record"]);
    const there = project(config);
    mkdirSync(join(there, "recordings"), { recursive: true });
    cpSync(join(cwd, "recordings"), join(there, "recordings"), { recursive: true });
    const offline = await runCli(["suites/all.yaml", "suites/turns.yaml", "--offline", "--reporter", "json"], {
      cwd: there,
    });
    expect(reportOf(offline).totals).toMatchObject({ reused_trials: 3, errored: 0 });
  });

  test("a baseline of 0.1 stays readable, and compares", async () => {
    const suite = `model: claude-haiku-5-5
prompt: "Say {{ m }}"
cases: [{ id: a, vars: { m: "yes" }, expect: [{ contains: "yes" }] }]
`;
    const cwd = temporaryProject({ "s.yaml": suite, "b.json": BASELINE_0_1 });
    const held = await runCli(["s.yaml", "--simulate", "--baseline", "b.json", "--reporter", "json"], { cwd });
    expect(reportOf(held).suites[0]?.comparisons[0]).toMatchObject({ cases: 1, both_pass: 1 });
  });
});

/** As 0.1.0 wrote it. */
const BASELINE_0_1 = JSON.stringify({
  format: "prompt-run.baseline",
  format_version: 1,
  suite: "s",
  file: "s.yaml",
  replies: "simulated",
  tool_version: "0.1.0",
  price_table: "2026-11-22",
  arms: [
    {
      id: "claude-haiku-5-5/default",
      model: "claude-haiku-5-5",
      settings: { max_tokens: 4096 },
      prompt_text: "user:\nSay {{ m }}",
      served: ["claude-haiku-5-5"],
      runs: ["20261128-094234-04732"],
    },
  ],
  cases: [
    {
      id: "a",
      inputs: "667dcf5aaf19bd41",
      checks: "1d5cd2c22d5277b6",
      arms: [{ passed: 1, failed: 0, cost_usd: 0.0000105, latency_ms: 172, output_tokens: 19 }],
    },
  ],
});
