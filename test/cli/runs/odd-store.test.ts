import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli, type CliResult } from "../../helpers/run-cli.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `models: [claude-haiku-5-5]
prompt: Say {{ w }}
cases:
  - { id: a, vars: { w: one }, simulate: { text: one }, expect: [{ contains: one }] }
  - { id: b, vars: { w: two }, simulate: { text: two }, expect: [{ contains: two }] }
`;

interface Stored {
  readonly cwd: string;
  readonly folder: string;
  readonly run: (...args: string[]) => Promise<CliResult>;
}

/** Projects whose suite has been run once, by the suite's text: each test gets a copy. */
const projects = new Map<string, Promise<string>>();

async function ranOnce(suite: string): Promise<string> {
  const cwd = permanentProject({ "suite.yaml": suite });
  await runCli(["suite.yaml", "--simulate"], { cwd });
  return cwd;
}

/** A project with one simulated run in its store. */
async function stored(suite = SUITE): Promise<Stored> {
  const made = projects.get(suite) ?? ranOnce(suite);
  projects.set(suite, made);
  const cwd = temporaryProject({});
  cpSync(await made, cwd, { recursive: true });
  const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd });
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  return { cwd, folder: join(cwd, ".prompt-run/runs", id), run };
}

/** Sets what stands at a path of the stored head. */
function changeHead(folder: string, path: readonly string[], odd: unknown): void {
  const file = join(folder, "head.json");
  const head: unknown = JSON.parse(readFileSync(file, "utf8"));
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce((value, key) => Reflect.get(Object(value), key) as unknown, head);
  Reflect.set(Object(parent), last, odd);
  writeFileSync(file, JSON.stringify(head));
}

/** No command died: every end has a meaning of its own. */
async function expectNoBug({ run }: Stored, commands: readonly (readonly string[])[]): Promise<CliResult[]> {
  const results: CliResult[] = [];
  for (const args of commands) {
    const result = await run(...args);
    expect([args, result.exitCode, result.stderr]).toEqual([args, expect.any(Number), expect.any(String)]);
    expect([args, result.exitCode]).not.toEqual([args, 70]);
    expect(result.stderr).not.toMatch(/this is a bug|TypeError|RangeError/);
    results.push(result);
  }
  return results;
}

const READERS = [
  ["runs"],
  ["report", "latest"],
  ["grade", "latest"],
  ["calibrate", "latest"],
  ["accept", "latest", "--as", "b.json"],
  ["resume", "latest"],
];
const QUICK = [["runs"], ["report", "latest"], ["resume", "latest"]];

describe("A20: an odd head.json is a run that is not finished, not a bug", () => {
  test.each([
    ["a text for a cost", ["totals", "cost_usd"], "much"],
    ["no totals", ["totals"], undefined],
    ["suites that are no list", ["suites"], "x"],
    ["a suite of null", ["suites"], [null]],
    ["a verdict that is none", ["verdict"], "green"],
    ["no run", ["run"], null],
    ["a pass rate that is a text", ["suites", "0", "arms", "0", "pass_rate"], "1"],
  ])("%s", async (_what, path, odd) => {
    const at = await stored();
    changeHead(at.folder, path, odd);
    const [runs, report, , , , resume] = await expectNoBug(at, READERS);
    expect(runs?.stdout).toContain("unfinished");
    expect([report?.exitCode, report?.stderr]).toEqual([2, expect.stringContaining("resume")]);
    expect(resume?.exitCode).toBe(0);
    expect((await at.run("report", "latest")).exitCode).toBe(0);
  });

  test.each([
    ["notes of a number", ["insights"], { notes: 5 }],
    ["insights of a text", ["insights"], "x"],
    ["sessions and options", ["insights"], { sessions: "x", asked: [{ name: 5 }, null] }],
    ["judges that are a number", ["suites", "0", "insights"], { judges: 5, gate_line: "x" }],
    ["a suite's", ["suites", "0", "insights"], { repeats: "x", rates: [{ arm: 1 }], served: [5] }],
  ])("odd insights cost themselves: %s", async (_what, path, odd) => {
    const at = await stored();
    changeHead(at.folder, path, odd);
    const [runs, report] = await expectNoBug(at, QUICK);
    expect([runs?.stdout, report?.exitCode]).toEqual([expect.stringContaining("pass"), 0]);
  });
});

describe("A5, A20: an odd measure in a stored line costs that measure, not the run", () => {
  test.each([
    ["a negative latency", /"latency_ms":\d+/g, '"latency_ms":-400'],
    ["a text for a time", /"ttft_ms":\d+/g, '"ttft_ms":"soon"'],
    ["a negative wait", /"waited_ms":\d+/g, '"waited_ms":-1'],
    ["too many tokens", /"input_tokens":\d+/g, '"input_tokens":1e308'],
    ["a fraction of a token", /"output_tokens":\d+/g, '"output_tokens":0.5'],
    ["a cost that is no number", /"cost_pico":"\d+"/g, '"cost_pico":"much"'],
    ["a cost in dollars that is a text", /"cost_usd":[\d.e-]+/g, '"cost_usd":"1"'],
    ["a cost beyond everything", /"cost_usd":[\d.e-]+/g, '"cost_usd":1e400'],
    ["a moment that is none", /"at":"[^"]+"/g, '"at":"soon"'],
    ["a start that is none", /"started_at":"[^"]+"/g, '"started_at":"2026-99-99T99:99:99.999Z"'],
  ] as const)("%s", async (_what, pattern, odd) => {
    const at = await stored();
    const file = join(at.folder, "journal.jsonl");
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(pattern);
    writeFileSync(file, text.replaceAll(pattern, odd));
    const ends = await expectNoBug(at, [["grade", "latest"], ...QUICK, ["runs"]]);
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
  });

  test.each([
    ["an ordinal beyond everything", /"ordinal":\d+/g, '"ordinal":9000000000000000'],
    ["a suite beyond everything", /"suite":\d+/g, '"suite":1e15'],
    ["a verdict that is none", /"verdict":"pass"/g, '"verdict":"green"'],
    ["a plan that is no text", /"plan_hash":"[^"]+"/g, '"plan_hash":5'],
    ["nesting without end", /"settings":\{/g, `"settings":{"x":${"[".repeat(5000)}${"]".repeat(5000)},`],
  ] as const)("what verdicts rest on is refused: %s", async (_what, pattern, odd) => {
    const at = await stored();
    const file = join(at.folder, "journal.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(pattern, odd));
    await expectNoBug(at, QUICK);
  });
});

describe("A20: odd recordings are named, not a bug", () => {
  const line = (over: object, usage: object = {}): string =>
    `${JSON.stringify({
      v: 1,
      case: "a",
      request_hash: "0".repeat(64),
      n: 1,
      recorded_at: "2026-11-28T09:00:00.000Z",
      completion: {
        content: [{ type: "text", text: "one" }],
        ending: "complete",
        stop_reason: "end_turn",
        refusal_category: null,
        model_served: "claude-haiku-5-5",
        usage: {
          input_tokens: 1,
          output_tokens: 1,
          cache_read_tokens: 0,
          cache_write_5m_tokens: 0,
          cache_write_1h_tokens: 0,
          thinking_tokens: null,
          web_search_requests: 0,
          service_tier: null,
          speed: null,
          inference_geo: null,
          ...usage,
        },
      },
      ttft_ms: 1,
      latency_ms: 2,
      request_id: null,
      ...over,
    })}\n`;
  test.each([
    ["1e308 tokens", line({}, { input_tokens: 1e308 })],
    ["a negative latency", line({ latency_ms: -1 })],
    ["a moment that is none", line({ recorded_at: "2026-99-99T99:99:99.999Z" })],
    ["a text for tokens", line({}, { output_tokens: "1" })],
    ["no content", line({ completion: null })],
  ])("%s", async (_what, text) => {
    const cwd = temporaryProject({ "suite.yaml": SUITE, ".prompt-run/recordings/suite.yaml.jsonl": text });
    const run = await runCli(["suite.yaml", "--offline"], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      expect.stringMatching(/suite\.yaml\.jsonl:1.*bad-recordings|line 1/s),
    ]);
  });
});

test.skipIf(process.getuid?.() === 0)("A20: init in a folder that cannot be written", async () => {
  const cwd = temporaryProject({ "x/y": "" });
  chmodSync(join(cwd, "x"), 0o500);
  const run = await runCli(["init", "x"], { cwd });
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining("cannot be written")]);
});

test("A20: init where a file stands in the way of a folder", async () => {
  const cwd = temporaryProject({ "x/prompts": "a file" });
  const run = await runCli(["init", "x"], { cwd });
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining("cannot be written")]);
});

const hasMkfifo = spawnSync("mkfifo", ["--version"]).status === 0;

describe("A15: a file of the store or .env that has no end", () => {
  const ways: readonly (readonly [string, (file: string) => void])[] = [
    ["an endless device", (file) => symlinkSync("/dev/zero", file)],
    ["a pipe", (file) => void spawnSync("mkfifo", [file])],
  ];
  test.skipIf(!hasMkfifo).each(ways)(".env: %s", async (_what, make) => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    make(join(cwd, ".env"));
    const run = await runCli(["suite.yaml", "--simulate"], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringMatching(/\.env: .*no regular file/)]);
  });

  test
    .skipIf(!hasMkfifo)
    .each(
      ways.flatMap(([what, make]) => ["head.json", "journal.jsonl", "lock"].map((name) => [name, what, make] as const)),
    )("%s: %s", async (name, _what, make) => {
    const at = await stored();
    rmSync(join(at.folder, name), { force: true });
    make(join(at.folder, name));
    const [runs] = await expectNoBug(at, QUICK);
    expect(runs?.exitCode).toBe(0);
  });

  test.skipIf(!hasMkfifo)("a baseline, a report to compare and recordings", async () => {
    const at = await stored();
    spawnSync("mkfifo", [join(at.cwd, "pipe.json")]);
    mkdirSync(join(at.cwd, ".prompt-run/recordings"), { recursive: true });
    spawnSync("mkfifo", [join(at.cwd, ".prompt-run/recordings/suite.yaml.jsonl")]);
    const commands = [
      ["suite.yaml", "--simulate", "--baseline", "pipe.json"],
      ["compare", "latest", "pipe.json"],
      ["suite.yaml", "--offline"],
    ];
    for (const { exitCode } of await expectNoBug(at, commands)) expect(exitCode).toBe(2);
  });
});

describe("A18: names steer no terminal", () => {
  const NASTY = "a\u001b]0;owned\u0007b\u001b[2Jc\u202ed\u061ce\u{e0041}f";
  // oxlint-disable-next-line no-control-regex -- what must not be there
  const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u202e\u{e0000}-\u{e007f}]/u;
  const named = SUITE.replace("models:", `name: ${JSON.stringify(NASTY)}\nmodels:`).replace(
    "id: a,",
    `id: ${JSON.stringify(`${NASTY}1`)},`,
  );
  test.each([
    [["runs"]],
    [["report", "latest"]],
    [["report", "latest", "--reporter", "json"]],
    [["report", "latest", "--reporter", "markdown"]],
    [["report", "latest", "--reporter", "github"]],
    [["plan", "suite.yaml"]],
    [["plan", "suite.yaml", "--cases"]],
    [["validate", "suite.yaml"]],
    [["accept", "latest", "--as", "base/"]],
    [["calibrate", "latest"]],
    [["grade", "latest"]],
    [["compare", "latest", "latest"]],
    [["try", "suite.yaml", "--simulate"]],
  ])("%j", async (args) => {
    const at = await stored(named);
    const { stdout, stderr } = await at.run(...args);
    expect(stdout + stderr).not.toMatch(RAW);
    expect(stdout + stderr).not.toBe("");
  });
});
