const NO_WORDS = "a value that cannot be read";

/** What somebody's code threw, in words. It may be anything: also what throws when it is looked at. */
export function thrownWords(error: unknown): { readonly isError: boolean; readonly words: string } {
  try {
    const isError = error instanceof Error;
    return { isError, words: isError ? `${error.name}: ${error.message}` : String(error) };
  } catch {
    return { isError: false, words: NO_WORDS }; // a proxy that was revoked, an object without `toString`
  }
}

/** The same as source text, for the program of a thread: an expression. */
export const THROWN_WORDS_SOURCE: string = `(error) => {
  try {
    const isError = error instanceof Error;
    return { isError, words: isError ? error.name + ": " + error.message : String(error) };
  } catch { return { isError: false, words: ${JSON.stringify(NO_WORDS)} }; }
}`;
