import { hasQueryOrFragment, shownUrl } from "../../base/url-credentials.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { EndpointSource, EnvironmentText } from "../../domain/endpoint.ts";
import type { NamedValues } from "../../domain/environment/named-values.ts";
import { isHeaderName, isHeaderValue } from "../../domain/values/http-header.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { EndpointKey } from "../../providers/endpoints/endpoint-fetch.ts";
import type { EndpointSettings, Platform, SettingName } from "../../providers/endpoints/platform.ts";
import { PLATFORMS } from "../../providers/endpoints/registry.ts";
import type { CloudMachine } from "./found-chain.ts";
import { ambientKey, hostParts, namedKey, problemAt, type Reach } from "./endpoint-key.ts";
import { mayGo } from "./may-go.ts";

/** An endpoint of the config with all that it names put in: where requests go, and what lets them in. */
export interface OpenedEndpoint {
  readonly source: EndpointSource;
  readonly platform: Platform;
  readonly settings: EndpointSettings;
  /** Before `/v1/messages`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: EndpointKey;
}

export type OpenedOrNot =
  | { readonly ok: true; readonly endpoint: OpenedEndpoint }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/**
 * Puts values of the environment into an endpoint of the config. A key, a header, a token leave only for loopback, the
 * Claude API, a host that `PROMPT_RUN_SECRETS` pairs with it, or (credentials of the environment alone) a platform's own
 * host that the real environment names: what a pull request writes into the config gets nobody's key.
 */
export function openEndpoint(source: EndpointSource, named: NamedValues, machine: CloudMachine): OpenedOrNot {
  const platform = PLATFORMS[source.platform];
  const settings = settingsOf(source, platform, named);
  const needed = source.baseUrl === null ? hostParts(platform) : platform.needs;
  const missing = needed.find((name) => settings[name] === null);
  if (missing !== undefined)
    return refused(source, said("bad-endpoint.missing", missingArgs(source, platform, missing)));
  const ownUrl = source.baseUrl === null ? realBaseUrl(platform, named) : null;
  const baseUrl = (source.baseUrl ?? ownUrl ?? platform.baseUrl(settings)).replace(/\/+$/, "");
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    return refused(source, said("bad-endpoint.url", { name: source.name, url: baseUrl }));
  }
  if (hasQueryOrFragment(baseUrl)) {
    return refused(source, said("bad-endpoint.query", { name: source.name, url: shownUrl(baseUrl) }));
  }
  const isOurs = ownUrl !== null || isNamedByEnvironment({ source, platform, settings, named });
  const reach: Reach = { source, platform, settings, baseUrl, named, isNamedByEnvironment: isOurs };
  const headers = headersOf(reach);
  const key = source.key === null ? ambientKey(reach, machine) : namedKey(reach, source.key);
  const problems = [...headers.problems, ...(key.ok ? [] : [key.problem])];
  if (problems.length > 0 || !key.ok) return { ok: false, problems };
  return { ok: true, endpoint: { source, platform, settings, baseUrl, headers: headers.values, key: key.key } };
}

function refused(source: EndpointSource, text: ReturnType<typeof said>): OpenedOrNot {
  return { ok: false, problems: [problemAt(source, text)] };
}

function settingsOf(source: EndpointSource, platform: Platform, named: NamedValues): EndpointSettings {
  const value = (name: SettingName): string | null =>
    textOf(source[name], named) ?? firstOf(platform.variables[name] ?? [], named);
  return {
    region: value("region"),
    project: value("project"),
    resource: value("resource"),
    workspace: value("workspace"),
  };
}

function textOf(text: EnvironmentText | null, named: NamedValues): string | null {
  if (text === null) return null;
  return text.kind === "text" ? text.text : named.readPlain(text.name);
}

function firstOf(names: readonly string[], named: NamedValues): string | null {
  return names.map((name) => named.readPlain(name)).find((value) => value !== null) ?? null;
}

function missingArgs(
  source: EndpointSource,
  platform: Platform,
  setting: SettingName,
): { readonly name: string; readonly setting: string; readonly variables: readonly string[] } {
  const written = source[setting];
  const variables = written?.kind === "variable" ? [written.name] : (platform.variables[setting] ?? []);
  return { name: source.name, setting, variables };
}

/** The address that the process's own environment has for the platform. */
function realBaseUrl(platform: Platform, named: NamedValues): string | null {
  return firstOf(
    (platform.variables.baseUrl ?? []).filter((name) => named.isReal(name)),
    named,
  );
}

/** Is it a host of the platform's own, whose region, project or resource the real environment names too? */
function isNamedByEnvironment({
  source,
  platform,
  settings,
  named,
}: Pick<Reach, "source" | "platform" | "settings" | "named">): boolean {
  if (source.baseUrl !== null) return false;
  const isReal = (names: readonly string[], value: string | null): boolean =>
    names.some((name) => named.isReal(name) && (value === null || named.readPlain(name) === value));
  const parts = hostParts(platform);
  return parts.length > 0 && parts.every((name) => isReal(platform.variables[name] ?? [], settings[name]));
}

function headersOf(reach: Reach): {
  readonly values: Record<string, string>;
  readonly problems: readonly Diagnostic[];
} {
  const values: Record<string, string> = {};
  const problems: Diagnostic[] = [];
  for (const [header, text] of Object.entries(reach.source.headers)) {
    const variable = text.kind === "variable" ? text.name : null;
    const value = text.kind === "text" ? text.text : reach.named.read(text.name);
    const problem = headerProblem(header, { variable, value }, reach);
    if (problem !== null) problems.push(problem);
    else values[header] = value ?? "";
  }
  return { values, problems };
}

const OF_THE_CONNECTION = /^(host|content-length|transfer-encoding|connection|te|trailer|upgrade|proxy-.*)$/i;

function headerProblem(
  header: string,
  { variable, value }: { readonly variable: string | null; readonly value: string | null },
  reach: Reach,
): Diagnostic | null {
  const { source, baseUrl } = reach;
  if (!isHeaderName(header)) return problemAt(source, said("bad-header.name", { name: header }));
  if (OF_THE_CONNECTION.test(header)) return problemAt(source, said("connection-header", { name: header }));
  if (value === null) return problemAt(source, said("missing-variable.endpoint", { variable: variable ?? "" }));
  if (!isHeaderValue(value)) return problemAt(source, said("bad-header.value", { name: header }));
  if (variable === null || mayGo(variable, baseUrl, reach.named)) return null;
  return problemAt(source, said("unblessed-secret.endpoint", { variable, host: new URL(baseUrl).host }));
}
