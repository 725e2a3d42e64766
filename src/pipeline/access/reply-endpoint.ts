import { createHttpFetch } from "../../host/http-fetch.ts";
import { shownUrl } from "../../base/url-credentials.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Credential, Invocation } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { RunRecord } from "../../domain/formats/records.ts";
import { createAnthropicProvider } from "../../providers/anthropic/anthropic.ts";
import { type CountTokens, createTokenCounter } from "../../providers/anthropic/count-tokens.ts";
import { DEFAULT_SIMULATOR } from "../../providers/simulator/state/options.ts";
import { createSimulatorFetch } from "../../providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../providers/simulator/simulator.ts";
import type { Config } from "../../suite/config.ts";
import { credentialProblem } from "./credential-problem.ts";
import { chooseEndpoint } from "./endpoint.ts";
import { networkProblem } from "./network-problem.ts";
import { countWithNamedValues, namedValueProblems, withNamedValues, withStandIns } from "./named-values.ts";

/** Where a run's replies come from. */
export interface ReplyEndpoint {
  readonly provider: Provider;
  /** As it may be kept and shown: without credentials. */
  readonly baseUrl: string;
  /** With recordings and the API `mixed`: which of them answered is known at the end. */
  readonly replies: RunRecord["replies"];
}

export type ChosenSource =
  | { readonly ok: true; readonly source: ReplyEndpoint }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

export type ChosenCounter =
  { readonly ok: true; readonly count: CountTokens } | { readonly ok: false; readonly problem: Diagnostic };

/** Who counts tokens: the simulator, or the API with the key of the environment. */
export function chooseCounter(invocation: Invocation, config: Config, log: (line: string) => void): ChosenCounter {
  const common = { connectTimeoutMs: 60_000, logLevel: "warn" as const, log };
  if (invocation.mode === "simulate") {
    const fetch = createSimulatorFetch(createSimulator({ ...DEFAULT_SIMULATOR, seed: invocation.seed }));
    const count = createTokenCounter({ ...common, ...SIMULATED, fetch });
    return { ok: true, count: (request) => count(withStandIns(request)) };
  }
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) return endpoint;
  const unreachable = networkProblem(invocation.network);
  if (unreachable !== null) return { ok: false, problem: unreachable };
  const { credential } = invocation;
  if (credential === null) return { ok: false, problem: noCredential() };
  const unsendable = credentialProblem(credential);
  if (unsendable !== null) return { ok: false, problem: unsendable };
  const options = { ...common, baseUrl: endpoint.url, credential, fetch: createHttpFetch(invocation.network) };
  const destination = { url: endpoint.url, named: invocation.named };
  return { ok: true, count: countWithNamedValues(createTokenCounter(options), destination) };
}

/** The simulator, nobody (offline), or the API with the key of the environment. */
export function chooseSource(
  invocation: Invocation,
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
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) return { ok: false, problems: [endpoint.problem] };
  const unreachable = networkProblem(invocation.network);
  if (unreachable !== null) return { ok: false, problems: [unreachable] };
  const { credential, named } = invocation;
  const destination = { url: endpoint.url, named };
  const unsent = namedValueProblems(suites, destination);
  if (credential === null) return { ok: false, problems: [noCredential(), ...unsent] };
  const unsendable = credentialProblem(credential);
  if (unsendable !== null) return { ok: false, problems: [unsendable, ...unsent] };
  if (unsent.length > 0) return { ok: false, problems: unsent };
  const fetch = createHttpFetch(invocation.network);
  const live = createAnthropicProvider({ baseUrl: endpoint.url, credential, clock, log, fetch });
  const provider = withNamedValues(live, destination);
  const replies = invocation.mode === "reuse" ? "mixed" : "live";
  return { ok: true, source: { provider, baseUrl: shownUrl(endpoint.url), replies } };
}

/** Are all of its answers an application's? Then there is nobody to send anything to, and no key is needed. */
function asksNoModel({ arms, judges }: Suite): boolean {
  return judges.length === 0 && arms.length > 0 && arms.every(({ target }) => target !== undefined);
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

/** That a key is needed, and the ways out. */
export function noCredential(): Diagnostic {
  return {
    severity: "error",
    code: "no-credential",
    place: { kind: "environment" },
    message: "there is no key: ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set",
    hint: "set one of them (a .env file works too), or run with --simulate or --offline, which need none",
  };
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
