import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report, TrialRecord } from "../../src/domain/formats/records.ts";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { type CliResult, runCli } from "./run-cli.ts";
import { spawnCli } from "./spawn-cli.ts";
import { closeAfterTest, temporaryProject } from "./temporary-folder.ts";

/** A project whose live runs go to a simulator over a socket, which counts what comes in. */
export interface LiveProject {
  readonly cwd: string;
  readonly simulator: Simulator;
  /** A key, and the simulator's address. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command line with `env` and more in its environment. */
  live(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult>;
  /** The same as a process of its own, from what was built. */
  spawned(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult>;
  /** Runs it with neither. */
  keyless(args: readonly string[]): Promise<CliResult>;
  read(path: string): string;
  write(path: string, text: string): void;
}

export async function liveProject(
  files: Readonly<Record<string, string>>,
  options: Partial<SimulatorOptions> = {},
): Promise<LiveProject> {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, ...options });
  const server = await serveSimulator(simulator, { port: 0 });
  closeAfterTest(() => server.close());
  const cwd = temporaryProject(files);
  const key = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: server.url };
  return {
    cwd,
    simulator,
    env: key,
    live: (args, env = {}) => runCli(args, { cwd, env: { ...key, ...env } }),
    spawned: (args, env = {}) => spawnCli(args, { cwd, env: { ...key, ...env } }),
    keyless: (args) => runCli(args, { cwd }),
    read: (path) => readFileSync(join(cwd, path), "utf8"),
    write: (path, text) => writeFileSync(join(cwd, path), text),
  };
}

/** The JSON report that a command wrote to stdout. */
export function reportOf({ stdout, stderr }: CliResult): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`no report: ${stderr}`);
  }
}

export function trialsOf(report: Report): TrialRecord[] {
  return report.suites.flatMap(({ trials }) => trials);
}

/** How many answers stand in the journals of a project's runs, ended or not. */
export function answersIn(cwd: string): number {
  const runs = join(cwd, ".prompt-run/runs");
  const files = existsSync(runs) ? readdirSync(runs).map((id) => join(runs, id, "journal.jsonl")) : [];
  return files
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + readFileSync(file, "utf8").split('"answered"').length - 1, 0);
}
