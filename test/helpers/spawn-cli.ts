import { spawn } from "node:child_process";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../../dist/cli/main.js");

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Next to nothing, and what a test adds. */
export function environmentOf({ cwd, env = {} }: CliOptions): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "", NO_COLOR: "1", ANTHROPIC_CONFIG_DIR: join(cwd, "no-such-folder"), ...env };
}

/** A command line at work. */
export interface CliProcess {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** The first line of stdout, once it is whole. */
  readonly firstLine: Promise<string>;
  readonly result: Promise<CliResult>;
}

/** Starts the built command line as a process of its own, with next to nothing in its environment. */
export function startCli(args: readonly string[], options: CliOptions): CliProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: environmentOf(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on("data", () => {
      const [line, rest] = stdout.split("\n", 2);
      if (line !== undefined && rest !== undefined) resolve(line);
    });
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { pid: child.pid ?? -1, kill: (signal) => void child.kill(signal), firstLine, result };
}

/** Runs the built command line as a process of its own to its end; sends it a signal after so long, if one is given. */
export function spawnCli(
  args: readonly string[],
  options: CliOptions,
  interrupt?: { readonly signal: NodeJS.Signals; readonly afterMs: number },
): Promise<CliResult> {
  const started = startCli(args, options);
  if (interrupt !== undefined) setTimeout(() => started.kill(interrupt.signal), interrupt.afterMs);
  return started.result;
}
