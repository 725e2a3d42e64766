import type { Sentence } from "./sentence.ts";

/** A catalogue of sentences: of each id, a function from what it is about to its text. */
type SentencesOfIds = Readonly<Record<string, (about: never) => string>>;

/** A catalogue whose texts have a next step, or may have one. */
type Texts = Readonly<Record<string, (about: never) => { readonly message: string; readonly hint: string | null }>>;

/** A text of a catalogue, and the next step, if there is one. */
export interface Words {
  readonly message: Sentence;
  readonly hint: Sentence | null;
}

/** A catalogue's sentence of an id, with what it is about; of one that is about nothing, the id alone. */
export type WordsOf<Catalogue extends SentencesOfIds> = <Id extends keyof Catalogue>(
  id: Id,
  ...about: Parameters<Catalogue[Id]>
) => Sentence;

/** A catalogue's text of an id, with what it is about. */
export type TextsOf<Catalogue extends Texts> = <Id extends keyof Catalogue>(
  id: Id,
  ...about: Parameters<Catalogue[Id]>
) => Words;

/** What writes the sentences of a catalogue. A second language is a second value of the catalogue's type. */
export function wordsOf<Catalogue extends SentencesOfIds>(catalogue: Catalogue): WordsOf<Catalogue> {
  return (id, ...about) => {
    // The function and what it is about are of one id, which the type of a union of functions cannot say.
    const write = catalogue[id] as unknown as (...given: typeof about) => string;
    return write(...about) as Sentence; // the catalogue's text
  };
}

/** What writes the texts of a catalogue. */
export function textsOf<Catalogue extends Texts>(catalogue: Catalogue): TextsOf<Catalogue> {
  return (id, ...about) => {
    const write = catalogue[id] as unknown as (...given: typeof about) => Words; // as above
    return write(...about);
  };
}
