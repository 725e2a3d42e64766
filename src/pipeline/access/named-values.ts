import type { NamedValues } from "../../domain/named-values.ts";
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
export interface Destination {
  readonly url: string;
  readonly named: NamedValues;
}

/** Settings of an arm, or of a judge, that may name values. */
export type NamingSettings = Pick<Arm, "settings" | "headers" | "settingPlaces" | "place">;

/** What of the arms' `{ env: NAME }` cannot be sent there, each where it is named. */
export function namedValueProblems(arms: readonly NamingSettings[], destination: Destination): Diagnostic[] {
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

export type Refusal = Pick<Diagnostic, "code" | "message" | "hint">;

/** Why a value may not be sent; null: it may. */
function refusalOf({ name, path, urls }: EnvironmentReference, { url, named }: Destination): Refusal | null {
  const value = named.read(name);
  if (value === null) {
    const hint = "set it in the environment or in .env, or run with --simulate, which sends nothing";
    return { code: "missing-variable", message: `the environment has no \`${name}\``, hint };
  }
  if (path[0] === "headers" && !isHeaderValue(value)) {
    const message = `the value of \`${name}\` holds a character that no HTTP header can carry`;
    return { code: "bad-header", message, hint: "look for a line break at its end" };
  }
  const strange = [url, ...urls.map((inner) => textOf(inner, named))].find((target) => !mayGo(name, target, named));
  return strange === undefined ? null : unblessed(name, strange);
}

function unblessed(name: string, url: string): Refusal {
  const host = hostOf(url);
  return {
    code: "unblessed-secret",
    message: `the value of \`${name}\` would leave for ${host ?? "a URL that cannot be read"}, which nobody has allowed`,
    hint: `if it is meant, set PROMPT_RUN_SECRETS='${host ?? "HOST"}=${name}' in the real environment (a file of the project does not count)`,
  };
}

/** Why the value of a variable may not go to this URL; null: it may. Nothing is read of it. */
export function leavingRefusal(name: string, url: string, named: NamedValues): Refusal | null {
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
export function withNamedValues(provider: Provider, destination: Destination): Provider {
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
export function countWithNamedValues(count: CountTokens, destination: Destination): CountTokens {
  return async (request) => {
    const filled = fill(request, destination);
    return "refusal" in filled ? { status: "failed", message: filled.refusal.message } : count(filled);
  };
}

function fill(request: CompletionRequest, destination: Destination): CompletionRequest | { readonly refusal: Refusal } {
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
