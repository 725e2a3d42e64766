/** What somebody's code threw, in words. It may be anything: also what throws when it is looked at. */
export function thrownWords(error: unknown): { readonly isError: boolean; readonly words: string } {
  try {
    const isError = error instanceof Error;
    return { isError, words: isError ? `${error.name}: ${error.message}` : String(error) };
  } catch {
    return { isError: false, words: "an object" }; // a proxy that was revoked, an object without `toString`
  }
}
