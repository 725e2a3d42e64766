import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";

/** How it is told on stderr that a command cannot do its work, or not all of it. */
export function errorLine(message: Sentence): string {
  return `prompt-run: error: ${message}`;
}
