import type { IncomingMessage } from "node:http";

/** The rest of a body that is too long is read and thrown away, up to so many times the limit; a client that sends more is cut off. */
const READ_ON = 16;

/**
 * The body of a request to a server of ours as text; null when it has more than `maxBytes`. A body that is too long is read to its
 * end all the same: a connection with a rest in it that nobody reads hangs or breaks at the next request that the client sends on it.
 */
export async function readRequestBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > maxBytes * READ_ON) request.socket.destroy();
    else if (size <= maxBytes) pieces.push(piece);
  }
  return size > maxBytes ? null : Buffer.concat(pieces).toString("utf8");
}
