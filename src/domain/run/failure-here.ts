import type { Failure } from "./provider.ts";

/** A failure by what is known of it: nothing else was said, and nothing was billed. */
export function failureBy(facts: Pick<Failure, "kind" | "type" | "message"> & Partial<Failure>): Failure {
  return { code: null, httpStatus: null, retryAfterMs: null, maybeBilled: false, ...facts };
}

/** A failure that came about on this side: no server said anything. */
export function failureHere({
  kind,
  type = kind,
  code = null,
  message,
}: Pick<Failure, "kind" | "message"> & Partial<Pick<Failure, "type" | "code">>): Failure {
  return failureBy({ kind, type, code, message });
}
