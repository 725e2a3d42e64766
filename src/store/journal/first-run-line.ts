import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type { JournalLine, RunLine } from "../../domain/formats/records.ts";

/** The line with which a journal begins, without reading on; null when it cannot be read or is something else. */
export async function readFirstRunLine(path: string): Promise<RunLine | null> {
  const { default: validate } = await import("../generated/journal-validator.js");
  const stream = createReadStream(path);
  try {
    for await (const text of createInterface({ input: stream })) {
      const value: unknown = parseBoundedJson(text, MAX_STORED_LEVELS);
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
