import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import type { TargetFailure } from "../domain/run/target.ts";

/** A turn that came to nothing, and is not to be asked again unless it is said. */
export function failed(
  message: Sentence,
  more: Partial<Omit<TargetFailure, "status" | "message">> = {},
): TargetFailure {
  return { status: "failed", message, retryable: false, ...more };
}

const SHOWN_CHARACTERS = 300;

/** The beginning of what came in place of an answer, on one line. */
export function startOf(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length <= SHOWN_CHARACTERS ? line : `${line.slice(0, SHOWN_CHARACTERS)}…`;
}
