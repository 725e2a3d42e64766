/** The rows of pages, one after the other. */
export async function* rowsOfPages<T>(pages: AsyncIterable<Iterable<T>>): AsyncIterable<T> {
  for await (const page of pages) yield* page;
}
