import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Report } from "../../../src/domain/formats/records.ts";
import { type LiveProject, liveProject, reportOf, trialsOf } from "../../helpers/live-project.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
trials: 3
cases:
  - { id: a, vars: { word: alpha }, expect: [{ contains: alpha }] }
  - { id: b, vars: { word: beta }, expect: [{ contains: beta }] }
  - { id: talk, turns: [{ user: one }, { user: "two after {{ reply }}", expect: [{ contains: two }] }] }
`;
const CALLS = 3 * 4;
const FILE = ".prompt-run/recordings/suites/s.yaml.jsonl";
const RUN = ["suites/s.yaml", "--reporter", "json"];

function linesOf(at: LiveProject, file: string = FILE): { case: string; n: number; request_hash: string }[] {
  return at
    .read(file)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { case: string; n: number; request_hash: string });
}

/** Which answer each trial got: the ids that the server gave its requests. */
function answersOf(report: Report): Record<string, (string | null)[]> {
  return Object.fromEntries(
    trialsOf(report).map((trial) => [
      `${trial.case} ${trial.arm} ${trial.trial}`,
      trial.turns.map(({ request_id: id }) => id),
    ]),
  );
}

interface Recorded {
  readonly cwd: string;
  readonly live: Report;
}

/** Projects whose suite was run and recorded once, by the suite's text: each test gets a copy. */
const projects = new Map<string, Promise<Recorded>>();

async function recordOnce(suite: string): Promise<Recorded> {
  const at = await liveProject({ "suites/s.yaml": suite });
  const live = reportOf(await at.live(RUN));
  expect(at.simulator.books.requests).toBe(live.totals.requests);
  const cwd = permanentProject({});
  cpSync(at.cwd, cwd, { recursive: true });
  return { cwd, live };
}

/** A project with the recordings of a live run, and a simulator that has been asked nothing yet. */
async function recorded(suite: string = SUITE): Promise<{ at: LiveProject; live: Report }> {
  const made = projects.get(suite) ?? recordOnce(suite);
  projects.set(suite, made);
  const { cwd, live } = await made;
  const at = await liveProject({});
  cpSync(cwd, at.cwd, { recursive: true });
  return { at, live };
}

describe("a budget that is used up", () => {
  test.each(["1", "50"])("leaves what is recorded, which costs nothing (%s at once)", async (concurrency) => {
    const { at } = await recorded();
    const spent = [...RUN, "--reuse", "--trials", "4", "--max-cost", "0.0000001", "--concurrency", concurrency];
    const result = await at.live(spent);
    expect(result.exitCode).toBe(4);
    const report = reportOf(result);
    expect(report.totals).toMatchObject({ reused_trials: 9, passed: 9, skipped: 3, requests: 0, cost_usd: 0 });
  });
});

describe("a live run records its answers", () => {
  test("sorted, one line a call, and offline gives each trial its own answer again, without a key", async () => {
    const { at, live } = await recorded();
    const lines = linesOf(at);
    expect(lines.map(({ case: id }) => id)).toEqual(lines.map(({ case: id }) => id).sort());
    expect(lines.filter(({ case: id }) => id === "a").map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(lines).toHaveLength(CALLS);
    expect(live).toMatchObject({ run: { replies: "live" }, totals: { requests: CALLS } });
    for (const concurrency of ["1", "50"]) {
      const result = await at.keyless([...RUN, "--offline", "--concurrency", concurrency]);
      expect(result.exitCode).toBe(0);
      const offline = reportOf(result);
      expect(answersOf(offline)).toEqual(answersOf(live));
      expect(offline.run).toMatchObject({ replies: "recorded", base_url: "recordings" });
      expect(offline.totals).toMatchObject({
        cost_usd: 0,
        reused_trials: 9,
        requests: 0,
        saved_usd: live.totals.cost_usd,
        output_tokens: live.totals.output_tokens,
      });
      expect(offline.suites[0]?.arms[0]).toMatchObject({
        cost_usd: live.suites[0]?.arms[0]?.cost_usd,
        latency_ms: live.suites[0]?.arms[0]?.latency_ms,
      });
    }
    expect(at.simulator.books.requests).toBe(0);
  });

  test("arms that ask the same in a case keep their own answers: n counts over the arms in plan order", async () => {
    const suite = SUITE.replace(
      'prompt: "Say {{ word }}"',
      'prompts: { plain: "Say {{ word }}", loud: "Say {{ word }}{% if loud %}!{% endif %}" }',
    ).replace(/ {2}- \{ id: talk.*\n/, "  - { id: l, vars: { word: x, loud: true }, expect: [{ contains: x }] }\n");
    const { at, live } = await recorded(suite);
    const [first, ...others] = linesOf(at).filter(({ case: id }) => id === "a");
    expect(others.every(({ request_hash: hash }) => hash === first?.request_hash)).toBe(true);
    expect([first, ...others].map((line) => line?.n)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(linesOf(at).filter(({ case: id, n }) => id === "l" && n > 3)).toEqual([]);
    expect(answersOf(reportOf(await at.keyless([...RUN, "--offline"])))).toEqual(answersOf(live));
  });

  test("secrets of the environment and keys do not get into the file", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE });
    const secret = "a-token-nobody-may-see";
    await at.live([...RUN, "--var", `word=${secret}`, "--set", "gate.pass_rate=0"], { SOME_TOKEN: secret });
    const cases = SUITE.replace("word: alpha", `word: ${secret}`);
    at.write("suites/s.yaml", cases);
    await at.live([...RUN], { SOME_TOKEN: secret });
    expect(at.read(FILE)).toContain("[masked]");
    expect(at.read(FILE)).not.toContain(secret);
  });

  test("answers that cannot be recorded are exit 3 and kept with the run; resume records them and sends nothing", async () => {
    const files = { "suites/s.yaml": SUITE, ".prompt-run/recordings/suites": "a file, not a folder" };
    const at = await liveProject(files);
    const result = await at.live(RUN);
    expect(result.exitCode).toBe(3);
    expect(reportOf(result)).toMatchObject({ verdict: "pass", totals: { passed: 9 } });
    expect(result.stderr).toContain("the answers could not be recorded");
    const { id } = reportOf(result).run;
    expect(result.stderr).toContain(`prompt-run resume ${id}`);
    rmSync(join(at.cwd, ".prompt-run/recordings/suites"));
    expect((await at.live(["resume", id])).exitCode).toBe(0);
    expect(linesOf(at)).toHaveLength(CALLS);
    expect(at.simulator.books.requests).toBe(CALLS);
  });

  test("an interrupted run records what it has", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE }, { latency: { ttftMs: 300, perTokenMs: 0 } });
    const running = startCli([...RUN, "--concurrency", "2"], { cwd: at.cwd, env: at.env });
    while (at.simulator.books.requests < 5) await wait(10);
    running.kill("SIGINT");
    expect((await running.result).exitCode).toBe(130);
    expect(linesOf(at).length).toBeGreaterThanOrEqual(4);
    expect(linesOf(at).length).toBeLessThan(CALLS);
  });

  test("simulated replies are never recorded", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE });
    expect((await at.keyless([...RUN, "--simulate"])).exitCode).toBe(0);
    expect(existsSync(join(at.cwd, ".prompt-run/recordings"))).toBe(false);
  });
});

describe("--reuse", () => {
  test("sends what changed alone, and records it", async () => {
    const { at } = await recorded();
    at.write("suites/s.yaml", SUITE.replace("word: beta", "word: beta two"));
    const reused = reportOf(await at.live([...RUN, "--reuse"]));
    expect(at.simulator.books.requests).toBe(3);
    expect(reused.run.replies).toBe("mixed");
    expect(reused.totals).toMatchObject({ reused_trials: 6, passed: 9, requests: 3 });
    expect(reused.totals.saved_usd).toBeGreaterThan(0);
    const paid = trialsOf(reused).filter((trial) => !trial.reused);
    expect(paid.map(({ case: id }) => id)).toEqual(["b", "b", "b"]);
    expect(reused.totals.cost_usd).toBeCloseTo(
      paid.reduce((sum, { cost_usd: cost }) => sum + (cost ?? Number.NaN), 0),
      12,
    );
    const offline = reportOf(await at.keyless([...RUN, "--offline"]));
    expect(answersOf(offline)).toEqual(answersOf(reused));
    expect(linesOf(at)).toHaveLength(CALLS + 3);
  });

  test("a conversation goes on live where its later turn changed", async () => {
    const { at } = await recorded();
    at.write("suites/s.yaml", SUITE.replace("two after", "two, please, after"));
    const reused = reportOf(await at.live([...RUN, "--reuse"]));
    expect(at.simulator.books.requests).toBe(3);
    expect(reused.totals).toMatchObject({ reused_trials: 6, passed: 9 });
  });

  test("without recordings is a live run; with nothing changed it sends nothing", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE });
    expect(reportOf(await at.live([...RUN, "--reuse"])).run.replies).toBe("live");
    const again = reportOf(await at.live([...RUN, "--reuse"]));
    expect(again.run.replies).toBe("recorded");
    expect(at.simulator.books.requests).toBe(CALLS);
  });

  test("needs a key, since it may send", async () => {
    const { at } = await recorded();
    expect(await at.keyless([...RUN, "--reuse"])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test("under --strict a reused answer is exit 3", async () => {
    const { at } = await recorded();
    const result = await at.live([...RUN, "--reuse", "--strict"]);
    expect(result.exitCode).toBe(3);
    expect(reportOf(result)).toMatchObject({ verdict: "incomplete", totals: { passed: 9 } });
    const { stdout } = await at.keyless(["report", "latest"]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("exit 3: answers are reused, which --strict does not take");
  });

  test("a run that is resumed asks neither recordings nor the API again for what it has", async () => {
    const { at } = await recorded();
    at.write("suites/s.yaml", SUITE.replace("word: beta", "word: beta two"));
    const capped = await at.live([...RUN, "--reuse", "--max-cost", "0.00000001"]);
    expect(capped.exitCode).toBe(4);
    expect(at.simulator.books.requests).toBe(0);
    rmSync(join(at.cwd, FILE));
    const resumed = reportOf(await at.live(["resume", "--max-cost", "5"]));
    expect(resumed.totals).toMatchObject({ reused_trials: reportOf(capped).totals.reused_trials, passed: 9 });
    expect(resumed.run.replies).toBe("mixed");
    expect(reportOf(await at.keyless(["report", "latest", "--reporter", "json"]))).toEqual(resumed);
  });
});

describe("--offline", () => {
  test("a missing recording is an errored trial: the answer is missing, nothing is sent", async () => {
    const { at } = await recorded();
    at.write("suites/s.yaml", SUITE.replace("word: beta", "word: other beta"));
    const result = await at.keyless([...RUN, "--offline"]);
    expect(result.exitCode).toBe(3);
    const missing = trialsOf(reportOf(result)).filter(({ status }) => status === "errored");
    expect(missing.map(({ case: id, status_reason: why }) => [id, why])).toEqual(
      Array.from({ length: 3 }, () => ["b", "missing_recording"]),
    );
    expect(reportOf(result).suites[0]?.gate.verdict).toBe("incomplete");
  });

  test("without any recordings nothing is answered: never green", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE });
    const result = await at.keyless([...RUN, "--offline"]);
    expect(result.exitCode).toBe(3);
    expect(reportOf(result).totals).toMatchObject({ errored: 9, reused_trials: 0, cost_usd: 0, saved_usd: 0 });
  });
});

test("validate --mutate tries other cases' recorded answers too", async () => {
  const suite = SUITE.replace("contains: beta", "not: { contains: alpha }");
  const at = await liveProject({ "suites/s.yaml": suite });
  const before = await at.keyless(["validate", "suites/s.yaml", "--mutate"]);
  expect(before).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("vacuous-check") });
  await at.live(RUN);
  const after = await at.keyless(["validate", "suites/s.yaml", "--mutate"]);
  expect(after).toMatchObject({ exitCode: 0, stderr: "" });
  at.write(FILE, "damaged\n");
  const damaged = await at.keyless(["validate", "suites/s.yaml", "--mutate"]);
  expect(damaged).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`${FILE}:1: warning`) });
});

describe("the config's folder", () => {
  const config = "recordings: recorded\n";

  test("changes with --record alone, and answers", async () => {
    const at = await liveProject({ "suites/s.yaml": SUITE, "prompt-run.config.yaml": config });
    await at.live(RUN);
    expect(existsSync(join(at.cwd, "recorded"))).toBe(false);
    expect(existsSync(join(at.cwd, ".prompt-run/recordings"))).toBe(false);
    expect((await at.live([...RUN, "--record"])).exitCode).toBe(0);
    expect(linesOf(at, "recorded/suites/s.yaml.jsonl")).toHaveLength(CALLS);
    expect(readdirSync(join(at.cwd, "recorded/suites"))).toEqual(["s.yaml.jsonl"]);
    expect((await at.keyless([...RUN, "--offline"])).exitCode).toBe(0);
    const before = at.read("recorded/suites/s.yaml.jsonl");
    await at.live(RUN);
    expect(at.read("recorded/suites/s.yaml.jsonl")).toBe(before);
  });

  test("that cannot be written is known before anything is sent", async () => {
    const files = { "suites/s.yaml": SUITE, "prompt-run.config.yaml": config, recorded: "a file, not a folder" };
    const at = await liveProject(files);
    const result = await at.live([...RUN, "--record"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("recorded") });
    expect(at.simulator.books.requests).toBe(0);
  });
});

describe("wrong use is exit 2", () => {
  const clashes = [
    ["--simulate", "--reuse"],
    ["--simulate", "--offline"],
    ["--simulate", "--record"],
    ["--offline", "--record"],
  ];
  test.each(clashes)("%s with %s", async (one, other) => {
    const at = await liveProject({ "suites/s.yaml": SUITE });
    const result = await at.live([...RUN, one ?? "", other ?? ""]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(other ?? "") });
    expect(at.simulator.books.requests).toBe(0);
  });

  test.each([["--offline"], ["--reuse"], []])(
    "a damaged line is told with its place before anything is sent (%s)",
    async (...mode) => {
      const { at } = await recorded();
      const lines = at.read(FILE).split("\n");
      at.write(FILE, lines.with(2, (lines[2] ?? "").slice(0, 50)).join("\n"));
      const result = await at.live([...RUN, ...mode]);
      expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(`${FILE}:3: error:`) });
      expect(result.stderr).toContain("line 3 of the recordings is damaged: it is not JSON");
      expect(at.simulator.books.requests).toBe(0);
    },
  );
});
