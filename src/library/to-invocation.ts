import { resolve } from "node:path";
import { type Invocation, looksOf, type ReplyMode } from "../domain/invocation.ts";
import type { JsonObject } from "../domain/values/json.ts";
import { accessOf } from "../pipeline/access/access.ts";
import { defaultStore } from "../pipeline/stored/default-store.ts";
import type { HandedOver } from "./hand-over.ts";
import { plainValue } from "./handed-in/plain-value.ts";
import type { RunOptions } from "./handed-in/run-options.ts";
import { SuiteError } from "./handed-in/suite-error.ts";

/** What a run is asked for, from the options of a program. `store`: absolute, or relative to the working folder. */
export function toInvocation(
  { suites, inMemory }: HandedOver,
  options: RunOptions,
  store: string = options.store ?? defaultStore(workingFolder(options)),
): Invocation {
  return {
    inMemory,
    suites,
    cwd: workingFolder(options),
    store,
    allowOutside: options.allowOutside ?? false,
    overrides: {
      models: namesOf(options.model),
      targets: namesOf(options.target),
      prompts: namesOf(options.prompt),
      vars: dataOf(options.vars ?? {}, "vars"),
      set: Object.entries(dataOf(options.set ?? {}, "set")).map(([key, value]) => ({ path: key.split("."), value })),
      trials: options.trials ?? null,
      timeoutMs: options.timeoutS === undefined ? null : options.timeoutS * 1000,
      maxAttempts: options.maxAttempts ?? null,
    },
    cases: namesOf(options.case),
    tags: namesOf(options.tag),
    mode: replyMode(options),
    record: options.record ?? false,
    endpoint: options.endpoint ?? null,
    concurrency: options.concurrency ?? null,
    maxCostUsd: options.maxCostUsd ?? null,
    seed: options.seed ?? 0,
    failFast: options.failFast ?? false,
    strict: options.strict ?? false,
    failOnInconclusive: options.failOnInconclusive ?? false,
    sequential: options.sequential ?? false,
    looks: looksOf(options.looks),
    baseline: options.baseline ?? null,
    allowMissingBaseline: options.allowMissingBaseline ?? false,
    ...accessOf({ values: defined(options.env ?? process.env), fromFile: new Set() }, options.baseUrl ?? null),
  };
}

/** Absolute. */
export function workingFolder({ cwd }: Pick<RunOptions, "cwd">): string {
  return resolve(cwd ?? process.cwd());
}

function replyMode({ simulate, offline, reuse }: RunOptions): ReplyMode {
  if (simulate === true) return "simulate";
  if (offline === true) return "offline";
  return reuse === true ? "reuse" : "live";
}

function namesOf(names: RunOptions["model"]): readonly string[] {
  if (names === undefined) return [];
  return typeof names === "string" ? [names] : names;
}

/** Plain data of an option, copied. Throws a `SuiteError` for what is none. */
export function dataOf(map: object, name: string): JsonObject {
  const { value, problems } = plainValue(map, () => null);
  const placed = problems.map((problem) => ({ ...problem, path: `options.${name}.${problem.path ?? ""}` }));
  if (placed.length > 0) throw new SuiteError(placed);
  return value as JsonObject; // it was a map
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
