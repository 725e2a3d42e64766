import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";

/** What is said where the environment holds nothing that the Claude API would take. */
export function noCredential(): Diagnostic {
  return { severity: "error", place: { kind: "environment" }, ...said("no-credential") };
}
