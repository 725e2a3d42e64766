import { BlockList, isIP } from "node:net";
import type { Network } from "../domain/environment/network.ts";

/**
 * The proxy that a request to this URL goes through; null: none. `noProxy` is a list, by commas or spaces, of what is
 * reached directly: `*`, a host and its subdomains (`corp`, `.corp`, `*.corp`), an address, a range (`10.0.0.0/8`), each
 * with a port or without. These are the rules of curl and Go.
 */
export function proxyFor(url: URL, network: Network): string | null {
  const proxy = url.protocol === "https:" ? network.httpsProxy : network.httpProxy;
  if (proxy === null) return null;
  return isExempt(url, network.noProxy) ? null : withScheme(proxy);
}

/** Is this a proxy that requests can go through? `proxy:3128` is one of http. */
export function isUsableProxy(proxy: string): boolean {
  const text = withScheme(proxy);
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== "";
}

function withScheme(proxy: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = unbracketed(url.hostname).toLowerCase().replace(/\.$/, "");
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInRange(host, entry);
  const { name, wantedPort } = splitPort(entry);
  if (wantedPort !== null && wantedPort !== port) return false;
  if (isIP(host) !== 0 || isIP(name) !== 0) return sameAddress(host, name);
  const domain = name.replace(/^\*?\./, "").replace(/\.$/, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

/** `host:port`, `[::1]:port`; an IPv6 address without brackets has no port. */
function splitPort(entry: string): { readonly name: string; readonly wantedPort: string | null } {
  if (isIP(entry) === 6) return { name: entry, wantedPort: null };
  const parts = /^(.*?)(?::(\d+))?$/.exec(entry);
  return { name: unbracketed(parts?.[1] ?? entry), wantedPort: parts?.[2] ?? null };
}

function sameAddress(host: string, name: string): boolean {
  if (isIP(host) === 0 || isIP(host) !== isIP(name)) return false;
  const list = new BlockList();
  list.addAddress(name, familyOf(name));
  return list.check(host, familyOf(host));
}

function isInRange(host: string, range: string): boolean {
  const [start = "", bits = ""] = range.split("/");
  const address = unbracketed(start);
  const isRange = isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
  if (!isRange || isIP(host) === 0) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), familyOf(address));
  return list.check(host, familyOf(host));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
