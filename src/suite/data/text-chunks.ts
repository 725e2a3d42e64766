import { createReadStream } from "node:fs";
import { said } from "../../domain/diagnostics/said.ts";
import { fileError, lineError } from "./data-error.ts";

const CHUNK_BYTES = 256 * 1024;

/** The text of a UTF-8 file piece by piece, however long it is; a byte-order mark is left out. Throws a DataError. */
export async function* textChunks(file: string): AsyncIterable<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      yield decoder.decode(chunk as Uint8Array, { stream: true }); // a stream of bytes without an encoding
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      const line = await strangeLine(file);
      throw lineError({ file, line }, said("not-utf8.line"));
    }
    // Whatever the system refuses (permissions, a vanished file) is the user's to mend.
    throw fileError(file, said("unreadable-file.data", { reason: error.message }));
  }
}

/** The line on which a file stops being UTF-8. No part of a longer character looks like a line end: lines are read alone. */
async function strangeLine(file: string): Promise<number> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      const bytes = chunk as Buffer; // a stream of bytes without an encoding
      for (let start = 0; start < bytes.length;) {
        const end = bytes.indexOf(0x0a, start);
        decoder.decode(bytes.subarray(start, end === -1 ? undefined : end + 1), { stream: true });
        if (end !== -1) line += 1;
        start = end === -1 ? bytes.length : end + 1;
      }
    }
    return line;
  } catch (error) {
    if (error instanceof Error && "code" in error) return line;
    throw error;
  }
}
