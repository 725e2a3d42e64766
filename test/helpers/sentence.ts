import type { Sentence } from "../../src/domain/diagnostics/wording/sentence.ts";

/** Any text as one of the catalogue: for tests of what is done with sentences, whatever they say. */
export function sentence(text: string): Sentence {
  // The one way past `said` and `usage`; `src/` has none.
  return text as Sentence;
}
