import { MAX_PEM_BYTES, readRegularFile } from "./regular-file.ts";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";
import type { ClientCertificate, Network } from "../domain/environment/network.ts";
import { proxyFor } from "./proxy-rules.ts";

/** A connection that nobody used for so long is closed: before servers do, lest a request meet the closing. */
const KEPT = { keepAlive: true, timeout: 4000 };

/** Who opens the connections for a URL, and the proxy (`host:port`) that they go through; null: none. */
export interface ConnectionRoute {
  readonly agent: HttpAgent;
  /** What this machine shows of itself; agents of proxies do not hand their own options on to the target. */
  readonly tls: TlsIdentity;
  readonly proxy: string | null;
}

type TlsIdentity = Pick<AgentOptions, "cert" | "key" | "passphrase">;

export type FindRoute = (url: URL) => ConnectionRoute | Promise<ConnectionRoute>;

/** Connections that are kept and used again, by the way that they go. The agents for proxies are loaded with the first. */
export function createRoutes(network: Network): FindRoute {
  const tls = identity(network.clientCertificate);
  const direct = { http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) };
  const proxied = new Map<string, Promise<ConnectionRoute>>();
  return (url) => {
    const isSecure = url.protocol === "https:";
    const proxy = proxyFor(url, network);
    if (proxy === null) return { agent: isSecure ? direct.https : direct.http, tls, proxy: null };
    const key = `${url.protocol} ${proxy}`;
    const route = proxied.get(key) ?? throughProxy(new URL(proxy), isSecure, tls);
    proxied.set(key, route);
    return route;
  };
}

/** A tunnel (CONNECT) for https, so that the proxy sees no key; http goes to the proxy by its whole URL (RFC 9112 §3.2.2). */
async function throughProxy(proxy: URL, isSecure: boolean, tls: TlsIdentity): Promise<ConnectionRoute> {
  const agent = await proxyAgent(proxy, isSecure, { ...KEPT, ...tls });
  // The agents forget what they were given. Node reads the time of an idle connection from a member that its types lack.
  Reflect.set(Object(Reflect.get(agent, "options")), "timeout", KEPT.timeout);
  return { agent, tls, proxy: proxy.host };
}

async function proxyAgent(proxy: URL, isSecure: boolean, settings: AgentOptions): Promise<HttpAgent> {
  if (isSecure) return new (await import("https-proxy-agent")).HttpsProxyAgent(proxy, settings);
  return new (await import("http-proxy-agent")).HttpProxyAgent(proxy, settings);
}

/** Throws where a file cannot be read: `certificateProblem` has looked before. */
function identity(files: ClientCertificate | null): TlsIdentity {
  if (files === null) return {};
  const { certFile, keyFile, passphrase } = files;
  const pair = { cert: readRegularFile(certFile, MAX_PEM_BYTES), key: readRegularFile(keyFile, MAX_PEM_BYTES) };
  return passphrase === null ? pair : { ...pair, passphrase };
}
