import type { Diagnostic } from "../../domain/values/problem.ts";

/** What is said where the environment holds nothing that the Claude API would take. */
export function noCredential(): Diagnostic {
  return {
    severity: "error",
    code: "no-credential",
    place: { kind: "environment" },
    message:
      "there is no key: ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set, and there is no federation or profile",
    hint: "set one of them (a .env file works too), or run with --simulate or --offline, which need none",
  };
}
