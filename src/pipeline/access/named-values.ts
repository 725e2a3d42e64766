import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { NamedValues } from "../../domain/environment/named-values.ts";
import type { CompletionRequest, Provider } from "../../domain/run/provider.ts";
import type { Arm } from "../../domain/suite.ts";
import {
  type EnvironmentReference,
  environmentReferences,
  resolveReferences,
} from "../../domain/values/environment-reference.ts";
import { isHeaderValue } from "../../domain/values/http-header.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CountTokens } from "../../providers/anthropic/count-tokens.ts";
import { placeOfReference } from "../../suite/resolve/environment-problems.ts";
import { mayGo } from "./may-go.ts";

/** Where requests go, and what of the environment may go with them. */
export interface NamedDestination {
  readonly url: string;
  readonly named: NamedValues;
}

/** Settings of an arm, or of a judge, that may name values. */
export type NamingSettings = Pick<Arm, "settings" | "headers" | "settingPlaces" | "place">;

/** Finds each `{ env: NAME }` of the arms whose value may not be sent to the destination, and says so where it is named. */
export function namedValueProblems(arms: readonly NamingSettings[], destination: NamedDestination): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const arm of arms) {
    for (const reference of environmentReferences({ body: arm.settings, headers: arm.headers })) {
      const refusal = refusalOf(reference, destination);
      const place = placeOfReference(reference, arm.settingPlaces) ?? arm.place;
      if (refusal !== null) found.set(JSON.stringify([place, refusal]), { severity: "error", place, ...refusal });
    }
  }
  return [...found.values()];
}

/** Why a value may not be sent; null: it may. */
function refusalOf({ name, path, urls }: EnvironmentReference, { url, named }: NamedDestination): Said | null {
  const value = named.read(name);
  if (value === null) return said("missing-variable.endpoint", { variable: name });
  if (path[0] === "headers" && !isHeaderValue(value)) return said("bad-header.variable", { variable: name });
  const strange = [url, ...urls.map((inner) => textOf(inner, named))].find((target) => !mayGo(name, target, named));
  return strange === undefined ? null : unblessed(name, strange);
}

function unblessed(variable: string, url: string): Said {
  const host = hostOf(url);
  return host === null
    ? said("unblessed-secret.nowhere", { variable })
    : said("unblessed-secret.endpoint", { variable, host });
}

/** Why the value of a variable may not go to this URL; null: it may. Nothing is read of it. */
export function leavingRefusal(name: string, url: string, named: NamedValues): Said | null {
  return mayGo(name, url, named) ? null : unblessed(name, url);
}

/** A `url` may itself be a reference. */
function textOf(url: Json, named: NamedValues): string {
  if (typeof url === "string") return url;
  const [reference] = environmentReferences({ body: { url }, headers: {} });
  return reference === undefined ? "" : (named.read(reference.name) ?? "");
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/** Sends with the values put in. What reports, hashes and recordings see holds the names alone. */
export function withNamedValues(provider: Provider, destination: NamedDestination): Provider {
  return {
    ...provider,
    send(request, context) {
      const filled = fill(request, destination);
      if ("refusal" in filled) throw new Error(`a value was about to leave: ${filled.refusal.message}`); // the first pass has looked
      return provider.send(filled, context);
    },
  };
}

/** Counts with the values put in; a request whose values may not go there is not counted. */
export function countWithNamedValues(count: CountTokens, destination: NamedDestination): CountTokens {
  return async (request) => {
    const filled = fill(request, destination);
    return "refusal" in filled ? { status: "failed", message: filled.refusal.message } : count(filled);
  };
}

function fill(
  request: CompletionRequest,
  destination: NamedDestination,
): CompletionRequest | { readonly refusal: Said } {
  const references = environmentReferences(request);
  if (references.length === 0) return request;
  const refusal = references.map((reference) => refusalOf(reference, destination)).find((wrong) => wrong !== null);
  if (refusal !== undefined) return { refusal };
  return resolveReferences(request, (name) => destination.named.read(name) ?? "");
}

/** A request for the simulator in this process, or for rules alone: each value is a stand-in. */
export function withStandIns(request: CompletionRequest): CompletionRequest {
  return resolveReferences(request, (name) => `value-of-${name}`);
}
