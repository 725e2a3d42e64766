import { isHeaderName, isHeaderValue } from "../values/http-header.ts";

/**
 * What stands between this machine and the hosts that it talks to. It comes from the real environment alone: a file of a
 * project could lead requests elsewhere by it.
 */
export interface Network {
  /** URLs of proxies by the scheme of the target, as the environment has them; null: none. A password may stand in them. */
  readonly httpProxy: string | null;
  readonly httpsProxy: string | null;
  /** `NO_PROXY`: hosts, domains, addresses and ranges that are reached directly. */
  readonly noProxy: string;
  /** Files with what this machine shows of itself where a server or proxy asks for a certificate; null: nothing. */
  readonly clientCertificate: ClientCertificate | null;
  /** `ANTHROPIC_CUSTOM_HEADERS`: go with every request to the run's own address. */
  readonly customHeaders: Readonly<Record<string, string>>;
}

/** Paths of PEM files; the passphrase of the key, where it has one. */
export interface ClientCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly passphrase: string | null;
}

/** Nothing stands between. */
export const DIRECT: Network = {
  httpProxy: null,
  httpsProxy: null,
  noProxy: "",
  clientCertificate: null,
  customHeaders: {},
};

type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment says of the network. Names in small letters win, as curl has it; an empty value is none. */
export function networkOf(env: Variables): Network {
  const all = proxyVariable(env, "all_proxy");
  return {
    httpProxy: proxyVariable(env, "http_proxy") ?? all,
    httpsProxy: proxyVariable(env, "https_proxy") ?? all,
    noProxy: proxyVariable(env, "no_proxy") ?? "",
    clientCertificate: clientCertificate(env),
    customHeaders: customHeaders(env["ANTHROPIC_CUSTOM_HEADERS"] ?? ""),
  };
}

function proxyVariable(env: Variables, name: string): string | null {
  return given(env[name]) ?? given(env[name.toUpperCase()]);
}

/** A header a line, `Name: value`, as the SDK reads them; what is none is passed over. */
function customHeaders(text: string): Record<string, string> {
  const headers = text.split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf(":");
    const name = line.slice(0, Math.max(0, at)).trim();
    const value = line.slice(at + 1).trim();
    return isHeaderName(name) && isHeaderValue(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(headers);
}

function clientCertificate(env: Variables): ClientCertificate | null {
  const certFile = given(env["PROMPT_RUN_CLIENT_CERT"]);
  if (certFile === null) return null;
  const keyFile = given(env["PROMPT_RUN_CLIENT_KEY"]) ?? certFile;
  return { certFile, keyFile, passphrase: given(env["PROMPT_RUN_CLIENT_KEY_PASSPHRASE"]) };
}

function given(value: string | undefined): string | null {
  const text = value?.trim() ?? "";
  return text === "" ? null : text;
}
