import { failureWords } from "../domain/diagnostics/failure-words.ts";

/** As much of a body's reader as is used here. */
export interface ByteReader {
  read(): Promise<ByteChunk>;
  cancel(): Promise<void>;
}

export type ByteChunk =
  | { readonly done: false; readonly value: Uint8Array }
  | { readonly done: true; readonly value: undefined };

/** A reader of a response's body. */
export function readerOf(body: NonNullable<Response["body"]>): ByteReader {
  return body.getReader();
}

/**
 * A response whose body is read through `reader`, and whose headers are kept as they are given: the platform's own and its
 * web stream would cost more than the request itself. Only what reads `body` chunk by chunk may have it: the SDK's streams
 * do. Throws a RangeError for a status that Fetch does not know (§2.2.6: 200 to 599).
 */
export function lightResponse(
  reader: ByteReader,
  { status, headers }: { readonly status: number; readonly headers: Headers },
): Response {
  if (!(status >= 200 && status <= 599)) throw new RangeError(failureWords("no-status", { status }));
  const ok = status <= 299;
  const head = { status, ok, headers, statusText: "", url: "", redirected: false, type: "default", body: null };
  // It has no methods that read a body whole: callers that need them use `boundedFetch`, which makes a real response.
  return withBody(head as unknown as Response, reader);
}

/** The same response with its body read through `reader`. */
export function withBody(response: Response, reader: ByteReader): Response {
  const iterator: AsyncIterator<Uint8Array, undefined> = {
    next: () => reader.read(),
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
  const body = { getReader: () => reader, [Symbol.asyncIterator]: () => iterator };
  return Object.defineProperty(response, "body", { value: body, configurable: true });
}
