import { urlCredentials } from "../../base/url-credentials.ts";
import type { Environment } from "../../domain/environment/environment.ts";
import type { Access, Credential } from "../../domain/invocation.ts";
import { networkOf } from "../../domain/environment/network.ts";
import { createNamedValues } from "./environment-values.ts";
import { secretsOf } from "./secret-values.ts";

/** How requests reach the API, by the environment. `baseUrl`: given by the user who runs, who is trusted; it wins. */
export function accessOf(environment: Environment, baseUrl: string | null): Access {
  const { values, fromFile } = environment;
  const environmentUrl = values["ANTHROPIC_BASE_URL"] ?? null;
  const isTrusted = !fromFile.has("ANTHROPIC_BASE_URL");
  return {
    baseUrl: baseUrl ?? (isTrusted ? environmentUrl : null),
    untrustedBaseUrl: isTrusted ? null : environmentUrl,
    credential: credentialOf(values),
    secrets: [...secretsOf(environment), ...urlCredentials(baseUrl ?? "")],
    named: createNamedValues(environment),
    network: networkOf(realVariables(environment)),
  };
}

/** What the process itself was given: a checkout brings a `.env`, and could lead requests elsewhere by it. */
function realVariables({ values, fromFile }: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !fromFile.has(name)));
}

function credentialOf(values: Readonly<Record<string, string>>): Credential | null {
  const key = values["ANTHROPIC_API_KEY"];
  if (key !== undefined && key !== "") return { kind: "apiKey", value: key };
  const token = values["ANTHROPIC_AUTH_TOKEN"];
  return token !== undefined && token !== "" ? { kind: "authToken", value: token } : null;
}
