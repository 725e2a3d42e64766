import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import type { JournalLine, Report, TrialRecord } from "../../../src/domain/formats/records.ts";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../../src/providers/simulator/simulator.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = 6;
const CONVERSATIONS = 2;
const TOOL_LOOPS = 2;
const CONCURRENCY = 3;
const KILLS = times({ small: 4, long: 200 });

/** Replies are echoes; every fifth case fails. The last cases are conversations of two turns, one of whose turns calls a tool in some. */
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
${Array.from({ length: CASES }, (_, n) => `  - { id: c${n}, vars: { word: w${n}w }, expect: [{ contains: ${n % 5 === 4 ? "nothing" : `w${n}w`} }] }`).join("\n")}
${Array.from({ length: CONVERSATIONS }, (_, n) => `  - { id: t${n}, vars: { word: x }, turns: [{ user: "Say a${n}a" }, { user: "Then b${n}b after {{ reply }}", expect: [{ contains: b${n}b }] }] }`).join("\n")}
${Array.from({ length: TOOL_LOOPS }, (_, n) => `  - { id: l${n}, vars: { word: x }, turns: [{ user: "Look up c${n}c" }, { user: "Then d${n}d after {{ reply }}", expect: [{ contains: d${n}d }] }] }`).join("\n")}
tools: [{ name: look, input_schema: { type: object } }]
tool_results: { look: [{ text: found }] }
gate: { pass_rate: 0.5 }
`;
const TRIALS = CASES + CONVERSATIONS + TOOL_LOOPS;
const CALLS = CASES + 2 * CONVERSATIONS + 3 * TOOL_LOOPS;

/** Calls the tool for a text that asks to look something up; all else is an echo. */
function lookUp(body: JsonObject): SimulatedReply | null {
  const messages = body["messages"] as readonly { readonly content: unknown }[]; // the simulator has checked the request
  const asked = JSON.stringify(messages.at(-1)?.content ?? "");
  if (asked.includes("tool_result")) return { ...SAYS_NOTHING, text: "it was found" };
  return asked.includes("Look up") ? { ...SAYS_NOTHING, toolUse: [{ name: "look", input: {} }] } : null;
}
const SAYS_NOTHING: SimulatedReply = { text: null, toolUse: [], stopReason: null, usage: null, error: null };

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Project {
  readonly cwd: string;
  readonly url: string;
  readonly simulator: Simulator;
  readonly env: Readonly<Record<string, string>>;
}

async function project(options: Partial<SimulatorOptions> = {}, suite: string = SUITE): Promise<Project> {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, answer: lookUp, ...options });
  server = await serveSimulator(simulator, { port: 0 });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: server.url };
  return { cwd: temporaryProject({ "suite.yaml": suite }), url: server.url, simulator, env };
}

const RUN = ["suite.yaml", "--concurrency", String(CONCURRENCY), "--reporter", "json"];

function cli({ cwd, env }: Project, args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd, env });
}

/**
 * Starts the command and kills it once the simulator has seen so many more requests, and `afterMs` later. False when it had
 * ended by then.
 */
async function killed(
  { cwd, env, simulator }: Project,
  args: readonly string[],
  requests: number,
  afterMs = 0,
): Promise<boolean> {
  const until = simulator.books.requests + requests;
  const running = startCli(args, { cwd, env });
  const over = new AbortController();
  const result = running.result.finally(() => over.abort());
  while (!over.signal.aborted && simulator.books.requests < until) await wait(2);
  if (afterMs > 0) await wait(afterMs);
  running.kill("SIGKILL");
  return (await result).exitCode === null;
}

function journalFile({ cwd }: Project): string {
  const runs = join(cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  return join(runs, id, "journal.jsonl");
}

function journal(at: Project): JournalLine[] {
  const lines = readFileSync(journalFile(at), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as JournalLine);
}

const VARYING = [
  ["id", "started_at", "finished_at", "duration_ms", "base_url"],
  ["ttft_ms", "latency_ms", "queued_ms", "at", "waited_ms", "request_id", "request_ids"],
  ["uncertain_cost_usd", "requests"],
].flat();

/** A report without ids, times, and what a kill adds: requests that it cut off, and what they may have cost. */
function essence(report: Report): unknown {
  return JSON.parse(JSON.stringify(report, (key, value: unknown) => (VARYING.includes(key) ? undefined : value)));
}

function reportOf({ stdout }: CliResult): Report {
  return JSON.parse(stdout) as Report;
}

function trialsOf(report: Report): TrialRecord[] {
  return report.suites.flatMap(({ trials }) => trials);
}

describe("kill -9 and resume", () => {
  test(
    `${KILLS} times at random moments ends as if nothing had happened, and pays for no finished call twice`,
    async () => {
      const latency = { ttftMs: 15, perTokenMs: 0 };
      const whole = await cli(await project({ latency }), RUN);
      expect(whole.exitCode).toBe(0);
      const random = seededRandom("kills");
      const draw = (most: number): number => Math.floor(random() * (most + 1));
      for (let moments = 0; moments < KILLS;) {
        await server?.close();
        const at = await project({ latency });
        let kills = 0;
        let args = RUN;
        while (moments + kills < KILLS && (await killed(at, args, 1 + draw(5), draw(25)))) {
          kills += 1;
          args = ["resume"];
        }
        const resumed = await cli(at, ["resume"]);
        expect({ exitCode: resumed.exitCode, stderr: resumed.stderr.replace(/run \S+/, "run") }).toMatchObject({
          exitCode: 0,
        });
        const report = reportOf(resumed);
        expect(essence(report)).toEqual(essence(reportOf(whole)));
        expectPaidOnce(at, report, kills);
        moments += kills;
      }
    },
    times({ small: 300_000, long: 3_600_000 }),
  );

  test("a second resume sends nothing and reports the same", async () => {
    const at = await project({ latency: { ttftMs: 15, perTokenMs: 0 } });
    await killed(at, RUN, 8);
    const first = await cli(at, ["resume"]);
    const { requests } = at.simulator.books;
    const second = await cli(at, ["resume", "latest"]);
    expect(at.simulator.books.requests).toBe(requests);
    expect(second.exitCode).toBe(first.exitCode);
    expect(essence(reportOf(second))).toEqual(essence(reportOf(first)));
    expect(reportOf(second).totals.requests).toBe(reportOf(first).totals.requests);
    expect(reportOf(second).run.id).toBe(reportOf(first).run.id);
  });
});

/** Each call was answered once, and what the simulator billed is what the report says, or may have cost. */
function expectPaidOnce(at: Project, report: Report, kills: number): void {
  const trials = trialsOf(report);
  expect(new Set(trials.map((trial) => `${trial.case} ${trial.arm} ${trial.trial}`)).size).toBe(TRIALS);
  expect(trials).toHaveLength(TRIALS);
  const answered = journal(at).flatMap((line) => (line.type === "call" && line.status === "answered" ? [line] : []));
  expect(new Set(answered.map(({ key, turn, round }) => `${key} ${turn} ${round}`)).size).toBe(CALLS);
  expect(answered).toHaveLength(CALLS);
  const { requests, billedPico } = at.simulator.books;
  expect(report.totals.requests).toBeGreaterThanOrEqual(requests);
  // An answer frees its slot before its line is safe: a kill cuts off what is in flight, and answers of as many slots.
  expect(report.totals.requests).toBeLessThanOrEqual(CALLS + kills * 2 * CONCURRENCY);
  const { cost_usd: cost, uncertain_cost_usd: uncertain } = report.totals;
  expect(Number(billedPico) / 1e12).toBeLessThanOrEqual((cost ?? Number.NaN) + (uncertain ?? Number.NaN) + 1e-12);
}

describe("what resume goes on with", () => {
  test("errored trials run again, answered ones do not", async () => {
    const at = await project({ faults: { server_error: { probability: 0, first: 2 } } });
    const first = await cli(at, [...RUN, "--max-attempts", "1"]);
    expect(first.exitCode).not.toBe(2);
    expect(reportOf(first).totals.errored).toBe(2);
    const { requests } = at.simulator.books;
    const resumed = await cli(at, ["resume"]);
    expect({ exitCode: resumed.exitCode, errored: reportOf(resumed).totals.errored }).toEqual({
      exitCode: 0,
      errored: 0,
    });
    expect(at.simulator.books.requests - requests).toBeLessThanOrEqual(4);
  });

  test("changed checks grade the old answers again, without a request", async () => {
    const at = await project();
    await cli(at, RUN);
    const { requests } = at.simulator.books;
    writeFileSync(join(at.cwd, "suite.yaml"), SUITE.replace("contains: w0w", "contains: never"));
    const resumed = await cli(at, ["resume"]);
    expect(at.simulator.books.requests).toBe(requests);
    expect(trialsOf(reportOf(resumed)).find(({ case: id }) => id === "c0")).toMatchObject({ verdict: "fail" });
  });

  test("a gate, a tag and a quarantine count as they are now", async () => {
    const at = await project();
    await cli(at, RUN);
    const suite = SUITE.replace("pass_rate: 0.5", "pass_rate: 1").replace("{ id: c0,", "{ id: c0, tags: [new],");
    writeFileSync(join(at.cwd, "suite.yaml"), suite.replace("{ id: c1,", "{ id: c1, quarantine: flaky,"));
    const resumed = await cli(at, ["resume"]);
    expect(resumed.exitCode).toBe(1);
    const [c0, c1] = trialsOf(reportOf(resumed));
    expect({ tags: c0?.tags, quarantined: c1?.quarantined }).toEqual({ tags: ["new"], quarantined: true });
    expect(at.simulator.books.requests).toBe(CALLS);
  });

  test("an edited case runs again; one that is gone is not reported; the report is kept", async () => {
    const at = await project();
    await cli(at, RUN);
    const lines = SUITE.replace("word: w1w", "word: other w1w").split("\n");
    const suite = lines.filter((line) => !line.includes("id: c3,"));
    writeFileSync(join(at.cwd, "suite.yaml"), suite.join("\n"));
    const resumed = reportOf(await cli(at, ["resume"]));
    expect(at.simulator.books.requests).toBe(CALLS + 1);
    expect(trialsOf(resumed).map(({ case: id }) => id)).not.toContain("c3");
    expect(resumed.totals.trials).toBe(TRIALS - 1);
    expect(reportOf(await cli(at, ["report", "latest", "--reporter", "json"]))).toEqual(resumed);
  });

  test("suites that ask the same keep their own verdicts", async () => {
    const at = await project();
    const other = SUITE.replaceAll(/contains: w\d+w/g, "contains: never").replace("pass_rate: 0.5", "pass_rate: 0");
    writeFileSync(join(at.cwd, "other.yaml"), other);
    const args = ["other.yaml", ...RUN];
    const first = await cli(at, args);
    const second = await cli(at, ["resume"]);
    expect(essence(reportOf(second))).toEqual(essence(reportOf(first)));
    writeFileSync(join(at.cwd, "suite.yaml"), SUITE.replace("contains: w0w", "contains: w0w, name: again"));
    const third = reportOf(await cli(at, ["resume"]));
    expect(third.totals).toMatchObject({ passed: reportOf(first).totals.passed });
    expect(at.simulator.books.requests).toBe(2 * CALLS);
  });

  test("the cap of the first session holds over the run's life, until it is raised", async () => {
    const at = await project();
    const capped = await cli(at, [...RUN, "--max-cost", "0.0024"]);
    expect(capped.exitCode).toBe(4);
    const { requests } = at.simulator.books;
    expect(requests).toBeGreaterThan(0);
    expect((await cli(at, ["resume"])).exitCode).toBe(4);
    expect(at.simulator.books.requests).toBe(requests);
    expect((await cli(at, ["resume", "--max-cost", "5"])).exitCode).toBe(0);
    expect(at.simulator.books.requests).toBe(CALLS);
  });

  test("a simulated run stays simulated, a live one stays where it was sent", async () => {
    const at = await project();
    await cli(at, [...RUN, "--simulate"]);
    expect(reportOf(await cli(at, ["resume"])).run.replies).toBe("simulated");
    expect(at.simulator.books.requests).toBe(0);
    await cli(at, RUN);
    const moved = { ...at, env: { ...at.env, ANTHROPIC_BASE_URL: "http://127.0.0.1:1" } };
    expect(await cli(moved, ["resume"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("base URL") });
  });
});

describe("what cannot be resumed is exit 2", () => {
  test("a run that another process is at", async () => {
    const at = await project({ latency: { ttftMs: 60_000, perTokenMs: 0 } });
    const running = startCli(RUN, at);
    while (at.simulator.books.requests === 0 && !isStarted(at)) await wait(20);
    const second = await cli(at, ["resume"]);
    running.kill("SIGKILL");
    await running.result;
    expect(second).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining(`process ${running.pid}`),
    });
  });

  test("a damaged line in the middle, by its number; a torn last one is nothing", async () => {
    const at = await project();
    await cli(at, RUN);
    const file = journalFile(at);
    appendFileSync(file, '{"v":1,"type":"tri');
    expect((await cli(at, ["resume"])).exitCode).toBe(0);
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.with(4, (lines[4] ?? "").slice(3)).join("\n"));
    const result = await cli(at, ["resume"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("line 5 ") });
    expect(await cli(at, ["report", "latest"])).toMatchObject({ exitCode: 2 });
  });

  test("nothing, an unknown run, an empty journal, a lost secret", async () => {
    const at = await project();
    expect(await cli(at, ["resume"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("no run") });
    const secret = { ...at, env: { ...at.env, A_SECRET: "something-secret" } };
    await cli(secret, [...RUN, "--var", "extra=something-secret"]);
    expect(await cli(secret, ["resume"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("secret") });
    expect(await cli(at, ["resume", "nope"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("`nope`") });
    writeFileSync(journalFile(at), "");
    expect(await cli(at, ["resume"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("empty") });
  });
});

function isStarted({ cwd }: Project): boolean {
  try {
    return readFileSync(journalFile({ cwd } as Project), "utf8").includes('"sent"');
  } catch {
    return false; // not there yet
  }
}

describe("report and runs", () => {
  test("a finished run is reported from its folder alone; an unfinished one is not", async () => {
    const at = await project();
    const run = await cli(at, RUN);
    writeFileSync(join(at.cwd, "suite.yaml"), "gone: true");
    const { id } = reportOf(run).run;
    for (const name of [id, "latest", join(".prompt-run/runs", id), journalFile(at)]) {
      expect(await cli(at, ["report", name, "--reporter", "json"])).toMatchObject({ exitCode: 0, stdout: run.stdout });
    }
    writeFileSync(join(at.cwd, "suite.yaml"), SUITE);
    await killed(at, RUN, 3);
    const result = await cli(at, ["report", "latest"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("resume") });
  });

  test("runs lists the newest first; --prune deletes old finished ones only", async () => {
    const at = await project();
    await cli(at, RUN);
    const old = journalFile(at);
    const head = join(old, "../head.json");
    const text = readFileSync(head, "utf8").replace(/"finished_at":"\d{4}/, '"finished_at":"2001');
    writeFileSync(head, text);
    await wait(1_100);
    await cli(at, RUN);
    await wait(1_100);
    await killed(at, RUN, 1);
    const { stdout } = await cli(at, ["runs"]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(/ {2,}/)[2]),
    ).toEqual(["verdict", undefined, "… unfinished", "✓ pass", "✓ pass"]);
    expect(await cli(at, ["runs", "--prune", "30d"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^deleted \S+\n$/),
    });
    expect((await cli(at, ["runs"])).stdout.trim().split("\n")).toHaveLength(4);
    expect((await cli(at, ["runs", "--prune", "soon"])).exitCode).toBe(2);
  });
});
