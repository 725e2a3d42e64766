import { usage } from "../../domain/diagnostics/usage.ts";
import { hasQueryOrFragment, shownUrl } from "../../base/url-credentials.ts";
import { clip } from "../../base/inert.ts";
import { JsonTooDeep, MAX_JSON_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { isExactNumber } from "../../base/exact-number.ts";
import { type Invocation, looksOf, type ReplyMode, type RunStart } from "../../domain/invocation.ts";
import type { Environment } from "../../domain/environment/environment.ts";
import { parseShard, type ShardChoice } from "../../domain/run/shard.ts";
import type { Json } from "../../domain/values/json.ts";
import { accessOf } from "../../pipeline/access/access.ts";
import { defaultStore } from "../../pipeline/stored/default-store.ts";
import type { RunCommandOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** Options of which a command may have only some. */
export type GivenOptions = Partial<RunCommandOptions>;

/** The command line and the environment as one value. Throws a UsageError for what means nothing, as `--var` without `=`. */
export function toInvocation(
  suites: readonly string[],
  options: GivenOptions,
  environment: Environment,
  cwd: string,
): Invocation {
  return {
    cwd,
    suites,
    overrides: {
      models: options.model ?? [],
      targets: options.target ?? [],
      prompts: options.prompt ?? [],
      vars: Object.fromEntries((options.var ?? []).map((pair) => splitPair("--var", pair))),
      set: (options.set ?? []).map((pair) => {
        const [key, value] = splitPair("--set", pair);
        return { path: key.split("."), value: settingValue(pair, value) };
      }),
      trials: options.trials ?? null,
      timeoutMs: options.timeout === undefined ? null : options.timeout * 1000,
      maxAttempts: options.maxAttempts ?? null,
    },
    cases: options.case ?? [],
    tags: options.tag ?? [],
    mode: replyMode(options),
    record: options.record ?? false,
    endpoint: options.endpoint ?? null,
    allowOutside: options.allowOutside ?? false,
    concurrency: options.concurrency ?? null,
    maxCostUsd: options.maxCost ?? null,
    seed: options.seed ?? 0,
    shard: shardOf(options),
    store: options.store ?? defaultStore(cwd),
    failFast: options.failFast ?? false,
    strict: options.strict ?? false,
    failOnInconclusive: options.failOnInconclusive ?? false,
    sequential: options.sequential ?? false,
    looks: checkedLooks(options),
    baseline: options.baseline ?? null,
    allowMissingBaseline: options.allowMissingBaseline ?? false,
    ...accessOf(environment, baseUrlOf(options)),
  };
}

/** By whom a run is begun that a command line asks for. */
export function startOfCommand({ store, baseUrl, envFile, reporter, color, verbose }: GivenOptions): RunStart {
  return {
    store: store === undefined || store === defaultStore() ? null : store,
    baseUrl: baseUrl ?? null,
    envFile: envFile ?? null,
    reporters: reporter ?? [],
    color: color ?? true,
    verbose: verbose ?? false,
  };
}

/** Throws a UsageError for one that would be kept with the arguments though a token may stand in it. */
function baseUrlOf({ baseUrl }: GivenOptions): string | null {
  if (baseUrl !== undefined && hasQueryOrFragment(baseUrl)) {
    throw new UsageError(usage("base-url-query", { url: shownUrl(baseUrl) }));
  }
  return baseUrl ?? null;
}

function checkedLooks({ looks, sequential }: GivenOptions): number | null {
  if (looks !== undefined && sequential !== true) {
    throw new UsageError(usage("looks"));
  }
  return looksOf(looks);
}

/** Where replies come from. Throws a UsageError for options that cannot both be meant. */
function replyMode({ simulate, reuse, offline, record }: GivenOptions): ReplyMode {
  const others = { "--reuse": reuse, "--offline": offline, "--record": record };
  const other = Object.entries(others).find(([, isGiven]) => isGiven === true)?.[0];
  if (simulate === true && other !== undefined) {
    throw new UsageError(usage("simulate-and", { other }));
  }
  if (offline === true && record === true) {
    throw new UsageError(usage("offline-and-record"));
  }
  if (simulate === true) return "simulate";
  if (offline === true) return "offline";
  return reuse === true ? "reuse" : "live";
}

/** Which part of the plan is run. Throws a UsageError for a part that there is none of, and for options that look at the whole. */
function shardOf({ shard, sequential, failFast }: GivenOptions): ShardChoice | null {
  if (shard === undefined) return null;
  const parsed = parseShard(shard);
  if (!parsed.ok) throw new UsageError(parsed.message);
  refuseBesideShard(shard, { sequential: sequential ?? false, failFast: failFast ?? false });
  return parsed.shard;
}

/** What stops a run by its gate cannot be asked of a part, which sees too little of it. Throws a UsageError. */
export function refuseBesideShard(
  shard: string,
  { sequential, failFast }: { readonly sequential: boolean; readonly failFast: boolean },
): void {
  const other = sequential ? "--sequential" : failFast ? "--fail-fast" : null;
  if (other === null) return;
  throw new UsageError(usage("shard-and", { shard, other }));
}

function splitPair(option: string, pair: string): [string, string] {
  const at = pair.indexOf("=");
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  throw new UsageError(usage("pair", { option, pair }));
}

/** A value of `--set`: JSON where it is JSON (numbers, booleans, null, lists, maps), else text. */
function settingValue(pair: string, text: string): Json {
  let value: Json;
  try {
    value = parseBoundedJson(text) as Json; // parsed JSON
  } catch (error) {
    if (error instanceof JsonTooDeep)
      throw new UsageError(usage("set-depth", { pair: clip(pair, 80), mostLevels: MAX_JSON_LEVELS }));
    if (/^\s*[{[]/.test(text)) throw new UsageError(usage("set-map", { pair: clip(pair, 80) }));
    return text;
  }
  if (typeof value !== "number" || isExactNumber(text, value)) return value;
  throw new UsageError(usage("set-digits", { pair, written: text }));
}
