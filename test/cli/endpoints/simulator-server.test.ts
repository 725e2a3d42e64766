import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { type CliProcess, startCli } from "../../helpers/spawn-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `name: colours
model: claude-haiku-5-5
prompt: "Name the colour of {{ what }}."
cases: [{ id: sky, vars: { what: the sky }, expect: [{ contains: "simulated" }], simulate: simulated }]
gate: none
`;
const KEY = { ANTHROPIC_API_KEY: "a-key-for-tests" };

let server: CliProcess | null = null;
afterEach(() => {
  server?.kill("SIGTERM");
  server = null;
});

async function served(cwd: string, ...options: string[]): Promise<string> {
  server = startCli(["simulate", "--suite", "suite.yaml", ...options], { cwd });
  const { firstLine, result } = server;
  return Promise.race([firstLine, result.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
}

describe("D3: answers of `prompt-run simulate`", () => {
  test("make a SIMULATED run, which records nothing and makes no live baseline", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const url = await served(cwd);
    const run = await runCli(["suite.yaml", "--base-url", url, "--reporter", "json"], { cwd, env: KEY });
    expect(reportOf(run).run.replies).toBe("simulated");
    expect(run.stderr).toContain("it is prompt-run's simulator");
    expect(existsSync(join(cwd, ".prompt-run/recordings"))).toBe(false);
    expect(reportOf(await runCli(["grade", "latest", "--reporter", "json"], { cwd })).run.replies).toBe("simulated");
    await runCli(["accept", "latest", "--as", "b.json"], { cwd });
    const against = await runCli(["suite.yaml", "--base-url", url, "--baseline", "b.json"], { cwd, env: KEY });
    expect([against.exitCode, against.stderr]).toEqual([2, expect.stringContaining("simulated")]);
    expect((await runCli(["runs"], { cwd })).stdout).toContain("SIMULATED  colours");
  });

  test("are told by `try`", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const url = await served(cwd);
    const tried = await runCli(["try", "suite.yaml", "--base-url", url], { cwd, env: KEY });
    expect(tried.stderr).toMatch(/sky on .*SIMULATED/);
  });

  test("count as live with --as-live", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const url = await served(cwd, "--as-live");
    const run = await runCli(["suite.yaml", "--base-url", url, "--reporter", "json"], { cwd, env: KEY });
    expect(reportOf(run).run.replies).toBe("live");
    expect(existsSync(join(cwd, ".prompt-run/recordings"))).toBe(true);
  });
});

test.each(["view", "simulate"])("D8: `%s --port 99999` is a wrong argument, not a bug", async (command) => {
  const { exitCode, stderr } = await runCli([command, "--port", "99999"], { cwd: temporaryProject({}) });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("from 0 to 65535")]);
});
