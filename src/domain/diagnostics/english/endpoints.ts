import { didYouMean, type Text } from "./phrases/text.ts";

/** Endpoints of the config: where requests go, what lets them in, and what the environment says of proxies and certificates. */
export const ENDPOINTS = {
  "unknown-endpoint": ({ name, nearest, known }: UnknownEndpoint): Text => ({
    message: `there is no endpoint \`${name}\``,
    hint:
      didYouMean(nearest) ??
      (known.length === 0
        ? "name it under `endpoints:` in prompt-run.config.yaml"
        : `the config's endpoints are: ${known.join(", ")}`),
  }),
  "bad-endpoint.missing": ({ name, setting, variables }: MissingSetting): Text => ({
    message: `the endpoint \`${name}\` has no \`${setting}\``,
    hint: variables.length === 0 ? `write \`${setting}:\`` : `write \`${setting}:\`, or set ${variables.join(" or ")}`,
  }),
  "bad-endpoint.url": ({ name, url }: { readonly name: string; readonly url: string }): Text => ({
    message: `the endpoint \`${name}\` would be at \`${url}\`, which is no http(s) URL`,
    hint: "write `base_url:` whole, e.g. https://gateway.example/anthropic",
  }),
  "bad-endpoint.query": ({ name, url }: { readonly name: string; readonly url: string }): Text => ({
    message: `the base URL of the endpoint \`${name}\` has a query or a fragment behind \`${url}\`: paths are added at its end`,
    hint: "leave it out; what a gateway wants to know goes into `headers:`, a secret as `{ env: NAME }`",
  }),
  "bad-endpoint.signed": ({ name }: { readonly name: string }): Text => ({
    message: `the endpoint \`${name}\` is signed, and names one key`,
    hint: "leave out `key:`; AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are read from the environment",
  }),
  "bad-endpoint.unsigned": ({ name }: { readonly name: string }): Text => ({
    message: `the endpoint \`${name}\` says \`auth: sigv4\`, and its platform takes no signatures of AWS`,
    hint: "leave out `auth:`, or name the platform that is signed for",
  }),
  "missing-variable.endpoint": ({ variable }: { readonly variable: string }): Text => ({
    message: `the environment has no \`${variable}\``,
    hint: "set it in the environment or in .env, or run with --simulate, which sends nothing",
  }),
  "unblessed-secret.endpoint": ({ variable, host }: Unblessed): Text => ({
    message: `the value of \`${variable}\` would leave for ${host}, which nobody has allowed`,
    hint: `if it is meant, set PROMPT_RUN_SECRETS='${host}=${variable}' in the real environment (a file of the project does not count)`,
  }),
  "unblessed-secret.ambient": ({ variable, host, setting }: Unblessed & { readonly setting: string | null }): Text => ({
    message: `\`${variable}\` would leave for ${host}, which only a file of the project names`,
    hint: `if it is meant, ${setting === null ? "" : `set ${setting} to the same in the real environment, or `}set PROMPT_RUN_SECRETS='${host}=${variable}' there`,
  }),
  "no-credential.endpoint": ({ name, variables }: NoCredential): Text => ({
    message: `there is no key for the endpoint \`${name}\``,
    hint: `set ${variables.join(", or ")}, name a variable with \`key: { env: NAME }\`, or run with --simulate`,
  }),
  "missing-peer": ({ name, missing, chain }: MissingPeer): Text => ({
    message: `the endpoint \`${name}\` would take this machine's credentials of ${chain === "aws" ? "AWS" : "Google Cloud"}, which \`${missing}\` reads, and it is not installed`,
    hint: `npm install ${missing} (where prompt-run is installed; -g for a global one), or ${
      chain === "aws"
        ? 'eval "$(aws configure export-credentials --format env)"'
        : 'export CLOUDSDK_AUTH_ACCESS_TOKEN="$(gcloud auth print-access-token)"'
    }`,
  }),
  "bad-proxy": ({ proxy }: { readonly proxy: string }): Text => ({
    message: `\`${proxy}\` cannot be a proxy: HTTPS_PROXY and HTTP_PROXY take the URL of an http or https proxy`,
    hint: "write it whole, e.g. http://proxy.example:3128 (SOCKS is not spoken)",
  }),
  "bad-client-certificate": ({ certFile, keyFile, reason }: BadCertificate): Text => ({
    message: `the client certificate cannot be used: ${reason}`,
    hint:
      certFile === keyFile
        ? `PROMPT_RUN_CLIENT_CERT names ${certFile}: a PEM file with certificate and key, or name the key with PROMPT_RUN_CLIENT_KEY`
        : `PROMPT_RUN_CLIENT_CERT names ${certFile}, PROMPT_RUN_CLIENT_KEY ${keyFile}: both PEM, and a pair`,
  }),
  "unsupported-setting.platform": ({ platform, ...lack }: { readonly platform: string } & Lacking): Text => ({
    message: `${platform} does not have ${"tool" in lack ? `the tool \`${lack.tool}\`` : LACKED[lack.field]}`,
    hint: "leave it out there, or run this arm on an endpoint that has it",
  }),
};

/** What a platform does not have, by the field that asks for it. */
const LACKED = {
  output_config: "structured outputs",
  speed: "fast mode",
  fallbacks: "`fallbacks`",
  cache_control: "caching by the top level (put `cache_control` on blocks)",
  mcp_servers: "MCP servers",
  container: "containers",
  headers: "betas (the header `anthropic-beta`)",
};

/** One thing that a request asks for and its platform does not have: a field, or a tool of that type. */
export type Lacking = { readonly field: keyof typeof LACKED } | { readonly field: "tools"; readonly tool: string };

interface MissingPeer {
  readonly name: string;
  /** The package. */
  readonly missing: string;
  readonly chain: "aws" | "google";
}

interface UnknownEndpoint {
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface MissingSetting {
  readonly name: string;
  readonly setting: string;
  readonly variables: readonly string[];
}

interface Unblessed {
  readonly variable: string;
  readonly host: string;
}

interface NoCredential {
  readonly name: string;
  readonly variables: readonly string[];
}

interface BadCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly reason: string;
}
