import { Writable } from "node:stream";
import { runProgram } from "../../src/cli/run-program.ts";
import { type CliOptions, type CliResult, environmentOf } from "./spawn-cli.ts";

export type { CliOptions, CliResult };

let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line to its end in this process: its arguments, folder, environment and streams are those of the call, one
 * call after the other. What needs a process of its own (signals, pipes, start-up, two at once) takes `spawnCli`.
 */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const result = lastRun.then(() => runHere(args, options));
  lastRun = result.catch(() => undefined);
  return result;
}

async function runHere(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const before = { argv: process.argv, cwd: process.cwd(), env: process.env };
  const streams = { stdout: collector(), stderr: collector() };
  const own = { stdout: propertyOf("stdout"), stderr: propertyOf("stderr") };
  process.env = environmentOf(options);
  process.argv = [...before.argv.slice(0, 2), ...args];
  process.chdir(options.cwd);
  for (const name of STREAMS) Object.defineProperty(process, name, { ...own[name], get: () => streams[name].stream });
  try {
    const exitCode = await runProgram(args);
    return { exitCode, stdout: streams.stdout.text(), stderr: streams.stderr.text() };
  } finally {
    for (const name of STREAMS) Object.defineProperty(process, name, own[name]);
    process.chdir(before.cwd);
    process.argv = before.argv;
    process.env = before.env;
  }
}

const STREAMS = ["stdout", "stderr"] as const;

function propertyOf(name: (typeof STREAMS)[number]): PropertyDescriptor {
  const property = Object.getOwnPropertyDescriptor(process, name);
  if (property?.get === undefined) throw new Error(`process.${name} is no getter`);
  return property;
}

/** A stream that is no terminal and keeps what is written. */
function collector(): { readonly stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
