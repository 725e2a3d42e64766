import { judgesAsked } from "../../domain/judge.ts";
import { shownUrl } from "../../base/url-credentials.ts";
import { DEFAULT_PLATFORM, type PlatformName } from "../../domain/endpoint.ts";
import type { Access, Credential, EndpointAccess } from "../../domain/invocation.ts";
import type { CompletionRequest, Provider } from "../../domain/run/provider.ts";
import type { Arm, Suite } from "../../domain/suite.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import { createAnthropicProvider } from "../../providers/anthropic/anthropic.ts";
import { endpointFetch } from "../../providers/endpoints/endpoint-fetch.ts";
import { type ModelNames, withModelNames } from "../../providers/endpoints/endpoint-provider.ts";
import { PLATFORMS } from "../../providers/endpoints/registry.ts";
import type { Config } from "../../suite/config.ts";
import { cloudMachine } from "./found-chain.ts";
import { credentialProblem } from "./credential-problem.ts";
import { chooseEndpoint } from "./endpoint.ts";
import { namedValueProblems, type NamingSettings, withNamedValues } from "./named-values.ts";
import { networkProblem } from "./network-problem.ts";
import { noCredential } from "./no-credential.ts";
import { tokenFetch } from "../../providers/anthropic/token-fetch.ts";
import { tokenSource } from "./token-source.ts";
import { type OpenedEndpoint, openEndpoint } from "./open-endpoint.ts";

/** Where requests go over the network, ready to be used. */
export interface LiveDestination {
  readonly baseUrl: string;
  /** What the SDK's client is made with. */
  readonly credential: Credential;
  readonly fetch: Fetch;
  readonly names: ModelNames | null;
  /** Does it count tokens, and list its models? */
  readonly countsTokens: boolean;
  readonly listsModels: boolean;
}

export type FoundDestination =
  | { readonly ok: true; readonly destination: LiveDestination }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** The client insists on a credential; the endpoint's own takes its place before anything is sent. */
const REPLACED: Credential = { kind: "authToken", value: "replaced-by-the-endpoint" };
/** Required beside a minted token (SDK 1.14.0, lib/credentials/types). */
const OAUTH_BETA = "oauth-2025-04-20";

/** The endpoint of a run by its name; null: the Claude API, or a base URL, which says more than a config's choice. */
export function endpointName(invocation: Pick<EndpointAccess, "endpoint" | "baseUrl">, config: Config): string | null {
  return invocation.endpoint ?? (invocation.baseUrl === null ? config.endpoint : null);
}

/** Where requests of this endpoint go (null: those of the run), and with what; or why they cannot go there. */
export function findDestination(name: string | null, invocation: EndpointAccess, config: Config): FoundDestination {
  const unreachable = networkProblem(invocation.network);
  if (unreachable !== null) return { ok: false, problems: [unreachable] };
  const chosen = name ?? endpointName(invocation, config);
  if (chosen === null) return plainDestination(invocation, config);
  const source = config.endpoints.get(chosen);
  if (source === undefined) return { ok: false, problems: [] }; // told when the suites were read
  const opened = openEndpoint(source, invocation.named, cloudMachine(createHttpFetch(invocation.network)));
  return opened.ok ? { ok: true, destination: endpointDestination(opened.endpoint, invocation) } : opened;
}

/** The Claude API, or the base URL that stands in its place. */
function plainDestination(invocation: Access, config: Config): FoundDestination {
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) return { ok: false, problems: [endpoint.problem] };
  const { network, named } = invocation;
  const http = createHttpFetch(network);
  const problem = invocation.credential === null ? null : credentialProblem(invocation.credential);
  if (problem !== null) return { ok: false, problems: [problem] };
  const source = invocation.credential === null ? tokenSource(named, { baseUrl: endpoint.url, fetch: http }) : null;
  const credential = source === null ? invocation.credential : REPLACED;
  if (credential === null) return { ok: false, problems: [noCredential()] };
  const { customHeaders } = network;
  const platform = PLATFORMS.claude;
  const headed =
    Object.keys(customHeaders).length === 0
      ? http
      : endpointFetch(http, { platform, settings: NO_SETTINGS, headers: customHeaders, key: null, now: Date.now });
  const fetch =
    source === null ? headed : tokenFetch(headed, { mint: source.provider, beta: OAUTH_BETA, now: Date.now });
  const made = { baseUrl: endpoint.url, credential, fetch, names: null, countsTokens: true, listsModels: true };
  return { ok: true, destination: made };
}

const NO_SETTINGS = { region: null, project: null, resource: null, workspace: null };

function endpointDestination(opened: OpenedEndpoint, { network }: Pick<Access, "network">): LiveDestination {
  const { source, platform, settings, baseUrl, headers, key } = opened;
  const fetch = endpointFetch(createHttpFetch(network), { platform, settings, headers, key, now: Date.now });
  const names: ModelNames = {
    sent: (id) => source.models[id] ?? platform.modelId(id, settings),
    canonical: (served, asked) => ownName(served, asked, opened),
  };
  const { countsTokens, listsModels } = platform;
  return { baseUrl, credential: REPLACED, fetch, names, countsTokens, listsModels };
}

function ownName(served: string, asked: string, { source, platform, settings }: OpenedEndpoint): string {
  if (served === (source.models[asked] ?? platform.modelId(asked, settings))) return asked;
  const mapped = Object.entries(source.models).find(([, theirs]) => theirs === served)?.[0];
  return mapped ?? platform.canonicalModel(served);
}

/** What live replies come from. */
export type LiveEndpoints =
  | {
      readonly ok: true;
      readonly provider: Provider;
      readonly baseUrl: string;
      /** Of the arms that name no endpoint; null: there is none. */
      readonly platform: PlatformName | null;
    }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** A provider for every endpoint that the suites' arms name. Each request goes to its own. */
export function openLive(
  invocation: EndpointAccess,
  { config, suites }: { readonly config: Config; readonly suites: readonly Suite[] },
  { clock, log }: { readonly clock: Clock; readonly log: (line: string) => void },
): LiveEndpoints {
  const arms = suites.flatMap((suite) => suite.arms);
  const senders = suites.flatMap((suite) => judgesAsked(suite).flatMap((judge) => judge.senders));
  const naming = [...arms, ...senders];
  const names = new Set([...naming.map(({ endpoint }) => endpoint), ...(arms.length === 0 ? [null] : [])]);
  const providers = new Map<string | null, Provider>();
  const shown: string[] = [];
  const problems: Diagnostic[] = [];
  for (const name of names) {
    const found = findDestination(name, invocation, config);
    if (!found.ok) {
      problems.push(...found.problems, ...unsent(naming, name, null, invocation));
      continue;
    }
    const { destination } = found;
    problems.push(...unsent(naming, name, destination.baseUrl, invocation));
    providers.set(name, providerOf(destination, invocation, { clock, log }));
    shown.push(`${name === null ? "" : `${name}=`}${shownUrl(destination.baseUrl)}`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const platform = arms.some(({ endpoint }) => endpoint === null) ? platformOfRun(invocation, config) : null;
  return { ok: true, provider: byEndpoint(providers), baseUrl: shown.join(" "), platform };
}

function platformOfRun(invocation: Pick<EndpointAccess, "endpoint" | "baseUrl">, config: Config): PlatformName {
  const name = endpointName(invocation, config);
  return config.endpoints.get(name ?? "")?.platform ?? DEFAULT_PLATFORM;
}

/** Values of the environment that the arms, and judges, of an endpoint may not send there. */
function unsent(
  arms: readonly (NamingSettings & Pick<Arm, "endpoint">)[],
  name: string | null,
  url: string | null,
  { named }: Pick<Access, "named">,
): Diagnostic[] {
  if (url === null) return [];
  return namedValueProblems(
    arms.filter(({ endpoint }) => endpoint === name),
    { url, named },
  );
}

function providerOf(
  { baseUrl, credential, fetch, names }: LiveDestination,
  { named }: Pick<Access, "named">,
  { clock, log }: { readonly clock: Clock; readonly log: (line: string) => void },
): Provider {
  const live = createAnthropicProvider({ baseUrl, credential, clock, log, fetch });
  return withNamedValues(names === null ? live : withModelNames(live, names), { url: baseUrl, named });
}

function byEndpoint(providers: ReadonlyMap<string | null, Provider>): Provider {
  const of = ({ endpoint }: CompletionRequest): Provider => {
    const provider = providers.get(endpoint ?? null);
    if (provider === undefined) throw new Error(`no provider for the endpoint ${endpoint ?? "of the run"}`);
    return provider;
  };
  return {
    traceWith: (tracing) => {
      for (const provider of providers.values()) provider.traceWith?.(tracing);
    },
    send: (request, context) => of(request).send(request, context),
  };
}
