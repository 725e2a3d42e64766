import { createReadStream } from "node:fs";
import { fileError, lineError } from "./data-error.ts";

const CHUNK_BYTES = 256 * 1024;

/** The text of a UTF-8 file piece by piece, however long it is; a byte-order mark is left out. Throws a DataError. */
export async function* textChunks(file: string): AsyncIterable<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true }); // a stream of bytes without an encoding
      yield text;
      line += lineEnds(text);
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      const message = "the file is not UTF-8 text from about here on";
      throw lineError({ file, line }, "not-utf8", message, "save it as UTF-8");
    }
    // Whatever the system refuses (permissions, a vanished file) is the user's to mend.
    throw fileError(file, "unreadable-file", `the data file cannot be read: ${error.message}`, "check its permissions");
  }
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
