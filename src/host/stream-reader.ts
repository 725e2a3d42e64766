import { failureWords } from "../domain/diagnostics/failure-words.ts";
import type { Readable } from "node:stream";
import type { ByteChunk, ByteReader } from "./light-response.ts";

interface Waiting {
  readonly resolve: (chunk: ByteChunk) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * A reader of a stream of Node's. What the stream iterates by itself does the same through a generator and a dozen listeners,
 * for each response anew. One read at a time.
 */
export function readerOfStream(stream: Readable): ByteReader {
  let waiting: Waiting | null = null;
  let failure: Error | null = null;
  let isOver = false;

  function hand(): void {
    if (waiting === null) return;
    const { resolve, reject } = waiting;
    // What is destroyed gives nothing more, be it ever so full.
    const value = stream.destroyed ? null : (stream.read() as Uint8Array | null);
    if (value === null && failure === null && !isOver) return;
    waiting = null;
    if (value !== null) resolve({ done: false, value });
    else if (failure !== null) reject(failure);
    else resolve({ done: true, value: undefined });
  }

  stream.on("readable", hand);
  stream.on("end", () => {
    isOver = true;
    hand();
  });
  // Without a reader too it must not end the process.
  stream.on("error", (error: Error) => {
    failure ??= error;
    hand();
  });
  stream.on("close", () => {
    if (!isOver) failure ??= new Error(failureWords("body-cut-off"));
    hand();
  });
  return {
    read: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        hand();
      }),
    cancel() {
      isOver = true; // by the reader's own wish
      stream.destroy();
      return Promise.resolve();
    },
  };
}
