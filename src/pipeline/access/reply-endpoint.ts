import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { judgesAsked } from "../../domain/judge.ts";
import type { PlatformName } from "../../domain/endpoint.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Credential, ReplyAccess } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Target } from "../../domain/run/target.ts";
import { underTheirName } from "../../providers/endpoints/endpoint-provider.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { RunRecord } from "../../domain/formats/records.ts";
import { createAnthropicProvider } from "../../providers/anthropic/anthropic.ts";
import { type CountTokens, createTokenCounter } from "../../providers/anthropic/count-tokens.ts";
import { DEFAULT_SIMULATOR } from "../../providers/simulator/state/options.ts";
import { createSimulatorFetch } from "../../providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../providers/simulator/simulator.ts";
import type { Config } from "../../suite/config.ts";
import { findDestination, openLive } from "./live-endpoints.ts";
import { noCredential } from "./no-credential.ts";
import { countWithNamedValues, withStandIns } from "./named-values.ts";

/** Where a run's replies come from. */
export interface ReplyEndpoint {
  readonly provider: Provider;
  /** As it may be kept and shown: without credentials. */
  readonly baseUrl: string;
  /** With recordings and the API `mixed`: which of them answered is known at the end. */
  readonly replies: RunRecord["replies"];
  /** Whose service answers the arms that name no endpoint of their own. Absent: there are none, or nothing is sent. */
  readonly platform?: PlatformName;
}

export type ChosenSource =
  | { readonly ok: true; readonly source: ReplyEndpoint }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

export type ChosenCounter =
  | { readonly ok: true; readonly count: CountTokens }
  | { readonly ok: false; readonly problem: Diagnostic };

/** Who counts tokens: the simulator, or the API with the key of the environment. */
export function chooseCounter(invocation: ReplyAccess, config: Config, log: (line: string) => void): ChosenCounter {
  const common = { connectTimeoutMs: 60_000, logLevel: "warn" as const, log };
  if (invocation.mode === "simulate") {
    const fetch = createSimulatorFetch(createSimulator({ ...DEFAULT_SIMULATOR, seed: invocation.seed }));
    const count = createTokenCounter({ ...common, ...SIMULATED, fetch });
    return { ok: true, count: (request) => count(withStandIns(request)) };
  }
  const found = findDestination(null, invocation, config);
  if (!found.ok) return { ok: false, problem: found.problems[0] ?? noCredential() };
  const { baseUrl, credential, fetch, names, countsTokens } = found.destination;
  if (!countsTokens) return { ok: true, count: uncounted };
  const count = createTokenCounter({ ...common, baseUrl, credential, fetch });
  const named: CountTokens = names === null ? count : (request) => count(underTheirName(request, names));
  return { ok: true, count: countWithNamedValues(named, { url: baseUrl, named: invocation.named }) };
}

const uncounted: CountTokens = () => Promise.resolve({ status: "failed", message: failureWords("counts-no-tokens") });

/** The simulator, nobody (offline), or the API with the key of the environment. */
export function chooseSource(
  invocation: ReplyAccess,
  { config, suites }: { readonly config: Config; readonly suites: readonly Suite[] },
  { clock, log }: { readonly clock: Clock; readonly log: (line: string) => void },
): ChosenSource {
  if (suites.length > 0 && suites.every(asksNoModel)) {
    return { ok: true, source: { provider: NOBODY, baseUrl: "targets", replies: "live" } };
  }
  if (invocation.mode === "simulate") {
    const provider = simulatedProvider(invocation.seed, clock, log);
    return { ok: true, source: { provider, baseUrl: "simulator", replies: "simulated" } };
  }
  if (invocation.mode === "offline") {
    return { ok: true, source: { provider: NOBODY, baseUrl: "recordings", replies: "recorded" } };
  }
  const live = openLive(invocation, { config, suites }, { clock, log });
  if (!live.ok) return live;
  const replies = invocation.mode === "reuse" ? "mixed" : "live";
  const { provider, baseUrl, platform } = live;
  return { ok: true, source: { provider, baseUrl, replies, ...(platform === null ? {} : { platform }) } };
}

/** Are all of its answers an application's? Then there is nobody to send anything to, and no key is needed. */
function asksNoModel(suite: Suite): boolean {
  const { arms } = suite;
  return (
    judgesAsked(suite).length === 0 &&
    arms.length > 0 &&
    arms.every(({ target }) => target !== undefined && !asksModels(target))
  );
}

/** Do its calls go through our meter? What a function of the program asks is that program's affair. */
export function asksModels({ kind, isMetered }: Target): boolean {
  return isMetered && kind !== "function";
}

/** Offline every request is answered, or refused, before it would be sent. */
export const NOBODY: Provider = {
  send: () => {
    throw new Error("a request was about to be sent offline");
  },
};

/** The simulator in this process asks for a key like the API, and takes any. */
export const SIMULATED: SimulatedAccess = {
  baseUrl: "http://simulator.invalid",
  credential: { kind: "apiKey", value: "simulated" },
};

interface SimulatedAccess {
  readonly baseUrl: string;
  readonly credential: Credential;
}

/** Replies from the simulator in this process, through the same SDK: every layer but the socket is real. */
function simulatedProvider(seed: number, clock: Clock, log: (line: string) => void): Provider {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, seed, clock });
  const provider = createAnthropicProvider({
    ...SIMULATED,
    clock,
    log,
    fetch: createSimulatorFetch(simulator),
  });
  return { ...provider, send: (request, context) => provider.send(withStandIns(request), context) };
}
