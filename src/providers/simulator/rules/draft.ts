import type { Json, JsonObject } from "../../../domain/values/json.ts";
import type { NameSink } from "./known-names.ts";
import type { ModelRules } from "./model-rules.ts";

/** A request whose fields have the right shapes, with what its validation depends on. */
export interface Draft extends NameSink {
  readonly body: JsonObject;
  readonly version: string;
  readonly rules: ModelRules;
  readonly place: "messages" | "count" | "batch";
}

/** Where a request came from: what is known of it beside its body. */
export type Origin = Pick<Draft, "version" | "betas" | "place">;

/** Says what is wrong with a request (the API's message), or null. */
export type Rule = (draft: Draft) => string | null;

/** The first complaint over a list, or null. */
export function firstOf<T>(items: readonly T[], complain: (item: T, index: number) => string | null): string | null {
  for (const [index, item] of items.entries()) {
    const complaint = complain(item, index);
    if (complaint !== null) return complaint;
  }
  return null;
}

/** The first field of an object that is not known there. */
export function extraField(object: JsonObject, known: readonly string[], at: string): string | null {
  const extra = Object.keys(object).find((key) => !known.includes(key));
  return extra === undefined ? null : `${at}${at === "" ? "" : "."}${extra}: Extra inputs are not permitted`;
}

/** A list, or an empty one for anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []; // isArray loses the type of a readonly union
}
