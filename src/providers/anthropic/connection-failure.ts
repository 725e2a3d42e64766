import { failureHere } from "../../domain/run/failure-here.ts";
import { ownMember } from "../../base/own-member.ts";
import { withoutCredentials } from "../../base/url-credentials.ts";
import type { Failure } from "../../domain/run/provider.ts";
import { NoToken } from "./no-token.ts";

/** Codes of Node and undici after which no byte of the request can have arrived. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  EPROTO: "the host does not speak TLS",
  EADDRNOTAVAIL: "no local address is free",
  UND_ERR_CONNECT_TIMEOUT: "the connection was not opened in time",
};
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
/** What `fetch` itself refuses to connect to (WHATWG Fetch §2.9), named by words alone. */
const REFUSED_BY_FETCH = /^(bad port|unknown scheme)$/;

/** What broke a connection, as far as the error and its chain of causes tell. */
interface Break {
  readonly code: string | null;
  readonly beforeSending: boolean;
  readonly what: string;
}

/** The failure of a `fetch` that threw: refused, unresolved, reset before an answer. `origin` names the host. */
export function connectionFailure(error: unknown, origin: string): Failure {
  const refused = causes(error).find((link) => link instanceof NoToken);
  if (refused?.passes === false) return withoutToken(refused);
  const { code, beforeSending, what } = breakOf(error);
  return {
    kind: "connection",
    type: "connection_error",
    code: null,
    httpStatus: null,
    message: `no answer from ${origin}: ${what}${code === null ? "" : ` (${code})`}`,
    retryAfterMs: null,
    maybeBilled: !beforeSending,
  };
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
    if (code === "ERR_PROXY" || link instanceof NoToken)
      return { code: null, beforeSending: true, what: messageOf(link) };
    const known = ownMember(NEVER_SENT, code);
    if (known !== undefined) return { code, beforeSending: true, what: known };
    if (TLS_CODE.test(code)) return { code, beforeSending: true, what: `no secure connection: ${messageOf(link)}` };
    if (syscallOf(link) === "connect") return { code, beforeSending: true, what: messageOf(link) };
    return { code, beforeSending: false, what: "the connection was closed before the answer" };
  }
  const what = messageOf(chain.at(-1));
  return { code: null, beforeSending: REFUSED_BY_FETCH.test(what), what };
}

/** The error and what caused it, outermost first. */
function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link instanceof Error && chain.length < 8; link = link.cause) chain.push(link);
  return chain;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

function syscallOf(error: unknown): unknown {
  return error instanceof Error && "syscall" in error ? error.syscall : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? withoutCredentials(error.message) : "unknown cause";
}
