import { said } from "../../domain/diagnostics/said.ts";
import type { Credential } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";

/** What a header's value may hold (RFC 9110 §5.5): visible ASCII, spaces, tabs and the bytes above. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/u;

/** The variable of the environment that a credential comes from. */
export function credentialName({ kind }: Credential): string {
  return kind === "apiKey" ? "ANTHROPIC_API_KEY" : "ANTHROPIC_AUTH_TOKEN";
}

/** Why a credential cannot be sent in a header, or null. It names the one character, and shows no other of the value. */
export function credentialProblem(credential: Credential): Diagnostic | null {
  // White space of HTTP around a value is taken off; other white space (a byte-order mark) is not.
  const value = credential.value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  const found = UNSENDABLE.exec(value);
  if (found === null) return null;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const position = Array.from(value.slice(0, found.index)).length + 1;
  const words = said("bad-credential", { variable: credentialName(credential), character: `U+${code}`, position });
  return { severity: "error", place: { kind: "environment" }, ...words };
}
