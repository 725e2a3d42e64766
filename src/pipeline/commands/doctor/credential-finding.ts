import { findingWords } from "../../../domain/diagnostics/finding-words.ts";
import type { Access } from "../../../domain/invocation.ts";
import { createHttpFetch } from "../../../host/http-fetch.ts";
import { credentialName, credentialProblem } from "../../access/credential-problem.ts";
import { CLAUDE_API } from "../../access/endpoint.ts";
import { tokenSource, type TokenSource } from "../../access/token-source.ts";
import { type DoctorFinding, ok, warning, wrong } from "./finding.ts";

/** How tokens would be come by without a key; null: they would not. */
export function mintedTokens({ named, network }: Pick<Access, "named" | "network">): TokenSource | null {
  return tokenSource(named, { baseUrl: CLAUDE_API, fetch: createHttpFetch(network) });
}

/** Keys come with line ends and quotes of wherever they were copied from. Never shows any of the value. */
export function credentialFinding(access: Access): DoctorFinding {
  const { credential } = access;
  if (credential === null) {
    const source = mintedTokens(access);
    if (source !== null) return ok("credential", findingWords("tokens", { source: source.name }));
    return warning("credential", findingWords("no-key"));
  }
  const variable = credentialName(credential);
  const { value } = credential;
  const unsendable = credentialProblem(credential);
  if (unsendable !== null) return wrong("credential", unsendable);
  if (/^["'\s]|["'\s]$/.test(value)) return wrong("credential", findingWords("quoted-key", { variable }));
  const isForeign = credential.kind === "apiKey" && !value.startsWith("sk-ant-");
  if (isForeign) return warning("credential", findingWords("foreign-key", { variable }));
  return ok("credential", findingWords("key", { variable }));
}
