import { open, readFile, stat, truncate, writeFile } from "node:fs/promises";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { type ChildExit, type ChildGroup, spawnGroup } from "../../host/child-group.ts";
import type { TrialFolder } from "./trial-folder.ts";

/** How long Claude Code, and what it started, may take to end when it is asked to. */
const GRACE_MS = 2_000;
/** How long the system may take to end what is killed. */
const KILLED_MS = 1_000;
const LOOK_MS = 200;
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;
const STDERR_SHOWN = 2_000;

/** What is run, and where. */
export interface ClaudeCommand {
  readonly command: readonly string[];
  /** What it reads from stdin. */
  readonly input: string;
  readonly folder: TrialFolder;
  readonly env: Readonly<Record<string, string>>;
  /** Aborted: it is ended. */
  readonly signal: AbortSignal;
}

export interface ClaudeRun {
  readonly status: "ended";
  readonly exit: ChildExit;
  readonly output: string;
  /** The end of it. */
  readonly stderr: string;
}

/** A turn of Claude Code as a process: `flooded`: it wrote more than 64 MB, and was ended. */
export type ClaudeRunResult =
  | ClaudeRun
  | { readonly status: "unstarted"; readonly reason: Sentence }
  | { readonly status: "flooded" };

/** Runs one turn to its end, or ends it when its time is over or it writes without end. Nothing of it runs on. */
export async function runClaude(run: ClaudeCommand): Promise<ClaudeRunResult> {
  const { folder, command, env } = run;
  const files = {
    input: folder.file("input.txt"),
    output: folder.file("output.jsonl"),
    stderr: folder.file("stderr.txt"),
  };
  await writeFile(files.input, run.input);
  const input = await open(files.input, "r");
  const output = await open(files.output, "w");
  const stderr = await open(files.stderr, "w");
  try {
    const spawned = await spawnGroup(command, { cwd: folder.work, env, stdio: [input.fd, output.fd, stderr.fd] });
    if (spawned.status === "failed") return { status: "unstarted", reason: spawned.message };
    const written = [files.output, files.stderr];
    const exit = await endOf(spawned.group, written, run.signal);
    if (await areFlooded(written)) {
      for (const file of written) await truncate(file);
      return { status: "flooded" };
    }
    const text = await readFile(files.output, "utf8");
    return { status: "ended", exit, output: text, stderr: (await readFile(files.stderr, "utf8")).slice(-STDERR_SHOWN) };
  } finally {
    for (const file of [input, output, stderr]) await file.close();
  }
}

/** Waits for the end of a group and of all that it left behind, and brings it about where there is a reason. */
async function endOf(group: ChildGroup, written: readonly string[], signal: AbortSignal): Promise<ChildExit> {
  let ending: Promise<boolean> | null = null;
  const end = (): Promise<boolean> => (ending ??= group.end(GRACE_MS));
  const killed = async (): Promise<ChildExit> => {
    await end();
    return await exitWithin(group, KILLED_MS);
  };
  const waiting = new AbortController();
  const { signal: over } = waiting;
  const told = new Promise<ChildExit>((resolve) => {
    const stop = (): void => void killed().then(resolve);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true, signal: over });
    const look = setInterval(() => void areFlooded(written).then((are) => (are ? stop() : undefined)), LOOK_MS);
    over.addEventListener("abort", () => clearInterval(look), { once: true });
  });
  try {
    return await Promise.race([group.exited, told]);
  } finally {
    waiting.abort();
    await end();
  }
}

/** How a group that was killed ended: the system takes a moment to say so, and may never do so where a disk hangs. */
async function exitWithin(group: ChildGroup, mostMs: number): Promise<ChildExit> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ChildExit>((resolve) => {
    timer = setTimeout(() => resolve({ code: null, signal: "SIGKILL" }), mostMs);
  });
  return await Promise.race([group.exited, late]).finally(() => clearTimeout(timer));
}

async function areFlooded(files: readonly string[]): Promise<boolean> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  ); // gone: no flood
  return sizes.some((size) => size > MOST_OUTPUT_BYTES);
}
