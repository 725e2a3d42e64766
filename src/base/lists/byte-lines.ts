const NEWLINE = 0x0a;

/** One line of a file that is read in pieces. */
export interface ByteLine {
  /** Without its newline, and without the byte order mark that a file may begin with. */
  readonly bytes: Uint8Array;
  /** Where it begins in the file. */
  readonly offset: number;
  /** From 1. */
  readonly number: number;
  /** Did it end with a newline? Only the last line may not. */
  readonly isWhole: boolean;
}

/** A line that nothing of ours writes: it has no end, or is none. It has a code, as the system's errors have. */
export class LineTooLongError extends Error {
  override readonly name: string = "LineTooLongError";
  readonly code = "ELINE";

  readonly line: number;
  readonly maxBytes: number;

  constructor(line: number, maxBytes: number) {
    super(`line ${line} has more than ${maxBytes} bytes`);
    this.line = line;
    this.maxBytes = maxBytes;
  }
}

/** Beyond any answer: the longest that a model may write is some MB. */
const MAX_LINE_BYTES = 256 * 1024 ** 2;

/**
 * The lines of a file from its pieces, as bytes: nothing but the line at hand is held. Throws `LineTooLongError` before more
 * than `maxBytes` of one are.
 */
export async function* byteLines(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncIterable<ByteLine> {
  let rest: Uint8Array[] = [];
  let held = 0;
  let offset = 0;
  let number = 1;
  for await (const piece of pieces) {
    let chunk = piece;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE)) {
      const bytes = joined([...rest, chunk.subarray(0, end)]);
      yield withoutMark({ bytes, offset, number, isWhole: true });
      offset += bytes.length + 1;
      number += 1;
      rest = [];
      held = 0;
      chunk = chunk.subarray(end + 1);
    }
    if (chunk.length > 0) rest.push(chunk);
    held += chunk.length;
    if (held > maxBytes) throw new LineTooLongError(number, maxBytes);
  }
  if (rest.length > 0) yield withoutMark({ bytes: joined(rest), offset, number, isWhole: false });
}

/** What some editors write before the first line of a file (Unicode 16, 23.8): no part of it. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function withoutMark(line: ByteLine): ByteLine {
  if (line.offset > 0 || BYTE_ORDER_MARK.some((byte, at) => line.bytes[at] !== byte)) return line;
  const { length } = BYTE_ORDER_MARK;
  return { ...line, bytes: line.bytes.subarray(length), offset: length };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const decoder = new TextDecoder();

/** The text of a line, or of a file: UTF-8, without a byte order mark; what is not becomes U+FFFD. */
export function lineText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
