import { type Said, said } from "../../domain/diagnostics/said.ts";

/** What is wrong with a promise that stands in place of its value; null: it is none. */
export function unawaited(value: unknown): Said | null {
  return isPromise(value) ? said("wrong-type.promise") : null;
}

function isPromise(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  try {
    return typeof Reflect.get(value, "then") === "function";
  } catch {
    return false; // a getter that throws, or a proxy that was revoked
  }
}
