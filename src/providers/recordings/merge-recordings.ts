import { closeSync, openSync, writeSync } from "node:fs";
import { fileStamp } from "../../host/file-stats.ts";
import { replaceFile } from "../../host/replace-file.ts";
import { KeyList } from "../../base/lists/key-list.ts";
import { PlaceList } from "../../base/lists/place-list.ts";
import { readLine } from "./recordings.ts";
import { type ScannedRecordings, scanRecordings } from "./recording-scan.ts";

/** Lines to record: their keys stand in memory, the lines are asked for one by one. */
export interface NewLines {
  readonly keys: KeyList;
  /** The JSON text of line `index`, without a newline. */
  text(index: number): string;
}

export type Merged = { readonly status: "merged" } | Exclude<ScannedRecordings, { status: "read" }>;

const FLUSH_CHARS = 256 * 1024;

/**
 * Merges lines into a file of recordings: sorted by key, one line a key, the newest kept. The file is made anew beside the
 * old one and renamed, so that a reader never sees half of it. Of old and new lines the keys and places are held (some
 * 100 bytes a line), the lines themselves are streamed. Its folder must be there. Throws what the file system refuses.
 */
export async function mergeRecordings(path: string, added: NewLines): Promise<Merged> {
  const before = fileStamp(path);
  const keys = new KeyList();
  const places = new PlaceList();
  const scanned = await scanRecordings(path, (line, place) => {
    places.set(keys.length, place);
    keys.push(line.case, line.request_hash, line.n);
  });
  if (scanned.status !== "read") return scanned;
  keys.pushAll(added.keys);
  // Another run may have merged meanwhile: then its lines must be read too.
  const mayReplace = (): boolean => fileStamp(path) === before;
  const write = (target: number): void => writeMerged(target, path, { keys, places }, added);
  const isReplaced = replaceFile(path, write, { durable: true, mayReplace });
  return isReplaced ? { status: "merged" } : mergeRecordings(path, added);
}

/** Of all lines the keys, the old ones first; of the old ones where they are. */
interface AllLines {
  readonly keys: KeyList;
  readonly places: PlaceList;
}

function writeMerged(target: number, path: string, { keys, places }: AllLines, added: NewLines): void {
  const source = places.length === 0 ? null : openSync(path, "r");
  let text = "";
  const flush = (): void => {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(target, bytes, written);
    text = "";
  };
  try {
    for (const index of newestInOrder(keys)) {
      const place = places.at(index);
      const line = place === null || source === null ? added.text(index - places.length) : readLine(source, place);
      text += `${line}\n`;
      if (text.length > FLUSH_CHARS) flush();
    }
    flush();
  } finally {
    if (source !== null) closeSync(source);
  }
}

/** The indexes of the last of each key, sorted by key. */
function* newestInOrder(keys: KeyList): Iterable<number> {
  const order = new Uint32Array(keys.length).map((_, index) => index).sort((a, b) => keys.compare(a, b) || a - b);
  for (const [at, index] of order.entries()) {
    const next = order[at + 1];
    if (next === undefined || keys.compare(index, next) !== 0) yield index;
  }
}
