import type { Access } from "../../domain/invocation.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import { credentialName, credentialProblem } from "../access/credential-problem.ts";
import { CLAUDE_API } from "../access/endpoint.ts";
import { tokenSource, type TokenSource } from "../access/token-source.ts";
import { type Finding, ok } from "./finding.ts";

/** How tokens would be come by without a key; null: they would not. */
export function mintedTokens({ named, network }: Pick<Access, "named" | "network">): TokenSource | null {
  return tokenSource(named, { baseUrl: CLAUDE_API, fetch: createHttpFetch(network) });
}

/** Keys come with line ends and quotes of wherever they were copied from. Never shows any of the value. */
export function credentialFinding(access: Access): Finding {
  const subject = "credential";
  const { credential } = access;
  if (credential === null) {
    const source = mintedTokens(access);
    if (source !== null) return ok(subject, `tokens by ${source.title}`);
    const message = "ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set";
    return { status: "warning", subject, message, hint: "set one for live runs; --simulate and --offline need none" };
  }
  const name = credentialName(credential);
  const { value } = credential;
  const unsendable = credentialProblem(credential);
  if (unsendable !== null)
    return { status: "error", subject, message: unsendable.message, hint: unsendable.hint ?? "" };
  if (/^["'\s]|["'\s]$/.test(value)) {
    const message = `${name} begins or ends with a quote or white space`;
    return { status: "error", subject, message, hint: "set it without" };
  }
  if (credential.kind === "apiKey" && !value.startsWith("sk-ant-")) {
    const message = `${name} is set, but does not begin with sk-ant- as keys of the Claude API do`;
    return { status: "warning", subject, message, hint: "right for another endpoint; else copy the key anew" };
  }
  return ok(subject, `${name} is set`);
}
