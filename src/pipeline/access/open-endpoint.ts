import { said } from "../../domain/diagnostics/said.ts";
import type { EndpointSource, EnvironmentText } from "../../domain/endpoint.ts";
import type { NamedValues } from "../../domain/named-values.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { EndpointKey } from "../../providers/endpoints/endpoint-fetch.ts";
import type { CredentialWay, EndpointSettings, Platform, SettingName } from "../../providers/endpoints/platform.ts";
import { PLATFORMS } from "../../providers/endpoints/registry.ts";
import { isHarmless } from "./endpoint.ts";

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
export function openEndpoint(source: EndpointSource, named: NamedValues): OpenedOrNot {
  const platform = PLATFORMS[source.platform];
  const settings = settingsOf(source, platform, named);
  const needed = source.baseUrl === null ? hostParts(platform) : platform.needs;
  const missing = needed.find((name) => settings[name] === null);
  if (missing !== undefined)
    return refused(source, said("bad-endpoint.missing", missingArgs(source, platform, missing)));
  const baseUrl = baseUrlOf(source, platform, settings, named);
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    return refused(source, said("bad-endpoint.url", { name: source.name, url: baseUrl }));
  }
  const reach = { source, platform, settings, baseUrl, named };
  const headers = headersOf(reach);
  const key = source.key === null ? ambientKey(reach) : namedKey(reach, source.key);
  const problems = [...headers.problems, ...(key.ok ? [] : [key.problem])];
  if (problems.length > 0 || !key.ok) return { ok: false, problems };
  return { ok: true, endpoint: { source, platform, settings, baseUrl, headers: headers.values, key: key.key } };
}

interface Reach {
  readonly source: EndpointSource;
  readonly platform: Platform;
  readonly settings: EndpointSettings;
  readonly baseUrl: string;
  readonly named: NamedValues;
}

type Text = ReturnType<typeof said>;

function problemAt({ place }: EndpointSource, text: Text): Diagnostic {
  return { severity: "error", place, ...text };
}

function refused(source: EndpointSource, text: Text): OpenedOrNot {
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

function baseUrlOf(source: EndpointSource, platform: Platform, settings: EndpointSettings, named: NamedValues): string {
  const written =
    source.baseUrl ??
    firstOf(
      (platform.variables.baseUrl ?? []).filter((name) => named.isReal(name)),
      named,
    );
  return (written ?? platform.baseUrl(settings)).replace(/\/+$/, "");
}

/** All that says where the platform is. */
function hostParts({ needs, hostedBy = [] }: Platform): readonly SettingName[] {
  return [...needs, ...hostedBy];
}

/** Is it a host of the platform's own, whose region, project or resource the real environment names too? */
function isNamedByEnvironment({ source, platform, settings, named }: Reach): boolean {
  if (source.baseUrl !== null) return false;
  const isReal = (names: readonly string[], value: string | null): boolean =>
    names.some((name) => named.isReal(name) && (value === null || named.readPlain(name) === value));
  if (
    firstOf(
      (platform.variables.baseUrl ?? []).filter((name) => named.isReal(name)),
      named,
    ) !== null
  )
    return true;
  const parts = hostParts(platform);
  return parts.length > 0 && parts.every((name) => isReal(platform.variables[name] ?? [], settings[name]));
}

function mayTake(name: string, { baseUrl, named }: Reach): boolean {
  const { host, hostname } = new URL(baseUrl);
  return isHarmless(baseUrl) || named.isBlessed(name, host) || named.isBlessed(name, hostname);
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

/** RFC 9110 §5.5 and §5.1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const OF_THE_CONNECTION = /^(host|content-length|transfer-encoding|connection|te|trailer|upgrade|proxy-.*)$/i;

function headerProblem(
  header: string,
  { variable, value }: { readonly variable: string | null; readonly value: string | null },
  reach: Reach,
): Diagnostic | null {
  const { source, baseUrl } = reach;
  if (!HEADER_NAME.test(header)) return problemAt(source, said("bad-header.name", { name: header }));
  if (OF_THE_CONNECTION.test(header)) return problemAt(source, said("connection-header", { name: header }));
  if (value === null) return problemAt(source, said("missing-variable.endpoint", { variable: variable ?? "" }));
  if (!HEADER_VALUE.test(value)) return problemAt(source, said("bad-header.value", { name: header }));
  if (variable === null || mayTake(variable, reach)) return null;
  return problemAt(source, said("unblessed-secret.endpoint", { variable, host: new URL(baseUrl).host }));
}

type FoundKey = { readonly ok: true; readonly key: EndpointKey } | { readonly ok: false; readonly problem: Diagnostic };

/** The key that the config names. */
function namedKey(reach: Reach, variable: string): FoundKey {
  const { source, platform, named, baseUrl } = reach;
  const auth = source.auth ?? platform.auth;
  if (auth === "sigv4")
    return { ok: false, problem: problemAt(source, said("bad-endpoint.signed", { name: source.name })) };
  const value = named.read(variable);
  if (value === null) return { ok: false, problem: problemAt(source, said("missing-variable.endpoint", { variable })) };
  if (!HEADER_VALUE.test(value.trim()))
    return { ok: false, problem: problemAt(source, said("bad-header.value", { name: variable })) };
  if (!mayTake(variable, reach)) {
    return {
      ok: false,
      problem: problemAt(source, said("unblessed-secret.endpoint", { variable, host: new URL(baseUrl).host })),
    };
  }
  return { ok: true, key: { auth, value: value.trim() } };
}

/** What the environment has for the platform, best first. */
function ambientKey(reach: Reach): FoundKey {
  const { source, platform, named, baseUrl } = reach;
  const ways = platform.ways.filter(
    ({ auth }) => source.auth === null || auth === source.auth || platform.name === "claude",
  );
  const way = ways.find(({ variables }) => variables.every((name) => named.readPlain(name) !== null));
  if (way === undefined) {
    const variables = ways.map((one) => one.variables.join(" and "));
    return { ok: false, problem: problemAt(source, said("no-credential.endpoint", { name: source.name, variables })) };
  }
  const [variable] = way.variables;
  if (!mayTake(variable, reach) && !isNamedByEnvironment(reach)) {
    const setting = hostParts(platform).flatMap((name) => platform.variables[name] ?? [])[0] ?? null;
    const args = { variable, host: new URL(baseUrl).host, setting };
    return { ok: false, problem: problemAt(source, said("unblessed-secret.ambient", args)) };
  }
  return { ok: true, key: keyOf(way, source.auth ?? way.auth, reach) };
}

function keyOf(way: CredentialWay, auth: CredentialWay["auth"], { settings, named }: Reach): EndpointKey {
  const [first, second = ""] = way.variables;
  const value = named.read(first) ?? "";
  if (auth !== "sigv4") return { auth, value };
  const sessionToken = way.session === undefined ? null : named.read(way.session);
  return {
    auth,
    accessKeyId: value,
    secretAccessKey: named.read(second) ?? "",
    sessionToken,
    region: settings.region ?? "",
  };
}
