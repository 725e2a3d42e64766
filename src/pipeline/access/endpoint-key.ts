import { said } from "../../domain/diagnostics/said.ts";
import type { EndpointSource } from "../../domain/endpoint.ts";
import type { NamedValues } from "../../domain/environment/named-values.ts";
import { isHeaderValue } from "../../domain/values/http-header.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { EndpointKey } from "../../providers/endpoints/endpoint-fetch.ts";
import type { CredentialWay, EndpointSettings, Platform, SettingName } from "../../providers/endpoints/platform.ts";
import { cloudCredentials } from "./cloud-credentials.ts";
import type { CloudMachine } from "./found-chain.ts";
import { mayGo } from "./may-go.ts";

/** Where an endpoint's requests go, and what of the environment may go with them. */
export interface Reach {
  readonly source: EndpointSource;
  readonly platform: Platform;
  readonly settings: EndpointSettings;
  readonly baseUrl: string;
  readonly named: NamedValues;
  /** Is it a host of the platform's own that the real environment names too? */
  readonly isNamedByEnvironment: boolean;
}

export function problemAt({ place }: EndpointSource, text: ReturnType<typeof said>): Diagnostic {
  return { severity: "error", place, ...text };
}

/** All that says where the platform is. */
export function hostParts({ needs, hostedBy = [] }: Platform): readonly SettingName[] {
  return [...needs, ...hostedBy];
}

export type FoundKey =
  | { readonly ok: true; readonly key: EndpointKey }
  | { readonly ok: false; readonly problem: Diagnostic };

/** The config asks for signatures where nobody reads them. */
function unsignedProblem({ source, platform }: Reach): Diagnostic | null {
  const isAmiss = source.auth === "sigv4" && platform.signedAs === undefined;
  return isAmiss ? problemAt(source, said("bad-endpoint.unsigned", { name: source.name })) : null;
}

/** The key that the config names. */
export function namedKey(reach: Reach, variable: string): FoundKey {
  const { source, platform, named, baseUrl } = reach;
  const auth = source.auth ?? platform.auth;
  const unsigned = unsignedProblem(reach);
  if (unsigned !== null) return { ok: false, problem: unsigned };
  if (auth === "sigv4")
    return { ok: false, problem: problemAt(source, said("bad-endpoint.signed", { name: source.name })) };
  const value = named.read(variable);
  if (value === null) return { ok: false, problem: problemAt(source, said("missing-variable.endpoint", { variable })) };
  if (!isHeaderValue(value.trim()))
    return { ok: false, problem: problemAt(source, said("bad-header.value", { name: variable })) };
  if (!mayGo(variable, baseUrl, named)) {
    return {
      ok: false,
      problem: problemAt(source, said("unblessed-secret.endpoint", { variable, host: new URL(baseUrl).host })),
    };
  }
  return { ok: true, key: { auth, value: value.trim() } };
}

/** What the environment has for the platform, best first, else what its cloud's own tools keep on this machine. */
export function ambientKey(reach: Reach, machine: CloudMachine): FoundKey {
  const { source, platform, named } = reach;
  const unsigned = unsignedProblem(reach);
  if (unsigned !== null) return { ok: false, problem: unsigned };
  const ways = platform.ways.filter(
    ({ auth }) => source.auth === null || auth === source.auth || platform.takesAnyAuth === true,
  );
  const way = ways.find(({ variables }) => variables.every((name) => named.readPlain(name) !== null));
  if (way === undefined) return chainKey(reach, machine) ?? noKey(reach, ways);
  return allowed(way.variables[0], reach) ?? { ok: true, key: keyOf(way, source.auth ?? way.auth, reach) };
}

function noKey({ source }: Reach, ways: readonly CredentialWay[]): FoundKey {
  const variables = ways.map((one) => one.variables.join(" and "));
  return { ok: false, problem: problemAt(source, said("no-credential.endpoint", { name: source.name, variables })) };
}

/** Why what the environment holds may not go there; null: it may. */
function allowed(variable: string, reach: Reach): FoundKey | null {
  const { source, platform, baseUrl, named, isNamedByEnvironment } = reach;
  if (isNamedByEnvironment || mayGo(variable, baseUrl, named)) return null;
  const setting = hostParts(platform).flatMap((name) => platform.variables[name] ?? [])[0] ?? null;
  const args = { variable, host: new URL(baseUrl).host, setting };
  return { ok: false, problem: problemAt(source, said("unblessed-secret.ambient", args)) };
}

/** Profiles, roles and logins of a cloud's own tools; null: there are none, or the config wants to be let in otherwise. */
function chainKey(reach: Reach, machine: CloudMachine): FoundKey | null {
  const { source, platform, settings, named } = reach;
  const { chain } = platform;
  const wanted = chain === "aws" ? "sigv4" : "bearer";
  if (chain === undefined || (source.auth !== null && source.auth !== wanted)) return null;
  const asked = { chain, region: settings.region ?? "", isWritten: source.auth !== null };
  const found = cloudCredentials(asked, named, machine);
  if (found === null) return null;
  const { variable, key, missing } = found;
  const refusal = allowed(variable, reach);
  if (refusal !== null || missing === null) return refusal ?? { ok: true, key };
  return { ok: false, problem: problemAt(source, said("missing-peer", { name: source.name, missing, chain })) };
}

function keyOf(way: CredentialWay, auth: CredentialWay["auth"], { settings, named }: Reach): EndpointKey {
  const [first, second = ""] = way.variables;
  const value = named.read(first) ?? "";
  if (auth !== "sigv4") return { auth, value };
  const keys = {
    accessKeyId: value,
    secretAccessKey: named.read(second) ?? "",
    sessionToken: way.session === undefined ? null : named.read(way.session),
  };
  return { auth, keys: () => Promise.resolve(keys), region: settings.region ?? "" };
}
