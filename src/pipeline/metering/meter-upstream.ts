import { shownUrl } from "../../base/url-credentials.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { ReplySource } from "../../domain/formats/records.ts";
import type { FreeAsk } from "../../domain/run/metering.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import { createFreeCalls, type FreeAnswer } from "../../providers/relay/free-calls.ts";
import { createRelayProvider } from "../../providers/relay/relay-provider.ts";
import { createSimulatorFetch } from "../../providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../providers/simulator/simulator.ts";
import type { Config } from "../../suite/config.ts";
import { credentialProblem } from "../access/credential-problem.ts";
import { chooseEndpoint } from "../access/endpoint.ts";
import { networkProblem } from "../access/network-problem.ts";
import { noCredential, NOBODY, SIMULATED } from "../access/reply-endpoint.ts";

/** Where an application's requests go on to. */
export interface MeterUpstream {
  readonly provider: Provider;
  readonly free: (ask: FreeAsk) => Promise<FreeAnswer>;
  /** Without credentials, as it may be kept and shown. */
  readonly baseUrl: string;
  readonly replies: ReplySource;
}

export type ChosenUpstream =
  | { readonly ok: true; readonly upstream: MeterUpstream }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** The simulator, nobody (offline; tokens are counted and models listed by the simulator), or the API with the key of the environment. */
export function chooseUpstream(invocation: Invocation, config: Config, clock: Clock): ChosenUpstream {
  const { mode, seed, credential } = invocation;
  if (mode === "simulate" || mode === "offline") {
    const fetch = createSimulatorFetch(createSimulator({ seed, clock }));
    const free = createFreeCalls({ ...SIMULATED, fetch });
    const upstream: MeterUpstream =
      mode === "offline"
        ? { provider: NOBODY, free, baseUrl: "recordings", replies: "recorded" }
        : {
            provider: createRelayProvider({ ...SIMULATED, clock, fetch }),
            free,
            baseUrl: "simulator",
            replies: "simulated",
          };
    return { ok: true, upstream };
  }
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) return { ok: false, problems: [endpoint.problem] };
  const unreachable = networkProblem(invocation.network);
  if (unreachable !== null) return { ok: false, problems: [unreachable] };
  const unusable = credential === null ? noCredential() : credentialProblem(credential);
  if (credential === null || unusable !== null) return { ok: false, problems: unusable === null ? [] : [unusable] };
  const { url } = endpoint;
  const fetch = createHttpFetch(invocation.network);
  const provider = createRelayProvider({ baseUrl: url, credential, clock, fetch });
  const free = createFreeCalls({ baseUrl: url, credential, fetch });
  const replies = mode === "reuse" ? "mixed" : "live";
  return { ok: true, upstream: { provider, free, baseUrl: shownUrl(url), replies } };
}
