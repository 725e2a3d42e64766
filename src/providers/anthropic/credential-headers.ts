import type { Credential } from "./sdk-client.ts";
import type { AccessToken } from "./token-provider.ts";

/** A token is minted anew when it has less than this left. */
const REFRESH_S = 120;
/** Required beside a minted token (SDK 1.14.0, lib/credentials/types). */
const OAUTH_BETA = "oauth-2025-04-20";

/** The headers that let a request in, for requests that do not go through the SDK's client. */
export function credentialHeaders(credential: Credential): (betas: string | null) => Promise<Record<string, string>> {
  if (credential.kind === "apiKey") return () => Promise.resolve({ "x-api-key": credential.value });
  if (credential.kind === "authToken") return () => Promise.resolve({ authorization: `Bearer ${credential.value}` });
  let minted: Promise<AccessToken> | null = null;
  return async (betas) => {
    const held = minted === null ? null : await minted.catch(() => null);
    const isFresh = held !== null && (held.expiresAt === null || held.expiresAt - Date.now() / 1000 > REFRESH_S);
    if (!isFresh) minted = credential.provider();
    const { token } = isFresh ? held : await (minted ?? credential.provider());
    return {
      authorization: `Bearer ${token}`,
      "anthropic-beta": betas === null ? OAUTH_BETA : `${betas},${OAUTH_BETA}`,
    };
  };
}
