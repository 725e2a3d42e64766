import { BEGUN_BY_PROGRAM, type Invocation } from "../../src/domain/invocation.ts";
import { NO_NAMED_VALUES } from "../../src/domain/environment/named-values.ts";
import { DIRECT } from "../../src/domain/environment/network.ts";
import { NO_OVERRIDES } from "../../src/domain/overrides.ts";
import type { RunHooks } from "../../src/pipeline/session/run-hooks.ts";

/** `prompt-run suite.yaml --simulate` in a folder, with nothing else asked for. */
export function invocationOf(cwd: string, changes: Partial<Invocation> = {}): Invocation {
  return {
    cwd,
    suites: ["suite.yaml"],
    overrides: NO_OVERRIDES,
    cases: [],
    tags: [],
    mode: "simulate",
    record: false,
    endpoint: null,
    allowOutside: false,
    concurrency: 6,
    maxCostUsd: null,
    seed: 0,
    store: ".prompt-run",
    failFast: false,
    strict: false,
    failOnInconclusive: false,
    sequential: false,
    looks: 5,
    baseline: null,
    allowMissingBaseline: false,
    baseUrl: null,
    untrustedBaseUrl: null,
    credential: null,
    secrets: [],
    named: NO_NAMED_VALUES,
    network: DIRECT,
    ...changes,
  };
}

/** What a run tells of itself, to nobody. */
export const SILENT_HOOKS: Omit<RunHooks, "clock" | "signal"> = {
  start: BEGUN_BY_PROGRAM,
  interruptedBy: () => null,
  onWarnings: () => undefined,
  onProgress: () => undefined,
  log: () => undefined,
};
