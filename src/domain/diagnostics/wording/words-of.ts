import type { Sentence } from "./sentence.ts";

/** What a catalogue of sentences is: of each id, a function from what it is about to its text. */
type Sentences = Readonly<Record<string, (about: never) => string>>;

/** A catalogue's text of an id, with what it is about; of one that is about nothing, the id alone. */
export type WordsOf<Catalogue extends Sentences> = <Id extends keyof Catalogue>(
  id: Id,
  ...about: Parameters<Catalogue[Id]>
) => Sentence;

/** What writes the sentences of a catalogue. A second language is a second value of the catalogue's type. */
export function wordsOf<Catalogue extends Sentences>(catalogue: Catalogue): WordsOf<Catalogue> {
  return (id, ...about) => {
    // The function and what it is about are of one id, which the type of a union of functions cannot say.
    const write = catalogue[id] as unknown as (...given: typeof about) => string;
    return write(...about) as Sentence; // the catalogue's text
  };
}
