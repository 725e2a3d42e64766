import type { Access } from "../../domain/invocation.ts";
import { hasQueryOrFragment, shownUrl } from "../../base/url-credentials.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";

export const CLAUDE_API = "https://api.anthropic.com";

export type Endpoint =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: Diagnostic };

/**
 * Where requests go. `--base-url` and the real environment are trusted. What stands in files that a pull request can
 * change (`.env`, the config) is used only if it is loopback or the Claude API: otherwise it could carry CI's key away.
 */
export function chooseEndpoint(invocation: Access, configUrl: string | null, configFile: string | null): Endpoint {
  const trusted = invocation.baseUrl;
  if (trusted !== null) return checkedUrl(trusted, { kind: "argument", argument: "--base-url" });
  const written = invocation.untrustedBaseUrl ?? configUrl;
  if (written === null) return { ok: true, url: CLAUDE_API };
  const place =
    invocation.untrustedBaseUrl === null && configFile !== null
      ? { kind: "node" as const, file: configFile, pointer: ["base_url"], at: "value" as const }
      : { kind: "argument" as const, argument: ".env" };
  const url = checkedUrl(written, place);
  if (!url.ok || isHarmless(url.url)) return url;
  const words = said("untrusted-base-url", { url: shownUrl(written) });
  return { ok: false, problem: { severity: "error", place, ...words } };
}

function checkedUrl(text: string, place: Diagnostic["place"]): Endpoint {
  if (hasQueryOrFragment(text)) {
    const behind = said("bad-base-url.query", { url: shownUrl(text) });
    return { ok: false, problem: { severity: "error", place, ...behind } };
  }
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return { ok: true, url: text.replace(/\/+$/, "") };
  const words = said("bad-base-url", { url: shownUrl(text), example: CLAUDE_API });
  return { ok: false, problem: { severity: "error", place, ...words } };
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Loopback or the Claude API: what may be sent there needs no blessing. */
export function isHarmless(url: string): boolean {
  const { hostname, origin } = new URL(url);
  return origin === CLAUDE_API || LOOPBACK.test(hostname);
}
