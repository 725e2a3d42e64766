import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
/** An entry of a tar archive. `content` may be read or left: what is left is passed over. */
export interface TarEntry {
  readonly name: string;
  /** A plain file: no folder, no link, no device. */
  readonly isFile: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
/** Of a name or header that stands in an entry of its own. */
const MAX_EXTRA_BYTES = 1024 * 1024;
const FILES: readonly string[] = ["0", "\0", "7"];

/**
 * The entries of a tar archive (POSIX.1-2001 pax, ustar and GNU long names), one after the other, of which only as much is held
 * as comes at once. Throws an Error for what is damaged.
 */
export async function* tarEntries(bytes: AsyncIterable<Uint8Array>): AsyncIterable<TarEntry> {
  const source = new ByteSource(bytes);
  let said: { readonly name?: string; readonly size?: number } = {};
  for (;;) {
    const block = await source.take(BLOCK);
    if (block === null) throw new Error(refusalWords("tar-breaks-off"));
    if (block.every((byte) => byte === 0)) return;
    const header = parseHeader(block);
    if (header.type === "L" || header.type === "x") {
      const extra = await source.takeWhole(header.size, MAX_EXTRA_BYTES);
      said = header.type === "L" ? { ...said, name: textOf(extra, 0, extra.length) } : { ...said, ...paxFields(extra) };
      await source.skip(padding(header.size));
      continue;
    }
    const size = said.size ?? header.size;
    const rest = { left: size };
    yield {
      name: said.name ?? header.name,
      isFile: FILES.includes(header.type),
      content: source.pieces(rest),
    };
    said = {};
    await source.skip(rest.left + padding(size));
  }
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

function damaged(mistake: Parameters<typeof refusalWords<"tar-header">>[1]["mistake"]): Error {
  return new Error(refusalWords("tar-header", { mistake }));
}

function parseHeader(block: Buffer): Header {
  let sum = 0;
  for (const [at, byte] of block.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  if (sum !== octal(block, 148, 8)) throw damaged("checksum");
  const prefix = textOf(block, 257, 5) === "ustar" && block[262] === 0 ? textOf(block, 345, 155) : "";
  const name = textOf(block, 0, 100);
  const size = numberOf(block, 124, 12);
  return { name: prefix === "" ? name : `${prefix}/${name}`, size, type: block.toString("latin1", 156, 157) };
}

/** Octal digits, or with the highest bit set (GNU) a number of base 256. */
function numberOf(block: Buffer, at: number, length: number): number {
  const first = block[at] ?? 0;
  if (first < 128) return octal(block, at, length);
  let value = first & 127;
  for (const byte of block.subarray(at + 1, at + length)) value = value * 256 + byte;
  return sized(value);
}

function octal(block: Buffer, at: number, length: number): number {
  const digits = textOf(block, at, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw damaged("number");
  return sized(digits === "" ? 0 : Number.parseInt(digits, 8));
}

function sized(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw damaged("size");
}

function textOf(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end);
}

/** Records "LENGTH KEY=VALUE\n", the length counting itself. */
function paxFields(bytes: Buffer): { name?: string; size?: number } {
  const fields: { name?: string; size?: number } = {};
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString("latin1", at, space));
    if (space === -1 || !Number.isInteger(length) || length < 1) throw damaged("fields");
    const record = bytes.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === "path") fields.name = value;
    if (key === "size") fields.size = sized(/^\d+$/.test(value) ? Number(value) : Number.NaN);
    at += length;
  }
  return fields;
}

/** Contents fill whole blocks. */
function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Bytes as they come, taken in the amounts that are wanted. */
class ByteSource {
  private readonly iterator: AsyncIterator<Uint8Array>;
  private held: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.iterator = bytes[Symbol.asyncIterator]();
  }

  /** So many bytes, or null at the end. */
  async take(count: number): Promise<Buffer | null> {
    const parts: Uint8Array[] = [];
    for await (const piece of this.pieces({ left: count }, false)) parts.push(piece);
    const taken = Buffer.concat(parts);
    if (taken.length === 0) return null;
    if (taken.length < count) throw new Error(refusalWords("tar-breaks-off"));
    return taken;
  }

  async takeWhole(count: number, most: number): Promise<Buffer> {
    if (count > most) throw damaged("length");
    return (count === 0 ? Buffer.alloc(0) : await this.take(count)) ?? Buffer.alloc(0);
  }

  async skip(count: number): Promise<void> {
    const rest = { left: count };
    for await (const _ of this.pieces(rest));
  }

  /** What comes, up to `rest.left` bytes, which is counted down. */
  async *pieces(rest: { left: number }, isWhole = true): AsyncIterable<Uint8Array> {
    while (rest.left > 0) {
      if (this.held.length === 0) {
        const next = await this.iterator.next();
        if (next.done === true) {
          if (isWhole) throw new Error(refusalWords("tar-breaks-off"));
          return;
        }
        this.held = next.value;
      }
      const piece = this.held.subarray(0, rest.left);
      this.held = this.held.subarray(piece.length);
      rest.left -= piece.length;
      yield piece;
    }
  }
}
