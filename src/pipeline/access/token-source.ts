import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { TokenSourceName } from "../../domain/diagnostics/english/findings/findings.ts";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { NamedValues } from "../../domain/environment/named-values.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { NoToken } from "../../providers/anthropic/no-token.ts";
import {
  type Federation,
  federatedTokens,
  profileTokens,
  type TokenEndpoint,
  type TokenProvider,
} from "../../providers/anthropic/token-provider.ts";

/** How tokens are come by where there is no key. */
export interface TokenSource {
  readonly name: TokenSourceName;
  readonly provider: TokenProvider;
}

/** A token endpoint answers in a few kilobytes. */
const BOUNDS = { maxBytes: 256 * 1024, timeoutMs: 30_000 };

/**
 * Tokens by workload identity federation, or of a profile on disk; null: the environment has neither. The variables count
 * in the process's own environment alone: a `.env` could make tokens for somebody else's organization.
 */
export function tokenSource(named: NamedValues, { baseUrl, fetch }: TokenEndpoint): TokenSource | null {
  const endpoint = { baseUrl, fetch: boundedFetch(fetch, BOUNDS) };
  const real = (name: string): string | null => (named.isReal(name) ? named.readPlain(name) : null);
  const federation = federationOf(real, named, endpoint);
  if (federation !== null) {
    const name = { kind: "federation", name: federation.ruleId } as const;
    return { name, provider: federatedTokens(federation, endpoint) };
  }
  const profile = real("ANTHROPIC_PROFILE") ?? "default";
  if (!existsSync(join(configFolder(real), "configs", `${profile}.json`))) return null;
  return { name: { kind: "profile", name: profile }, provider: profileTokens(profile, endpoint) };
}

type Real = (name: string) => string | null;

function configFolder(real: Real): string {
  return real("ANTHROPIC_CONFIG_DIR") ?? join(real("XDG_CONFIG_HOME") ?? join(homedir(), ".config"), "anthropic");
}

function federationOf(real: Real, named: NamedValues, endpoint: TokenEndpoint): Federation | null {
  const ruleId = real("ANTHROPIC_FEDERATION_RULE_ID");
  const organizationId = real("ANTHROPIC_ORGANIZATION_ID");
  const identityToken = identityOf(real, named, endpoint);
  if (ruleId === null || organizationId === null || identityToken === null) return null;
  return {
    ruleId,
    organizationId,
    serviceAccountId: real("ANTHROPIC_SERVICE_ACCOUNT_ID"),
    workspaceId: real("ANTHROPIC_WORKSPACE_ID"),
    identityToken,
  };
}

/** A file that somebody keeps fresh, a token, or GitHub's, asked for anew each time. */
function identityOf(real: Real, named: NamedValues, { fetch }: TokenEndpoint): Federation["identityToken"] | null {
  const file = real("ANTHROPIC_IDENTITY_TOKEN_FILE");
  if (file !== null) return async () => (await readFile(file, "utf8")).trim();
  const token = named.isReal("ANTHROPIC_IDENTITY_TOKEN") ? named.read("ANTHROPIC_IDENTITY_TOKEN") : null;
  if (token !== null) return () => Promise.resolve(token.trim());
  const url = real("ACTIONS_ID_TOKEN_REQUEST_URL");
  const request = named.isReal("ACTIONS_ID_TOKEN_REQUEST_TOKEN") ? named.read("ACTIONS_ID_TOKEN_REQUEST_TOKEN") : null;
  if (url === null || request === null) return null;
  const audience = real("ANTHROPIC_IDENTITY_AUDIENCE") ?? "https://api.anthropic.com";
  return () => githubToken({ url, request, audience }, fetch);
}

/** GitHub, "OpenID Connect": the job asks its own runner, with the token of the request. */
async function githubToken(
  { url, request, audience }: { readonly url: string; readonly request: string; readonly audience: string },
  fetch: TokenEndpoint["fetch"],
): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const response = await fetch(asked.href, { headers: { authorization: `Bearer ${request}` } });
  const answer: unknown = response.ok ? await response.json() : null;
  const value = typeof answer === "object" && answer !== null && "value" in answer ? answer.value : null;
  if (typeof value === "string") return value;
  const { status } = response;
  throw NoToken.ofStatus(failureWords("no-identity-token", { status }), status);
}
