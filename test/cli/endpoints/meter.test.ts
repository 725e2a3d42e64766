import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { toUsd } from "../../../src/domain/values/money.ts";
import { liveProject, reportOf } from "../../helpers/live-project.ts";
import { spawnCli, startCli } from "../../helpers/spawn-cli.ts";

/** An application on bare HTTP: asks so many times, one after the other, and prints what it got. */
const APP = `
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const [count, exit = "0"] = process.argv.slice(2).map(String);
for (let n = 0; n < Number(count); n++) {
  const body = JSON.stringify({ model: "claude-haiku-4-5", max_tokens: 50, messages: [{ role: "user", content: "call " + n }] });
  const headers = { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" };
  const response = await fetch(base + "/v1/messages", { method: "POST", headers, body });
  const message = await response.json();
  console.log(response.status, message.content?.[0]?.text ?? message.error.message);
}
process.exitCode = Number(exit);
`;
const LEAVES = `
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const child = spawn("sleep", ["60"], { stdio: "ignore" });
writeFileSync("child.pid", String(child.pid));
child.unref();
if (process.argv[2] === "stay") setTimeout(() => {}, 60_000);
`;
const ENV = `console.log(JSON.stringify(process.env))`;

const FILES = { "app.mjs": APP, "leaves.mjs": LEAVES, "env.mjs": ENV };

test("a command behind the meter: its exit code, its output, its money, and a run that the store shows", async () => {
  const project = await liveProject(FILES);
  const result = await project.spawned(["meter", "--max-cost", "0.1", "--", "node", "app.mjs", "2", "7"]);
  expect(result.exitCode).toBe(7);
  expect(result.stdout).toBe("200 call 0\n200 call 1\n");
  expect(result.stderr).toMatch(
    /claude-haiku-4-5 +2 .*\n[^]*node app\.mjs 2 7 · 2 requests: 2 answered[^]*the command exited with 7/,
  );
  const runs = await project.keyless(["runs"]);
  expect(runs.stdout).toMatch(/fail .*meter: node app\.mjs 2 7/);
  const report = await project.keyless(["report", "--reporter", "json"]);
  expect(report.exitCode).toBe(7);
  expect(reportOf(report)).toMatchObject({
    exit_code: 7,
    totals: { requests: 2, cost_usd: toUsd(project.simulator.books.billedPico) },
    meter: { command: ["node", "app.mjs", "2", "7"], exit: { code: 7, signal: null }, requests: 2 },
  });
  const again = await spawnCli(["meter", "--offline", "--reporter", "json", "--", "node", "app.mjs", "2"], {
    cwd: project.cwd,
  });
  expect(again.exitCode).toBe(0);
  expect(again.stderr).toContain("200 call 1"); // stdout is the report's alone
  expect(reportOf(again)).toMatchObject({
    run: { replies: "recorded" },
    meter: { reused: 2 },
    totals: { requests: 0 },
  });
  for (const command of [
    ["grade"],
    ["accept", "latest", "--as", "b.json"],
    ["compare", "latest", "latest"],
    ["calibrate", "latest"],
  ]) {
    const refused = await project.keyless(command);
    expect([command[0], refused.exitCode, refused.stderr]).toEqual([command[0], 2, expect.stringMatching(/meter/)]);
  }
  expect(project.simulator.books.requests).toBe(2);
});

test("a command gets the stand-in key and no other, and a command that is not there is exit 2", async () => {
  const project = await liveProject(FILES);
  const secrets = {
    COPY: "x a-key-for-tests x",
    ANTHROPIC_CUSTOM_HEADERS: "a: b",
    ACTIONS_ID_TOKEN_REQUEST_URL: "u",
    NO_PROXY: "corp",
  };
  const { stdout, exitCode } = await project.spawned(["meter", "--max-cost", "1", "--", "node", "env.mjs"], secrets);
  expect(exitCode).toBe(3); // it asked nothing, and a cap was asked for
  const env = JSON.parse(stdout) as Record<string, string>;
  expect(env).toMatchObject({ NO_PROXY: "corp,127.0.0.1,localhost" });
  expect(env["ANTHROPIC_BASE_URL"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/);
  expect(env["ANTHROPIC_API_KEY"]).toMatch(/^sk-ant-meter-[0-9a-f]{32}$/);
  expect(stdout).not.toContain("a-key-for-tests");
  expect(Object.keys(env).filter((name) => /CUSTOM_HEADERS|ACTIONS_ID|COPY/.test(name))).toEqual([]);
  const missing = await project.live(["meter", "--max-cost", "1", "--", "no-such-command"]);
  expect([missing.exitCode, missing.stderr]).toEqual([
    2,
    expect.stringContaining("there is no command `no-such-command`"),
  ]);
  // What was never started leaves no run that `resume` would go on with.
  expect(readdirSync(join(project.cwd, ".prompt-run/runs"))).toHaveLength(1);
  const uncapped = await project.live(["meter", "--", "node", "app.mjs", "1"]);
  expect([uncapped.exitCode, uncapped.stderr]).toEqual([2, expect.stringMatching(/needs a cap[^]*uncapped-meter/)]);
  expect(project.simulator.books.requests).toBe(0);
});

test("the budget that stops a command is exit 4, whatever the command makes of it", async () => {
  const project = await liveProject(FILES);
  const result = await project.spawned(["meter", "--max-cost", "0.0006", "--", "node", "app.mjs", "40"]);
  expect(result.exitCode).toBe(4);
  expect(result.stdout).toMatch(/200 call 1\n[^]*400 prompt-run meter: the budget has no room/);
  expect(toUsd(project.simulator.books.billedPico)).toBeLessThan(0.0006);
});

test("what a command leaves behind is ended, and so is a command when the meter is told to end", async () => {
  const project = await liveProject(FILES);
  const left = await project.spawned(["meter", "--max-cost", "1", "--", "node", "leaves.mjs"]);
  expect(left.exitCode).toBe(3); // it asked nothing
  expect(left.stderr).toContain("left processes behind");
  expect(isAlive(Number(project.read("child.pid")))).toBe(false);
  const { cwd, env } = project;
  const staying = startCli(["meter", "--max-cost", "1", "--", "node", "leaves.mjs", "stay"], { cwd, env });
  project.write("child.pid", "");
  await until(() => project.read("child.pid") !== "");
  staying.kill("SIGTERM");
  expect((await staying.result).exitCode).toBe(143);
  expect(isAlive(Number(project.read("child.pid")))).toBe(false);
});

test("a command that ignores SIGTERM, as its children do, is ended all the same, and its answers are kept", async () => {
  const project = await liveProject(FILES);
  const { cwd, env, simulator } = project;
  const script = "trap '' TERM; echo $$ > app.pid; node app.mjs 2; echo asked > done; while :; do sleep 1; done";
  const stubborn = startCli(["meter", "--max-cost", "1", "--", "sh", "-c", script], { cwd, env });
  await until(() => existsSync(join(cwd, "done")));
  stubborn.kill("SIGTERM");
  const result = await stubborn.result;
  expect(result.exitCode).toBe(143);
  expect(isAlive(Number(project.read("app.pid")))).toBe(false);
  expect(result.stderr).toContain("2 requests: 2 answered");
  expect(simulator.books.requests).toBe(2);
});

test("kill -9 of the meter: its command dies with it, and resume pays no journaled call again", async () => {
  const project = await liveProject(FILES, { latency: { ttftMs: 40, perTokenMs: 0 } });
  const { cwd, env, simulator } = project;
  // The first time it ignores SIGTERM, and stays whatever becomes of its calls.
  const script = `[ -e once ] || { touch once; stay=1; trap '' TERM; }; echo $$ > app.pid; node app.mjs 12; code=$?; [ -z "$stay" ] || sleep 60; exit $code`;
  const killed = startCli(["meter", "--max-cost", "0.1", "--", "sh", "-c", script], { cwd, env });
  await until(() => simulator.books.requests >= 5);
  process.kill(killed.pid, "SIGKILL");
  await killed.result;
  const app = Number(project.read("app.pid"));
  await until(() => !isAlive(app));
  await sleep(100); // what was in flight is billed
  const before = simulator.books.requests;
  expect(before).toBeLessThan(12);
  const resumed = await project.spawned(["resume", "--reporter", "json"]);
  expect(resumed.exitCode).toBe(0);
  const report = reportOf(resumed);
  const { cost_usd: cost, uncertain_cost_usd: uncertain, requests } = report.totals;
  // One was in flight, and is asked again; what was answered is not.
  expect(simulator.books.requests - before).toBeLessThanOrEqual(12 - before + 1);
  // The one that was cut off may have been written down and never have come to the API.
  expect([0, 1]).toContain(requests - simulator.books.requests);
  // Twelve were asked, however often the one that was cut off was sent.
  expect(report.meter).toMatchObject({ requests: 12, answered: 12, reused: 0, failed: 0 });
  const billed = toUsd(simulator.books.billedPico);
  expect(billed).toBeLessThanOrEqual((cost ?? 0) + (uncertain ?? 0) + 1e-12);
  expect((cost ?? 1) + (uncertain ?? 1)).toBeLessThan(0.1);
  expect(existsSync(join(cwd, ".prompt-run/recordings/meter.jsonl"))).toBe(true);
});

test("without a command it serves until it is stopped, and says where", async () => {
  const project = await liveProject(FILES);
  const { cwd, env } = project;
  const serving = startCli(["meter", "--max-cost", "1"], { cwd, env });
  const base = (await serving.firstLine).replace("ANTHROPIC_BASE_URL=", "");
  const answer = await fetch(`${base}/v1/messages`, { method: "POST", body: "{}" });
  expect(answer.status).toBe(401);
  serving.kill("SIGINT");
  const { exitCode, stdout } = await serving.result;
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/ANTHROPIC_API_KEY=sk-ant-meter-/)]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 20) {
    try {
      if (holds()) return;
    } catch {
      // not there yet
    }
    await sleep(20);
  }
  throw new Error("it never came to be");
}
