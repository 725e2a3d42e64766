import type { RecordingFault } from "../../domain/diagnostics/english/refusals/recordings.ts";
import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { ByteRange } from "../../base/lists/byte-range.ts";
import { unfitReason } from "../../host/regular-file.ts";
import { createReadStream } from "node:fs";
import { JsonTooDeep, MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { byteLines, lineText } from "../../base/lists/byte-lines.ts";
import type { RecordingLine } from "../../domain/formats/records.ts";

/** How a file of recordings was read; one that is not there is read as empty. */
export type ScannedRecordings =
  | { readonly status: "read" }
  /** `line`: from 1. */
  | { readonly status: "damaged"; readonly line: number; readonly message: Sentence }
  | { readonly status: "unreadable"; readonly message: Sentence };

interface ShapeFault {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
}

interface Validate {
  (data: unknown): boolean;
  errors?: readonly ShapeFault[] | null;
}

/**
 * Goes through the lines of a file of recordings, each checked against schemas/recordings.schema.json, and stops at the
 * first that is none. Empty lines, and a last line without its end, are no damage: people edit these files.
 */
export async function scanRecordings(
  path: string,
  visit: (line: RecordingLine, place: ByteRange, number: number) => void,
): Promise<ScannedRecordings> {
  const { default: validate } = await import("./generated/recordings-validator.js");
  const unfit = unfitReason(path);
  if (unfit !== null) return { status: "unreadable", message: unfit };
  try {
    for await (const { bytes, offset, number } of byteLines(createReadStream(path, { highWaterMark: 256 * 1024 }))) {
      const text = lineText(bytes);
      if (text.trim() === "") continue;
      const parsed = parseLine(text, validate);
      if (typeof parsed === "string") return { status: "damaged", line: number, message: parsed };
      visit(parsed, { offset, length: bytes.length }, number);
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    // ENOTDIR: a file stands where the folder should be.
    const isAbsent = error.code === "ENOENT" || error.code === "ENOTDIR";
    return isAbsent ? { status: "read" } : { status: "unreadable", message: systemWords(error) };
  }
  return { status: "read" };
}

/** The line, or what is wrong with it. */
function parseLine(text: string, validate: Validate): RecordingLine | Sentence {
  let value: unknown;
  try {
    value = parseBoundedJson(text, MAX_STORED_LEVELS);
  } catch (error) {
    return error instanceof JsonTooDeep
      ? refusalWords("too-deep", { mostLevels: error.levels })
      : refusalWords("no-json");
  }
  if (validate(value)) {
    const line = value as RecordingLine; // the schema has just said so
    return Number.isNaN(Date.parse(line.recorded_at)) ? refusalWords("no-moment") : line;
  }
  if (typeof value === "object" && value !== null && "v" in value && value.v !== 1) {
    return refusalWords("line-of-other-version");
  }
  const [error] = validate.errors ?? [];
  return refusalWords("no-recording", { pointer: error?.instancePath ?? "", fault: faultOf(error) });
}

function faultOf(error: ShapeFault | undefined): RecordingFault {
  const { missingProperty, additionalProperty } = error?.params ?? {};
  if (typeof missingProperty === "string") return { kind: "missing", key: missingProperty };
  if (typeof additionalProperty === "string") return { kind: "unknown", key: additionalProperty };
  return { kind: "wrong", keyword: error?.keyword ?? null };
}
