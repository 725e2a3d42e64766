import type { RunRequest, RunStart, Where } from "../../domain/invocation.ts";
import { parseShard, type ShardChoice } from "../../domain/run/shard.ts";
import type { RunLine, StoredRequest } from "../../domain/formats/records.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import { storedOutside, storedStart } from "../stored/run-start.ts";

/** What a run's line keeps of how it was asked for. */
export function storedRequest(request: RunRequest & Pick<Where, "allowOutside">, start: RunStart): StoredRequest {
  const { overrides } = request;
  return {
    suites: [...request.suites],
    models: [...overrides.models],
    ...(overrides.targets.length === 0 ? {} : { targets: [...overrides.targets] }),
    prompts: [...overrides.prompts],
    vars: { ...overrides.vars },
    set: overrides.set.map(({ path, value }) => ({ path: [...path], value })),
    trials: overrides.trials,
    timeout_ms: overrides.timeoutMs,
    max_attempts: overrides.maxAttempts,
    cases: [...request.cases],
    tags: [...request.tags],
    seed: request.seed,
    mode: request.mode,
    record: request.record,
    endpoint: request.endpoint,
    concurrency: request.concurrency,
    max_cost_usd: request.maxCostUsd,
    fail_fast: request.failFast,
    strict: request.strict,
    fail_on_inconclusive: request.failOnInconclusive,
    sequential: request.sequential,
    ...(request.sequential ? { looks: request.looks } : {}),
    baseline: request.baseline,
    allow_missing_baseline: request.allowMissingBaseline,
    ...(request.shard == null ? {} : { shard: request.shard.text }),
    ...storedOutside(request),
    start: storedStart(start),
  };
}

/**
 * How a run was asked for, its suites as files: a glob may find others by now. Null for a run of 0.1, which kept its
 * arguments alone.
 */
export function requestOfRun({ request: stored, suites }: RunLine): RunRequest | null {
  if (stored === undefined) return null;
  return {
    suites: suites.map(({ file }) => file),
    overrides: {
      models: stored.models,
      targets: stored.targets ?? [],
      prompts: stored.prompts,
      vars: stored.vars as JsonObject, // a line of the journal is JSON
      set: stored.set.map(({ path, value }) => ({ path, value: value as Json })),
      trials: stored.trials,
      timeoutMs: stored.timeout_ms,
      maxAttempts: stored.max_attempts,
    },
    cases: stored.cases,
    tags: stored.tags,
    seed: stored.seed,
    mode: stored.mode,
    record: stored.record,
    endpoint: stored.endpoint ?? null,
    concurrency: stored.concurrency,
    maxCostUsd: stored.max_cost_usd,
    failFast: stored.fail_fast,
    strict: stored.strict,
    failOnInconclusive: stored.fail_on_inconclusive,
    sequential: stored.sequential,
    looks: stored.looks ?? null,
    baseline: stored.baseline,
    allowMissingBaseline: stored.allow_missing_baseline,
    shard: shardOf(stored),
  };
}

function shardOf({ shard }: StoredRequest): ShardChoice | null {
  const parsed = shard === undefined ? null : parseShard(shard);
  return parsed?.ok === true ? parsed.shard : null;
}
