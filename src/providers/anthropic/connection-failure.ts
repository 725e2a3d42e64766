import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureBy, failureHere } from "../../domain/run/failure-here.ts";
import { ownMember } from "../../base/own-member.ts";
import { withoutCredentials } from "../../base/url-credentials.ts";
import type { Failure } from "../../domain/run/provider.ts";
import { NoToken } from "./no-token.ts";

/** Codes of Node and undici after which no byte of the request can have arrived. */
const NEVER_SENT = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "unknown-host",
  EAI_AGAIN: "host-not-looked-up",
  EHOSTUNREACH: "host-unreachable",
  ENETUNREACH: "network-unreachable",
  EPROTO: "no-tls",
  EADDRNOTAVAIL: "no-local-address",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
} as const;
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
/** What `fetch` itself refuses to connect to (WHATWG Fetch §2.9), named by words alone. */
const REFUSED_BY_FETCH = /^(bad port|unknown scheme)$/;

/** What broke a connection, as far as the error and its chain of causes tell. */
interface Break {
  readonly code: string | null;
  readonly beforeSending: boolean;
  readonly what: Sentence;
}

/** The failure of a `fetch` that threw: refused, unresolved, reset before an answer. `origin` names the host. */
export function connectionFailure(error: unknown, origin: string): Failure {
  const refused = causes(error).find((link) => link instanceof NoToken);
  if (refused?.passes === false) return withoutToken(refused);
  const { code, beforeSending, what: why } = breakOf(error);
  const message = failureWords("no-answer", { host: origin, why, code });
  return failureBy({ kind: "connection", type: "connection_error", message, maybeBilled: !beforeSending });
}

/** Every other request would meet the same. */
function withoutToken({ message }: NoToken): Failure {
  return failureHere({ kind: "authentication", type: "authentication_error", message });
}

/** Did the connection break before any of the request was sent? */
export function brokeBeforeSending(error: unknown): boolean {
  return breakOf(error).beforeSending;
}

function breakOf(error: unknown): Break {
  const chain = causes(error);
  for (const link of chain) {
    const code = codeOf(link);
    if (code === null) continue;
    const reason = reasonOf(link);
    const what = failureWords("connection-says", { reason });
    if (code === "ERR_PROXY" || link instanceof NoToken) return { code: null, beforeSending: true, what };
    const known = ownMember(NEVER_SENT, code);
    if (known !== undefined) return { code, beforeSending: true, what: failureWords(known) };
    if (TLS_CODE.test(code)) {
      return { code, beforeSending: true, what: failureWords("no-secure-connection", { reason }) };
    }
    if (syscallOf(link) === "connect") return { code, beforeSending: true, what };
    return { code, beforeSending: false, what: failureWords("connection-closed") };
  }
  const last = chain.at(-1);
  if (last === undefined) return { code: null, beforeSending: false, what: failureWords("unknown-cause") };
  const reason = reasonOf(last);
  const what = failureWords("connection-says", { reason });
  return { code: null, beforeSending: REFUSED_BY_FETCH.test(reason), what };
}

/** The error and what caused it, outermost first. */
function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && chain.length < 8; link = link.cause) chain.push(link);
  return chain;
}

function codeOf(error: Error): string | null {
  return "code" in error && typeof error.code === "string" ? error.code : null;
}

function syscallOf(error: Error): unknown {
  return "syscall" in error ? error.syscall : null;
}

function reasonOf({ message }: Error): string {
  return withoutCredentials(message);
}
