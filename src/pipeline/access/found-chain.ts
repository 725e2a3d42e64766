import type { Fetch } from "../../domain/values/fetch.ts";
import { INSTALLED_PEERS, type OptionalPeers } from "../../host/optional-peer.ts";
import type { EndpointKey } from "../../providers/endpoints/endpoint-fetch.ts";
import type { CloudChain } from "../../providers/endpoints/platform.ts";

/** What credentials of a cloud are looked for with. */
export interface CloudMachine {
  readonly fetch: Fetch;
  readonly peers: OptionalPeers;
}

/** This machine, which sends by this `fetch`. */
export function cloudMachine(fetch: Fetch): CloudMachine {
  return { fetch, peers: INSTALLED_PEERS };
}

/** Credentials that a cloud's own tools keep on this machine. */
export interface FoundChain {
  /** What `PROMPT_RUN_SECRETS` names them by. */
  readonly variable: string;
  readonly key: EndpointKey;
  /** The package that reads them and is not installed; null: nothing is missing. */
  readonly missing: string | null;
}

/** What the endpoint says of itself, as far as its credentials hang on it. */
export interface ChainAsked {
  readonly chain: CloudChain;
  readonly region: string;
  /** Does the config say how requests are let in? Then a chain is asked that leaves no trace on this machine (roles of instances). */
  readonly isWritten: boolean;
}
