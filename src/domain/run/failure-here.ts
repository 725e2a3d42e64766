import type { Failure } from "./provider.ts";

/** A failure that came about on this side: no server said anything, and nothing was billed. */
export function failureHere({
  kind,
  type = kind,
  code = null,
  message,
}: Pick<Failure, "kind" | "message"> & Partial<Pick<Failure, "type" | "code">>): Failure {
  return { kind, type, code, httpStatus: null, message, retryAfterMs: null, maybeBilled: false };
}
