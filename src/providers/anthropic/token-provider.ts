import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Fetch } from "../../domain/values/fetch.ts";

/** A token of the Claude API and when it ends (epoch seconds; null: never). */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: number | null;
}

/** Mints a token. `forceRefresh`: the last one was refused, whatever a file says of its end. */
export type TokenProvider = (options?: { readonly forceRefresh?: boolean }) => Promise<AccessToken>;

/** Who this machine is, for workload identity federation. */
export interface Federation {
  readonly ruleId: string;
  readonly organizationId: string;
  readonly serviceAccountId: string | null;
  readonly workspaceId: string | null;
  /** The identity's own token (a JWT), fetched anew each time: those of CI live minutes. */
  readonly identityToken: () => Promise<string>;
}

export interface TokenEndpoint {
  readonly baseUrl: string;
  readonly fetch: Fetch;
}

/** Tokens by federation (RFC 7523), through the SDK's own exchange. */
export function federatedTokens(federation: Federation, { baseUrl, fetch }: TokenEndpoint): TokenProvider {
  return async () => {
    const { oidcFederationProvider } = await import("@anthropic-ai/sdk/lib/credentials/oidc-federation");
    const { ruleId, organizationId, serviceAccountId, workspaceId, identityToken } = federation;
    return oidcFederationProvider({
      identityTokenProvider: identityToken,
      federationRuleId: ruleId,
      organizationId,
      ...(serviceAccountId === null ? {} : { serviceAccountId }),
      ...(workspaceId === null ? {} : { workspaceId }),
      baseURL: baseUrl,
      fetch,
    })();
  };
}

/** Tokens of a profile on disk (`ant auth login`), through the SDK's own resolution. */
export function profileTokens(profile: string, { baseUrl, fetch }: TokenEndpoint): TokenProvider {
  let provider: TokenProvider | null = null;
  return async (options) => {
    const { defaultCredentials } = await import("@anthropic-ai/sdk/lib/credentials/credential-chain");
    if (provider === null) {
      const found = await defaultCredentials({ baseURL: baseUrl, fetch }, profile);
      if (found === null) throw new Error(failureWords("no-profile", { profile })); // it was there when the run began
      provider = found.provider;
    }
    return provider(options);
  };
}
