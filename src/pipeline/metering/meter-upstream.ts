import { shownUrl } from "../../base/url-credentials.ts";
import type { ReplyAccess } from "../../domain/invocation.ts";
import type { ReplySource } from "../../domain/formats/records.ts";
import type { FreeAsk } from "../../domain/run/metering.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { createFreeCalls, type FreeAnswer } from "../../providers/relay/free-calls.ts";
import { createRelayProvider } from "../../providers/relay/relay-provider.ts";
import { createSimulatorFetch } from "../../providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../providers/simulator/simulator.ts";
import type { Config } from "../../suite/config.ts";
import { withModelNames } from "../../providers/endpoints/endpoint-provider.ts";
import { findDestination } from "../access/live-endpoints.ts";
import { NOBODY, SIMULATED } from "../access/reply-endpoint.ts";

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
export function chooseUpstream(invocation: ReplyAccess, config: Config, clock: Clock): ChosenUpstream {
  const { mode, seed } = invocation;
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
  const found = findDestination(null, invocation, config);
  if (!found.ok) return found;
  const { baseUrl: url, credential, fetch, names } = found.destination;
  const relay = createRelayProvider({ baseUrl: url, credential, clock, fetch });
  const provider = names === null ? relay : withModelNames(relay, names);
  const free = createFreeCalls({ baseUrl: url, credential, fetch });
  const replies = mode === "reuse" ? "mixed" : "live";
  return { ok: true, upstream: { provider, free, baseUrl: shownUrl(url), replies } };
}
