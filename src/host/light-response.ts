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
 * A response whose body is read through `reader` and not through a web stream, which would cost more than the request
 * itself, and whose headers are kept as they are given. Only what reads `body` chunk by chunk may have it: the SDK's streams
 * do. Throws a RangeError for a status that Fetch does not know.
 */
export function lightResponse(
  reader: ByteReader,
  { status, headers }: { readonly status: number; readonly headers: Headers },
): Response {
  const response = withBody(new Response(null, { status }), reader);
  return Object.defineProperty(response, "headers", { value: headers, configurable: true });
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
