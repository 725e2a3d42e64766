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
 * itself. Only what reads `body` chunk by chunk may have it: the SDK's streams do.
 */
export function lightResponse(
  reader: ByteReader,
  init: { readonly status: number; readonly headers: Headers },
): Response {
  return withBody(new Response(null, init), reader);
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
