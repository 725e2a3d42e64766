import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const MAIN = join(import.meta.dirname, "../../../dist/cli/main.js");

const IDS = ["a", "b", "c", "d", "e", "f"];
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
limits: { concurrency: 2 }
cases:
${IDS.map((id) => `  - { id: ${id}, vars: { word: ${id} }, expect: [{ contains: ${id} }], simulate: ${id} }`).join("\n")}
`;

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Line {
  readonly type: string;
  readonly case?: string;
}

function parse(text: string): Line[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

function count(lines: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of lines) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

describe("ndjson", () => {
  test("has each trial once, and ends", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const args = ["suite.yaml", "--simulate", "--reporter", "ndjson", "--reporter", "ndjson=out.ndjson"];
    const { stdout, exitCode } = await runCli(args, { cwd });
    const lines = parse(stdout);
    expect(exitCode).toBe(0);
    expect(count(lines)).toEqual({ run: 1, trial: 6, suite: 1, end: 1 });
    expect(lines.flatMap((line) => line.case ?? []).toSorted((a, b) => a.localeCompare(b))).toEqual(IDS);
    expect(readFileSync(join(cwd, "out.ndjson"), "utf8")).toBe(stdout);
  });

  test("gives a trial while others are still to come", async () => {
    const simulator = createSimulator({ ...DEFAULT_SIMULATOR, latency: { ttftMs: 150, perTokenMs: 0 } });
    server = await serveSimulator(simulator, { port: 0 });
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const env = { PATH: process.env["PATH"] ?? "", ANTHROPIC_API_KEY: "test-key" };
    const args = [MAIN, "suite.yaml", "--base-url", server.url, "--reporter", "ndjson"];
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
    let sentAtFirstTrial: number | null = null;
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      if (text.includes('"type":"trial"')) sentAtFirstTrial ??= simulator.books.requests;
    });
    await once(child, "close");
    expect(count(parse(text))).toEqual({ run: 1, trial: 6, suite: 1, end: 1 });
    expect(sentAtFirstTrial).toBeLessThan(6);
  });

  test.each([
    ["stdout whose reader has gone", "ndjson", "| true"],
    ["a full disk", "ndjson=/dev/full", ""],
  ])("%s is exit 3, and the run's results are in the store", async (_what, reporter, redirect) => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const command = `"${process.execPath}" "${MAIN}" suite.yaml --simulate --reporter ${reporter} ${redirect}`;
    const shell = spawn("bash", ["-o", "pipefail", "-c", command], { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    shell.stderr.setEncoding("utf8").on("data", (piece: string) => (stderr += piece));
    const [exitCode] = (await once(shell, "close")) as [number];
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/a report could not be written: .*; the run goes on, and `prompt-run report \S+` writes it/);
    const again = await runCli(["report", "latest", "--reporter", "ndjson"], { cwd });
    expect(again.exitCode).toBe(0);
    expect(parse(again.stdout).flatMap((line) => line.case ?? [])).toEqual(IDS);
  });
});
