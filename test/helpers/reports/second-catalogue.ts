import { afterAll, beforeAll } from "vitest";
import type { Text } from "../../../src/domain/diagnostics/english/phrases/text.ts";

type Write = (...args: unknown[]) => unknown;

/** A second language in place of a catalogue, in all tests of a file: each of its texts says its id alone. */
export function inSecondLanguage(catalogue: object): void {
  // Whatever is English after that was worded where it was found; whatever goes wrong hangs on the words of the first.
  const first = { ...catalogue };
  beforeAll(() => void Object.assign(catalogue, Object.fromEntries(Object.entries(first).map(foreign))));
  afterAll(() => void Object.assign(catalogue, first));
}

function foreign([id, write]: [string, unknown]): [string, Write] {
  const english = write as Write; // called with what it would be called with
  return [
    id,
    (...args) => {
      // A catalogue of sentences, of problems, or of exit codes.
      const text = english(...args) as string | Text | { readonly meaning: string };
      if (typeof text === "string") return `«${id}»`;
      if ("meaning" in text) return { meaning: `«${id}»`, brief: `«${id}»` };
      return { message: `«${id}»`, hint: text.hint === null ? null : `«${id}: next»` };
    },
  ];
}
