declare const ofCatalogue: unique symbol;

/** A text that a catalogue wrote. `said` and `wordsOf` alone make one, so that nothing is worded where it is found. */
export type Sentence = string & { readonly [ofCatalogue]: true };
