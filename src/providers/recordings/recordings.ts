import type { ByteRange } from "../../base/lists/byte-range.ts";
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { canonicalJson } from "../../base/canonical-json.ts";
import { KeyTable } from "../../base/lists/key-table.ts";
import { fromCompletionLine } from "../../domain/run/completion-line.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { RecordedReply } from "../../domain/run/provider.ts";
import type { RecordingLine } from "../../domain/formats/records.ts";
import { PlaceList } from "../../base/lists/place-list.ts";
import { keyOfLine, keyText, type RecordingKey } from "../../domain/run/recording-key.ts";
import { type ScannedRecordings, scanRecordings } from "./recording-scan.ts";

/** The recorded answers of a suite. Where each line is stands in memory (some 40 bytes a line), the lines do not. */
export interface Recordings {
  readonly size: number;
  find(key: RecordingKey): RecordedReply | null;
  close(): void;
}

export type OpenedRecordings =
  | { readonly status: "open"; readonly recordings: Recordings }
  | Exclude<ScannedRecordings, { status: "read" }>;

/**
 * Opens a file of recordings, every line checked. One that is not there holds nothing. Two lines may say the same of one key
 * (a merge that kept both sides), but not two different answers: then which of them is graded would be luck.
 */
export async function openRecordings(path: string): Promise<OpenedRecordings> {
  const index: Index = { keys: new KeyTable(), places: new PlaceList() };
  const doubles: Double[] = [];
  const scanned = await scanRecordings(path, (line, place, number) => {
    const id = index.keys.add(keyText(keyOfLine(line)));
    const earlier = index.places.at(id);
    if (earlier !== null) doubles.push({ earlier, place, number });
    index.places.set(id, place);
  });
  if (scanned.status !== "read") return scanned;
  const fd = existsSync(path) ? openSync(path, "r") : null;
  const contradiction = fd === null ? null : contradictionOf(fd, doubles);
  if (fd !== null && contradiction !== null) {
    closeSync(fd);
    return contradiction;
  }
  return {
    status: "open",
    recordings: {
      size: index.keys.size,
      find: (key) => (fd === null ? null : findReply(fd, index, key)),
      close: () => {
        if (fd !== null) closeSync(fd);
      },
    },
  };
}

/** Where the last line of each key is. */
interface Index {
  readonly keys: KeyTable;
  readonly places: PlaceList;
}

/** Two lines of one key. */
interface Double {
  readonly earlier: ByteRange;
  readonly place: ByteRange;
  /** The number of the later line, from 1. */
  readonly number: number;
}

/** The first line that answers otherwise than an earlier one with its key; null: none does. */
function contradictionOf(fd: number, doubles: readonly Double[]): (ScannedRecordings & { status: "damaged" }) | null {
  for (const { earlier, place, number } of doubles) {
    const [one, other] = [lineAt(fd, earlier), lineAt(fd, place)];
    const isSame = canonicalJson(one.completion) === canonicalJson(other.completion);
    // Two keys may share a hash.
    if (isSame || keyText(keyOfLine(one)) !== keyText(keyOfLine(other))) continue;
    const message = refusalWords("two-recordings", { earlier: lineNumber(fd, earlier) });
    return { status: "damaged", line: number, message };
  }
  return null;
}

/** The number of the line at this place, from 1. */
function lineNumber(fd: number, { offset }: ByteRange): number {
  let number = 1;
  const bytes = Buffer.alloc(64 * 1024);
  for (let at = 0; at < offset;) {
    const count = readSync(fd, bytes, 0, Math.min(bytes.length, offset - at), at);
    if (count === 0) break;
    for (const byte of bytes.subarray(0, count)) if (byte === NEWLINE) number += 1;
    at += count;
  }
  return number;
}

const NEWLINE = 0x0a;

function lineAt(fd: number, place: ByteRange): RecordingLine {
  return JSON.parse(readLine(fd, place)) as RecordingLine; // checked when it was scanned
}

function findReply(fd: number, { keys, places }: Index, key: RecordingKey): RecordedReply | null {
  const id = keys.find(keyText(key));
  const place = id === null ? null : places.at(id);
  if (place === null) return null;
  const line = lineAt(fd, place);
  // Two keys may share a hash.
  // What a secret was masked in is not the answer.
  return keyText(keyOfLine(line)) === keyText(key) && line.completion.masked !== true ? replyOf(line) : null;
}

/** The text of a line that was found at this place. */
export function readLine(fd: number, { offset, length }: ByteRange): string {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const count = readSync(fd, bytes, filled, length - filled, offset + filled);
    if (count === 0) throw new Error(refusalWords("recordings-shorter"));
    filled += count;
  }
  return bytes.toString("utf8");
}

function replyOf(line: RecordingLine): RecordedReply {
  return {
    completion: fromCompletionLine(line.completion),
    requestId: line.request_id,
    ttftMs: line.ttft_ms,
    latencyMs: line.latency_ms,
    recordedAtMs: Date.parse(line.recorded_at),
  };
}
