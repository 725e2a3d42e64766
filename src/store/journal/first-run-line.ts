import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { unfitReason } from "../../host/regular-file.ts";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { JournalLine, RunLine } from "../../domain/formats/records.ts";
import { mendLine } from "./mend-line.ts";

/** A run's line holds its suites as they were. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The line with which a journal begins, without reading on; null when it cannot be read or is something else. */
export async function readFirstRunLine(path: string): Promise<RunLine | null> {
  const { default: validate } = await import("../generated/journal-validator.js");
  if (unfitReason(path) !== null) return null;
  const stream = createReadStream(path, { end: MAX_BYTES - 1 });
  try {
    for await (const text of createInterface({ input: stream })) {
      const value = mendLine(parseBoundedJson(text.replace(/^\uFEFF/, ""), MAX_STORED_LEVELS));
      if (!validate(value)) return null;
      const line = value as JournalLine; // the schema has just said so
      return line.type === "run" ? line : null;
    }
  } catch {
    return null; // missing, torn or no JSON: reading the whole journal says which
  } finally {
    stream.destroy();
  }
  return null;
}
