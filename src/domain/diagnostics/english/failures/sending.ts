import type { Sentence } from "../../wording/sentence.ts";

/** Why nothing came of what was sent. `host`: of the endpoint. */
export const SENDING = {
  /** What the API, or whoever stands before it, says itself. */
  "api-says": ({ says }: { readonly says: string }): string => says,
  "api-error": (): string => "the API reported an error in the middle of its answer",
  "http-error": ({ status, text }: { readonly status: number; readonly text: string }): string =>
    `HTTP ${status}: ${text}`,
  "unread-refusal": ({ status }: { readonly status: number }): string =>
    `HTTP ${status}, with a body that cannot be read`,
  aborted: (): string => "stopped by us",
  stall: (): string => "the server went silent in the middle of its answer",
  timeout: ({ host }: Host): string => `no answer from ${host} in time`,
  "bad-header": ({ reason }: ForReason): string => `a header cannot be sent: ${reason}`,
  /** `rest`: of a base URL that ends in /v1, what stands before; null: it does not end so. */
  "no-api": ({ base, status, rest }: NoApi): string => {
    const cure =
      rest === null ? "check the base URL" : `the base URL must not end in /v1, which is added to it: use ${rest}`;
    return `${base}/v1/messages is not the Messages API (HTTP ${status}): ${cure}`;
  },
  "cached-answer": ({ host, why }: Host & Why): string =>
    `${host} answered from a cache: ${why}; switch the cache off there, or several trials are copies of one`,
  "cache-header": ({ header }: { readonly header: string }): string => `it says so itself (${header})`,
  "same-message": ({ id }: { readonly id: string }): string => `an equal request was given the same message, ${id}`,

  /** `code`: of the system; null: none. */
  "no-answer": ({ host, why, code }: Host & Why & { readonly code: string | null }): string =>
    `no answer from ${host}: ${why}${code === null ? "" : ` (${code})`}`,
  "no-status": ({ status }: { readonly status: number }): string =>
    `the answer has the status ${status}, which HTTP does not know`,
  "connection-refused": (): string => "the connection was refused",
  "unknown-host": (): string => "there is no such host",
  "host-not-looked-up": (): string => "the host name could not be looked up",
  "host-unreachable": (): string => "the host cannot be reached",
  "network-unreachable": (): string => "the network cannot be reached",
  "no-tls": (): string => "the host does not speak TLS",
  "no-local-address": (): string => "no local address is free",
  "connect-timeout": (): string => "the connection was not opened in time",
  "no-secure-connection": ({ reason }: ForReason): string => `no secure connection: ${reason}`,
  "body-cut-off": (): string => "the connection was closed before the end of the answer",
  "connection-closed": (): string => "the connection was closed before the answer",
  "connection-says": ({ reason }: ForReason): string => reason,
  "unknown-cause": (): string => "unknown cause",
  "no-proxy-way": ({ proxy, reason }: ForReason & { readonly proxy: string }): string =>
    `no way through the proxy ${proxy}: ${reason}`,
  "proxy-refuses": ({ proxy, target, status }: ProxyRefusal): string =>
    `the proxy ${proxy} does not connect to ${target}: ${status}`,
  "no-connection": ({ limitMs }: { readonly limitMs: number }): string => `no connection in ${limitMs} ms`,
  "not-whole-in-time": ({ limitMs }: { readonly limitMs: number }): string =>
    `no whole answer within ${limitMs / 1000} s`,
  "large-answer": ({ mostKibibytes }: { readonly mostKibibytes: number }): string =>
    `the answer has more than ${mostKibibytes} KB`,

  "no-token": ({ reason }: ForReason): string => `no token: ${reason}`,
  "no-identity-token": ({ status }: { readonly status: number }): string =>
    `GitHub gave no identity token (HTTP ${status}): the job needs \`permissions: id-token: write\``,
  /** `says`: null: its answer has no token. */
  "token-refused": ({ host, status, says }: Host & { readonly status: number; readonly says: string | null }): string =>
    `${host} says (HTTP ${status}): ${says ?? "no token in its answer"}`,
  "no-profile": ({ profile }: { readonly profile: string }): string => `there is no profile ${profile}`,
  "no-credentials": ({ file }: File): string => `${file} holds no credentials`,
  "no-credential-field": ({ file, name }: File & { readonly name: string }): string => `${file} has no \`${name}\``,
  "insecure-token-url": ({ file }: File): string => `${file}: \`token_uri\` is no https URL`,
  "no-token-of": ({ file }: File): string => `${file} gave no token`,

  "endless-models": (): string => "its list of models has no end",
  "models-no-json": (): string => "its list of models is no JSON",
  "no-count": (): string => "the endpoint's answer has no valid input_tokens",
  "count-no-json": (): string => "the endpoint's answer is no JSON",
  "counts-no-tokens": (): string => "this endpoint does not count tokens",
};

interface Host {
  readonly host: string;
}

interface Why {
  readonly why: Sentence;
}

interface ForReason {
  /** As the system, or a library, says it. */
  readonly reason: string;
}

interface File {
  readonly file: string;
}

interface NoApi {
  readonly base: string;
  readonly status: number | null;
  readonly rest: string | null;
}

interface ProxyRefusal {
  readonly proxy: string;
  readonly target: string;
  /** "407 Proxy Authentication Required". */
  readonly status: string;
}
