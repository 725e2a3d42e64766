import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "../../src/providers/simulator/state/options.ts";
import { serveSimulator, type SimulatorServer } from "../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { runCli, type CliResult } from "../helpers/run-cli.ts";
import { spawnCli, startCli } from "../helpers/spawn-cli.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { id: a, vars: { word: one }, expect: [{ contains: one }], simulate: one }
  - { id: b, vars: { word: two }, expect: [{ contains: two }], simulate: two }
`;

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function api(options: Partial<SimulatorOptions> = {}): Promise<{ url: string; simulator: Simulator }> {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, ...options });
  server = await serveSimulator(simulator, { port: 0 });
  return { url: server.url, simulator };
}

function cli(files: Record<string, string>, args: string[], env: Record<string, string> = {}): Promise<CliResult> {
  return runCli(args, { cwd: temporaryProject({ "suite.yaml": SUITE, ...files }), env });
}

/** One clear message, no stack trace. */
function expectPlain({ stderr, stdout }: CliResult): void {
  expect(stdout).toBe("");
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(stderr).not.toMatch(/bug in prompt-run/);
}

/** A bug in the middle of a run: the moment it begins at cannot be written. */
const PLANTED_BUG = "data:text/javascript,Date.prototype.toISOString=()=>{throw(new(RangeError)('planted'))}";

describe("a run", () => {
  test("that dies of a bug says so and ends, with exit 70", async () => {
    const at = { cwd: temporaryProject({ "suite.yaml": SUITE }), env: { NODE_OPTIONS: `--import=${PLANTED_BUG}` } };
    const { exitCode, stderr } = await spawnCli(["suite.yaml", "--simulate"], at);
    expect(stderr).toContain("this is a bug in prompt-run");
    expect(exitCode).toBe(70);
  });

  test("simulated needs no key, ends green, and says SIMULATED in every report", async () => {
    const result = await cli({}, ["suite.yaml", "--simulate", "--reporter", "table", "--reporter", "json=out.json"]);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stdout).toContain("SIMULATED");
  });

  test("a failed check is exit 1", async () => {
    const result = await cli({ "suite.yaml": SUITE.replace("simulate: two", "simulate: three") }, [
      "suite.yaml",
      "--simulate",
    ]);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('expected "two"');
  });

  test("JSON on stdout is one document and nothing else", async () => {
    const { exitCode, stdout } = await cli({}, ["suite.yaml", "--simulate", "--reporter", "json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: "prompt-run.report",
      verdict: "pass",
      run: { replies: "simulated" },
      totals: { trials: 2, passed: 2, requests: 2 },
      suites: [{ name: "suite", trials: [{ case: "a", output: "one", verdict: "pass" }, { case: "b" }] }],
    });
  });

  test("live, over a socket: the bill is the server's", async () => {
    const { url, simulator } = await api({ answer: null });
    const args = ["suite.yaml", "--base-url", url, "--reporter", "json"];
    const { exitCode, stdout } = await cli({}, args, { ANTHROPIC_API_KEY: "test-key-123456" });
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.run.replies).toBe("live");
    expect(report.totals.cost_usd).toBeCloseTo(Number(simulator.books.billedPico) / 1e12, 12);
  });

  test("a deprecated model is told of once by us and once by the SDK, not with every request", async () => {
    const suite = SUITE.replace("claude-haiku-5-5", "claude-sonnet-4-5");
    const { stderr } = await cli({ "suite.yaml": suite }, ["suite.yaml", "--simulate", "--trials", "5"]);
    expect(stderr.match(/deprecated-model/g)).toHaveLength(1);
    expect((stderr.match(/sdk warn/g) ?? []).length).toBeLessThanOrEqual(1);
  });

  test("selection and overrides", async () => {
    const args = ["suite.yaml", "--simulate", "--case", "b", "--trials", "3", "--reporter", "json"];
    const { stdout } = await cli({}, args);
    expect(JSON.parse(stdout).suites[0].trials.map((t: { case: string; trial: number }) => [t.case, t.trial])).toEqual([
      ["b", 1],
      ["b", 2],
      ["b", 3],
    ]);
  });

  test("an error is never graded: answers are missing, exit 3", async () => {
    const { url } = await api({ faults: { server_error: { probability: 1 } } });
    const args = ["suite.yaml", "--base-url", url, "--max-attempts", "1", "--reporter", "json"];
    const { exitCode, stdout } = await cli({}, args, { ANTHROPIC_API_KEY: "k-123456789" });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "incomplete", totals: { errored: 2, failed: 0 } });
  });

  test("a request that might cost more than the budget is not sent: exit 4", async () => {
    const { url, simulator } = await api();
    const args = ["suite.yaml", "--base-url", url, "--max-cost", "0.001", "--reporter", "quiet"];
    const { exitCode } = await cli({}, args, { ANTHROPIC_API_KEY: "k-123456789" });
    expect(exitCode).toBe(4);
    expect(Number(simulator.books.billedPico)).toBe(0);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s keeps what finished and exits %i", async (signal, exitCode) => {
    const { url, simulator } = await api({ latency: { ttftMs: 60_000, perTokenMs: 0 } });
    const answer = simulator.answer.bind(simulator);
    const asked = new Promise<void>((resolve) => {
      simulator.answer = (request) => {
        resolve();
        return answer(request);
      };
    });
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const at = { cwd, env: { ANTHROPIC_API_KEY: "k-123456789" } };
    const started = startCli(["suite.yaml", "--base-url", url, "--reporter", "json"], at);
    await asked;
    started.kill(signal);
    const result = await started.result;
    expect(result.exitCode).toBe(exitCode);
    expect(JSON.parse(result.stdout)).toMatchObject({ verdict: "interrupted" });
  });

  test("the key is in no file and no output", async () => {
    const { url } = await api();
    const cwd = temporaryProject({ "suite.yaml": SUITE.replace("two }", "not-so-secret-key-value }") });
    const env = { ANTHROPIC_API_KEY: "not-so-secret-key-value" };
    const result = await runCli(["suite.yaml", "--base-url", url, "--reporter", "json=out.json"], { cwd, env });
    const text = readFileSync(join(cwd, "out.json"), "utf8");
    expect(text).toContain("[masked]");
    expect(text + result.stdout + result.stderr).not.toContain("not-so-secret-key-value");
  });
});

describe("wrong input is exit 2 and sends nothing", () => {
  const rows: [string, Record<string, string>, string[], string][] = [
    [
      "an undefined variable",
      { "suite.yaml": SUITE.replace("{{ word }}", "{{ wrod }}") },
      [],
      "suite.yaml:2:9: error: the variable `wrod` is not defined",
    ],
    ["a printed list", { "suite.yaml": SUITE.replace("word: one", "word: [1]") }, [], "unprintable-value"],
    ["a bad pattern", { "suite.yaml": SUITE.replace("contains: one", 'matches: "("') }, [], "suite.yaml:4:"],
    [
      "nothing expected",
      { "suite.yaml": SUITE.replace("expect: [{ contains: one }], ", "") },
      [],
      "suite.yaml:4:5: error: nothing is expected",
    ],
    ["a duplicate id", { "suite.yaml": SUITE.replace("id: b", "id: a") }, [], "duplicate-id"],
    ["a missing suite", {}, ["nope.yaml"], "nope.yaml: error: there is no such file"],
    ["a pattern that matches nothing", {}, ["nope/*.yaml"], "no-suites"],
    ["nothing selected by id", {}, ["suite.yaml", "--case", "zzz"], "nothing-selected"],
    ["nothing selected by tag", {}, ["suite.yaml", "--tag", "zzz"], "nothing-selected"],
    ["an unknown prompt", {}, ["suite.yaml", "--prompt", "v9"], "unknown-prompt"],
    ["a bad number", {}, ["suite.yaml", "--trials", "many"], "--trials"],
    ["an unknown option", {}, ["suite.yaml", "--simulat"], "--simulate"],
    ["an unknown reporter", {}, ["suite.yaml", "--reporter", "tabel"], "table"],
    [
      "a report that cannot be written",
      {},
      ["suite.yaml", "--reporter", "json=suite.yaml/x.json"],
      "unwritable-report",
    ],
    ["two reports on stdout", {}, ["suite.yaml", "--reporter", "json", "--reporter", "table"], "two-reports"],
    ["a report over a suite", {}, ["suite.yaml", "--reporter", "json=suite.yaml"], "suite.yaml is a suite of this run"],
    [
      "two reports in one file",
      {},
      ["suite.yaml", "--reporter", "json=a.json", "--reporter", "junit=a.json"],
      "a.json is the file of another report",
    ],
    [
      "only optional checks and a score of 0",
      { "suite.yaml": `min_score: 0\n${SUITE.replaceAll("{ contains", "{ required: false, contains")}` },
      [],
      "nothing-required",
    ],
    [
      "only checks that weigh nothing, and a score to reach",
      { "suite.yaml": `min_score: 0.5\n${SUITE.replaceAll("{ contains", "{ weight: 0, contains")}` },
      [],
      "nothing-weighed",
    ],
    ["every case skipped", { "suite.yaml": SUITE.replaceAll("{ id:", "{ skip: later, id:") }, [], "all-left-out"],
    ["no arguments", {}, ["run"], "suites"],
  ];
  test.each(rows)("%s", async (_name, files, args, message) => {
    const result = await cli(files, [...(args.length === 0 ? ["suite.yaml"] : args), "--simulate"]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(message);
    expectPlain(result);
  });

  test("no key", async () => {
    const result = await cli({}, ["suite.yaml"]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/ANTHROPIC_API_KEY[^]*--simulate/);
    expectPlain(result);
  });

  test("a base URL from a pull request's config never gets the key", async () => {
    const config = { "prompt-run.config.yaml": "base_url: https://evil.example\n" };
    const result = await cli(config, ["suite.yaml"], { ANTHROPIC_API_KEY: "k-123456789" });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("prompt-run.config.yaml:1:11: error");
    expectPlain(result);
  });
});

describe("a wrong account stops the run at once with exit 2", () => {
  const many = `model: claude-haiku-5-5
prompt: "Say {{ n }}"
expect: [{ contains: a }]
limits: { concurrency: 2 }
cases: [{ matrix: { n: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] }, id: c }]
`;
  const rows: [string, Partial<SimulatorOptions>, string, string][] = [
    ["401", { apiKey: "the-right-key" }, many, "401|authentication|invalid|key"],
    ["an unknown model", {}, many.replace("claude-haiku-5-5", "claude-haiku-5-9"), "claude-haiku-5-9"],
  ];
  test.each(rows)("%s", async (_name, options, suite, message) => {
    const { url, simulator } = await api(options);
    const args = ["suite.yaml", "--base-url", url, "--reporter", "quiet"];
    const result = await cli({ "suite.yaml": suite }, args, { ANTHROPIC_API_KEY: "wrong-key-1234" });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(new RegExp(message));
    expect(simulator.books.requests).toBeLessThanOrEqual(2);
  });

  test("a request that is too large is no answer, and is not sent again", async () => {
    const { url, simulator } = await api({ maxBodyBytes: 100 });
    const args = ["suite.yaml", "--base-url", url, "--reporter", "json"];
    const result = await cli({}, args, { ANTHROPIC_API_KEY: "k-123456789" });
    expect(result.exitCode).toBe(3);
    expect(JSON.parse(result.stdout).suites[0].trials[0].error).toMatchObject({ status: 413 });
    expect(simulator.books.requests).toBe(2);
  });

  test.each([
    ["connection refused", "http://127.0.0.1:1", "127.0.0.1"],
    ["a host that does not exist", "http://no-such-host.invalid", "no-such-host.invalid"],
  ])("%s names the host", async (_name, url, host) => {
    const args = ["suite.yaml", "--base-url", url, "--reporter", "quiet", "--max-attempts", "1"];
    const result = await cli({}, args, { ANTHROPIC_API_KEY: "k-123456789" });
    expect([2, 3]).toContain(result.exitCode);
    expect(result.stdout + result.stderr).toContain(host);
  });
});

test("a later turn may parse the reply before it", async () => {
  const suite = `model: claude-haiku-5-5
cases:
  - id: a
    turns:
      - { user: "Give JSON", simulate: '{"n": 7}' }
      - { user: "{% assign r = reply | parse_json %}Double {{ r.n }}", expect: [{ contains: "14" }], simulate: "14" }
`;
  const { exitCode, stdout, stderr } = await cli({ "suite.yaml": suite }, [
    "suite.yaml",
    "--simulate",
    "--reporter",
    "json",
  ]);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout).suites[0].trials[0].turns[1].user).toBe("Double 7");
});

describe("other commands", () => {
  test("--help and --version are exit 0 on stdout", async () => {
    expect(await cli({}, ["--help"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Exit codes") });
    expect(await cli({}, ["--version"])).toMatchObject({ exitCode: 0 });
  });

  test("doctor", async () => {
    const { exitCode, stdout } = await cli({}, ["doctor"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("✓ store");
    expect(stdout).toContain("= help: set one for live runs");
    const config = { "prompt-run.config.yaml": "modles: {}\n" };
    expect(await cli(config, ["doctor"])).toMatchObject({ exitCode: 2 });
  });

  test("validate", async () => {
    expect(await cli({}, ["validate", "suite.yaml"])).toMatchObject({
      exitCode: 0,
      stdout: "ok  suite.yaml: 2 cases, 1 arm, 2 trials\n",
    });
  });

  test("a check that is wrong in every case is one error, and hides no other", async () => {
    const cases = Array.from({ length: 300 }, (_, n) => `  - { id: c${n}, vars: { message: m } }`).join("\n");
    const suite = `model: claude-haiku-5-5\nprompt: "{{ message }}"\nexpect: [{ contains: "" }]\ncases:\n${cases}\n  - { id: last, vars: { massage: m } }\n`;
    const { exitCode, stderr } = await cli({ "suite.yaml": suite }, ["validate", "suite.yaml"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("bad-check-argument");
    expect(stderr).toContain("`message`");
    expect(stderr).toContain("2 errors, 1 warning");
  });

  test("validate --mutate names checks that no wrong answer fails", async () => {
    const suite = SUITE.replace("{ contains: one }", "{ contains: one }, { length: { max_words: 500 } }");
    const plain = await cli({ "suite.yaml": suite }, ["validate", "suite.yaml"]);
    expect(plain).toMatchObject({ exitCode: 0, stderr: "" });
    const { exitCode, stderr } = await cli({ "suite.yaml": suite }, ["validate", "suite.yaml", "--mutate"]);
    expect(exitCode).toBe(0);
    expect(stderr.match(/suite\.yaml:4:\d+: warning: the check `(\w+)`/g)).toHaveLength(1);
    expect(stderr).toContain("the check `length`");
  });

  test("plan", async () => {
    const { exitCode, stdout } = await cli({}, ["plan", "suite.yaml", "--cases"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/2 cases, 1 arm, 2 trials\n[^]*expected +2 [^]*at worst [^]*\$[^]*\n {2}a\n {2}b\n/);
  });

  test("plan --count asks the counting endpoint, and pays nothing", async () => {
    const { url, simulator } = await api();
    const args = ["plan", "suite.yaml", "--trials", "3", "--count", "--base-url", url];
    const { exitCode, stdout } = await cli({}, args, { ANTHROPIC_API_KEY: "k-123456789" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/counted +claude-haiku-5-5\/default +[\d,]+ input tokens/);
    expect(simulator.books.billedPico).toBe(0n);
    expect((await cli({}, ["plan", "suite.yaml", "--count"])).exitCode).toBe(2);
  });

  test("try streams one reply and says what the checks say", async () => {
    const { exitCode, stdout, stderr } = await cli({}, ["try", "suite.yaml", "--case", "b", "--simulate"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "two\n" });
    expect(stderr).toContain("✓ PASS  b on");
    expect(stderr).toContain("✓ contains");
  });

  test("a port that is taken", async () => {
    const taken = await serveSimulator(createSimulator(DEFAULT_SIMULATOR), { port: 0 });
    const { exitCode, stderr } = await cli({}, ["simulate", "--port", String(taken.port)]);
    await taken.close();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("EADDRINUSE");
    expect(stderr).toContain("--port 0 takes a free one");
  });

  test("models", async () => {
    const { exitCode, stdout } = await cli({}, ["models", "--on", "2026-01-01"]);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("claude-opus-4-20250514");
    expect((await cli({}, ["models", "--on", "yesterday"])).exitCode).toBe(2);
  });

  test("init writes a suite that runs, and never overwrites", async () => {
    const cwd = temporaryProject({});
    expect((await runCli(["init"], { cwd })).exitCode).toBe(0);
    expect((await runCli(["suites/triage.yaml", "--simulate"], { cwd })).exitCode).toBe(0);
    expect((await runCli(["init"], { cwd })).exitCode).toBe(2);
  });
});
