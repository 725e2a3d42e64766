import type { DiagnosticCode } from "./codes.ts";
import type { Text } from "./english/phrases/text.ts";
import { ENGLISH } from "./english/english.ts";
import type { Sentence } from "./wording/sentence.ts";

/**
 * What a catalogue has for each problem: a code, or a code and what sets its texts apart (`two-forms.prompt`), and a
 * function from arguments to message and hint. A second language is a second value of this type.
 */
export type ProblemCatalogue = typeof ENGLISH;
export type TextId = keyof ProblemCatalogue;

/** What is wrong, in a catalogue's words. */
export interface Said {
  readonly code: DiagnosticCode;
  readonly message: Sentence;
  /** The next step, if there is one. */
  readonly hint: Sentence | null;
}

/**
 * A problem as it is found: what it is and what it is about. Its words are those of the catalogue. The type does not follow
 * the code of an id: that would take the compiler a tenth of a second for each call.
 */
export function said<Id extends TextId>(id: Id, ...args: Parameters<ProblemCatalogue[Id]>): Said {
  // The function and its arguments are of one id, which the type of a union of functions cannot say.
  const write = ENGLISH[id] as (...given: Parameters<ProblemCatalogue[Id]>) => Text;
  // What stands before the dot is a code (`domain/diagnostic-codes.test.ts` holds every id to it), and the texts are the
  // catalogue's, which makes them sentences.
  return { code: id.split(".", 1)[0], ...write(...args) } as Said;
}
