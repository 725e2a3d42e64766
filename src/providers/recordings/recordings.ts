import type { ByteRange } from "../../domain/values/byte-range.ts";
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { KeyTable } from "../../base/key-table.ts";
import { fromCompletionLine } from "../../domain/run/completion-line.ts";
import type { RecordedReply } from "../../domain/run/provider.ts";
import type { RecordingLine } from "../../domain/formats/records.ts";
import { PlaceList } from "./place-list.ts";
import { keyOfLine, keyText, type RecordingKey } from "./recording-key.ts";
import { type ScannedRecordings, scanRecordings } from "./recording-scan.ts";

/** The recorded answers of a suite. Where each line is stands in memory (some 40 bytes a line), the lines do not. */
export interface Recordings {
  readonly size: number;
  find(key: RecordingKey): RecordedReply | null;
  close(): void;
}

export type OpenedRecordings =
  { readonly status: "open"; readonly recordings: Recordings } | Exclude<ScannedRecordings, { status: "read" }>;

/** Opens a file of recordings, every line checked. One that is not there holds nothing. */
export async function openRecordings(path: string): Promise<OpenedRecordings> {
  const index: Index = { keys: new KeyTable(), places: new PlaceList() };
  const scanned = await scanRecordings(path, (line, place) => {
    index.places.set(index.keys.add(keyText(keyOfLine(line))), place);
  });
  if (scanned.status !== "read") return scanned;
  const fd = existsSync(path) ? openSync(path, "r") : null;
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

function findReply(fd: number, { keys, places }: Index, key: RecordingKey): RecordedReply | null {
  const id = keys.find(keyText(key));
  const place = id === null ? null : places.at(id);
  if (place === null) return null;
  const line = JSON.parse(readLine(fd, place)) as RecordingLine; // checked when it was scanned
  // Two keys may share a hash.
  // What a secret was masked in is not the answer.
  return keyText(keyOfLine(line)) === keyText(key) && line.completion.masked !== true ? replyOf(line) : null;
}

/** The text of a line that was found at this place. */
export function readLine(fd: number, { offset, length }: ByteRange): string {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const count = readSync(fd, bytes, filled, length - filled, offset + filled);
    if (count === 0) throw new Error("a file of recordings became shorter while it was read");
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
