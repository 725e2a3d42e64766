import type { TargetValue, TargetWorker } from "../domain/run/target.ts";

export type FilledValues =
  | { readonly ok: true; readonly values: Readonly<Record<string, string>> }
  /** The variable that is not there, and what it is named for. */
  | { readonly ok: false; readonly missing: { readonly variable: string; readonly key: string } };

/** The texts of a map in which values may be named: `{ env: NAME }`. A variable that is not there is a failure. */
export function fillValues(
  values: Readonly<Record<string, TargetValue>>,
  valueOf: TargetWorker["valueOf"],
): FilledValues {
  const filled: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    const text = typeof value === "string" ? value : valueOf(value.env);
    if (text === null) return { ok: false, missing: { variable: envOf(value), key } };
    filled[key] = text;
  }
  return { ok: true, values: filled };
}

function envOf(value: TargetValue): string {
  return typeof value === "string" ? value : value.env;
}
