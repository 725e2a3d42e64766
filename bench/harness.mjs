// What the benchmarks share: a folder, the built command, processes measured from outside, and a simulator with its books.
import { fork, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

export const MAIN = join(import.meta.dirname, "../dist/cli/main.js");
export const folder = mkdtempSync(join(tmpdir(), "prompt-run-bench-"));
mkdirSync(join(folder, ".git"));

export function cleanUp() {
  rmSync(folder, { recursive: true, force: true });
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Writes a file into the benchmark's folder and returns its name. */
export function write(name, text) {
  writeFileSync(join(folder, name), text);
  return name;
}

/** A suite over a JSONL file of so many rows, each with an id, a number and a text. */
export function writeSuite(name, cases) {
  const rows = Array.from({ length: cases }, (_, n) => JSON.stringify({ id: `case-${n}`, n, text: `row ${n}` }));
  write(`${name}.jsonl`, rows.join("\n"));
  return write(
    `${name}.yaml`,
    `model: claude-haiku-5-5
prompt: "Repeat the number {{ n }} and this text: {{ text }}"
cases: [{ file: ${name}.jsonl, expect: [{ contains: "{{ text }}" }] }]
`,
  );
}

/**
 * Runs a program of Node's; resolves with its wall time and processor time in seconds, when it was started, its peak memory in MB, its exit
 * code and what it wrote to stdout (unless `quiet`). `killWhen` is asked now and then; once true, the program gets a SIGKILL
 * and its exit code is null.
 */
export async function measure(args, { env = {}, quiet = false, killWhen = () => false } = {}) {
  const startedAtMs = Date.now();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ANTHROPIC_API_KEY: "bench-key-12345", ...env },
    stdio: ["ignore", quiet ? "ignore" : "pipe", "inherit"],
  });
  const chunks = [];
  child.stdout?.on("data", (chunk) => chunks.push(chunk));
  let used = { peakMb: 0, cpuSeconds: 0 };
  const watch = setInterval(() => {
    used = usedBy(child.pid) ?? used;
    if (killWhen()) child.kill("SIGKILL");
  }, 50);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, startedAtMs, ...used, code, stdout: Buffer.concat(chunks).toString("utf8") };
}

/** From /proc (Linux): the most memory that a process has held, and its processor time; null when it is gone. */
function usedBy(pid) {
  try {
    const peakKb = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    if (peakKb === undefined) return null; // it has ended, and its memory is gone
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return { peakMb: Number(peakKb) / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return null;
  }
}

let simulatorScript = null;

/**
 * Serves a simulator over loopback from a process of its own. `books()` is what it has counted and billed so far, with
 * one entry for each request.
 */
export async function startSimulator(options = {}) {
  simulatorScript ??= await bundleSimulator();
  const child = fork(simulatorScript, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ask = (message) =>
    new Promise((resolve) => {
      child.once("message", resolve);
      child.send(message);
    });
  const url = await ask({ serve: options });
  return {
    url,
    books: () => ask({ books: true }),
    stop: () => new Promise((resolve) => (child.once("exit", resolve), child.kill("SIGTERM"))),
  };
}

async function bundleSimulator() {
  const outfile = join(folder, "simulator.mjs");
  const contents = `
import { createSimulator } from "./src/providers/simulator/simulator.ts";
import { serveSimulator } from "./src/providers/simulator/serve.ts";
let simulator;
process.on("message", async (message) => {
  if (message.serve) {
    simulator = createSimulator({ keepLog: true, ...message.serve });
    process.send((await serveSimulator(simulator, { port: 0 })).url);
    return;
  }
  const { requests, usage, billedPico, log, resets } = simulator.books;
  const entries = log.map(({ atMs, model, status, usage }) => ({ atMs, model, status, usage }));
  process.send({ requests, resets, usage, billedUsd: Number(billedPico) / 1e12, log: entries });
});`;
  const resolveDir = join(import.meta.dirname, "..");
  await build({
    stdin: { contents, resolveDir },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
    logLevel: "error",
  });
  return outfile;
}
