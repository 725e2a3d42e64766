import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Invocation } from "../../src/domain/invocation.ts";
import type { TrialRecord } from "../../src/domain/formats/records.ts";
import type { ReportHead } from "../../src/domain/reporter.ts";
import { parseShard, type ShardChoice } from "../../src/domain/run/shard.ts";
import { type InvocationFor, mergeRuns, type MergeOptions } from "../../src/pipeline/session/merge/merge-runs.ts";
import { runSuites } from "../../src/pipeline/commands/run-suites.ts";
import type { EndedRunResult, RunResult } from "../../src/pipeline/session/run-hooks.ts";
import { wallClock } from "../../src/host/wall-clock.ts";
import { invocationOf, SILENT_HOOKS } from "./invocation.ts";

const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };

export function shardOf(text: string): ShardChoice {
  const parsed = parseShard(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.shard;
}

export function ranOf(result: RunResult): EndedRunResult {
  if (result.status === "ran") return result;
  throw new Error(
    result.status === "wrong" ? result.problems.map(({ message }) => message).join("\n") : result.message,
  );
}

/** Runs one shard, in a store of its own. */
export async function runShard(cwd: string, shard: string, changes: Partial<Invocation> = {}): Promise<EndedRunResult> {
  const store = `stores/${shard.replaceAll(/[/#]/g, "-")}`;
  return ranOf(await runSuites(invocationOf(cwd, { store, ...changes, shard: shardOf(shard) }), hooks));
}

/** Runs the whole plan in one, in the usual store. */
export async function runWhole(cwd: string, changes: Partial<Invocation> = {}): Promise<EndedRunResult> {
  return ranOf(await runSuites(invocationOf(cwd, changes), hooks));
}

/** Merges what is named; the folder of all shards when nothing is. */
export function merge(
  cwd: string,
  { runs = ["stores"], options = {} }: { readonly runs?: readonly string[]; readonly options?: MergeOptions } = {},
): Promise<RunResult> {
  const invocationFor: InvocationFor = (suites, asked) => ({ ...invocationOf(cwd), suites, ...asked });
  return mergeRuns({ runs, cwd, store: join(cwd, ".prompt-run"), options, invocationFor }, hooks);
}

/** The folders of the runs in a store. */
export function runFolders(store: string): string[] {
  const runs = join(store, "runs");
  return existsSync(runs) ? readdirSync(runs).map((id) => join(runs, id)) : [];
}

/** A report with what differs from run to run left out: times, ids, and how long things took. */
export async function settled(result: EndedRunResult): Promise<unknown> {
  const trials: TrialRecord[][] = [];
  for (const [index] of result.head.suites.entries()) {
    trials.push([]);
    for await (const trial of result.trials(index)) trials[index]?.push(trial);
  }
  return JSON.parse(JSON.stringify({ head: result.head satisfies ReportHead, trials }, withoutTimes)) as unknown;
}

const TIMES = /^(id|run|runs|at|started_at|finished_at|request_id)$/;

function withoutTimes(key: string, value: unknown): unknown {
  return key.endsWith("_ms") || (TIMES.test(key) && typeof value !== "object") ? null : value;
}
