import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { ByteRange } from "../../base/lists/byte-range.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { unfitReason } from "../../host/regular-file.ts";
import { createReadStream } from "node:fs";
import { byteLines, lineText } from "../../base/lists/byte-lines.ts";
import type { JournalLine } from "../../domain/formats/records.ts";
import { codeOf } from "./journal-file.ts";
import { mendLine } from "./mend-line.ts";

/** How a journal was read. `endOffset`: where its last whole line ends; behind it is nothing, or a torn line. */
export type Scanned =
  | { readonly status: "read"; readonly endOffset: number; readonly isTorn: boolean }
  /** `isDamaged`: what stands there is no line that was written whole; else it is a line that this version does not write. */
  | (BadLine & { readonly status: "corrupt"; readonly lineNumber: number })
  | { readonly status: "unreadable"; readonly message: Sentence };

interface BadLine {
  readonly message: Sentence;
  readonly isDamaged: boolean;
}

type ParsedLine = { readonly status: "line"; readonly line: JournalLine } | ({ readonly status: "bad" } & BadLine);

/**
 * Goes through a journal's lines, each checked against schemas/journal.schema.json. A last line that is torn (the process
 * was killed while writing) is passed over; any other that cannot be read is named by its number, from 1.
 */
export async function scanJournal(
  path: string,
  visit: (line: JournalLine, place: ByteRange) => void,
): Promise<Scanned> {
  const { default: validate } = await import("../generated/journal-validator.js");
  const parse = (bytes: Uint8Array): ParsedLine => parseLine(bytes, validate);
  const unfit = unfitReason(path);
  if (unfit !== null) return { status: "unreadable", message: refusalWords("at-path", { path, why: unfit }) };
  let bad: (BadLine & { readonly lineNumber: number }) | null = null;
  let endOffset = 0;
  let isTorn = false;
  try {
    for await (const { bytes, offset, isWhole, number: lineNumber } of byteLines(readPieces(path))) {
      if (bad !== null) return { status: "corrupt", ...bad };
      const parsed: ParsedLine = isWhole ? parse(bytes) : damaged("line-without-end");
      if (parsed.status === "bad") {
        bad = { lineNumber, message: parsed.message, isDamaged: parsed.isDamaged };
        isTorn = true;
        continue;
      }
      endOffset = offset + bytes.length + 1;
      visit(parsed.line, { offset, length: bytes.length + 1 });
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return { status: "unreadable", message: systemWords(error) };
  }
  return { status: "read", endOffset, isTorn };
}

function readPieces(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

function parseLine(
  bytes: Uint8Array,
  validate: { (data: unknown): boolean; errors?: readonly { instancePath: string; message?: string }[] | null },
): ParsedLine {
  let value: unknown;
  try {
    value = mendLine(parseBoundedJson(lineText(bytes), MAX_STORED_LEVELS));
  } catch {
    return damaged("no-json");
  }
  if (validate(value)) return { status: "line", line: value as JournalLine }; // the schema has just said so
  if (typeof value === "object" && value !== null && "v" in value && value.v !== 1) {
    return { status: "bad", message: refusalWords("line-of-other-version"), isDamaged: false };
  }
  const [error] = validate.errors ?? [];
  const { instancePath: pointer = "", message: wrong = "" } = error ?? {};
  return { status: "bad", message: refusalWords("line-of-other-form", { pointer, wrong }), isDamaged: false };
}

function damaged(id: "line-without-end" | "no-json"): ParsedLine {
  return { status: "bad", message: refusalWords(id), isDamaged: true };
}
