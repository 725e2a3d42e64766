import fc from "fast-check";
import { expect, test } from "vitest";
import { byteLines, lineText } from "../../src/base/lists/byte-lines.ts";

async function linesOf(pieces: readonly Uint8Array[]): Promise<{ text: string; offset: number; whole: boolean }[]> {
  const found = [];
  for await (const { bytes, offset, isWhole, number } of byteLines(stream(pieces))) {
    found.push({ text: lineText(bytes), offset, whole: isWhole });
    expect(number).toBe(found.length);
  }
  return found;
}

async function* stream(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces;
}

test("lines come whole however the file is cut, with the place where they begin", async () => {
  const cut = fc.tuple(fc.array(fc.string({ unit: "grapheme" })), fc.integer({ min: 1, max: 9 }));
  await fc.assert(
    fc.asyncProperty(cut, async ([texts, size]) => {
      const lines = texts.map((text) => text.replaceAll("\n", " "));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const found = await linesOf(pieces);
      expect(found.map(({ text }) => text)).toEqual(lines);
      for (const { text, offset } of found) {
        expect(bytes.subarray(offset, offset + Buffer.byteLength(text)).toString()).toBe(text);
      }
    }),
    { numRuns: 200 },
  );
});

test("a last line without its end is told", async () => {
  expect(await linesOf([Buffer.from("a\nb")])).toEqual([
    { text: "a", offset: 0, whole: true },
    { text: "b", offset: 2, whole: false },
  ]);
});

test("a line without an end is an error with its number, before it is held", async () => {
  const pieces = async function* (): AsyncIterable<Uint8Array> {
    yield Buffer.from("one\n");
    for (;;) yield Buffer.alloc(1000, 65);
  };
  const found: number[] = [];
  const reading = async (): Promise<void> => {
    for await (const { number } of byteLines(pieces(), 10_000)) found.push(number);
  };
  await expect(reading()).rejects.toMatchObject({ code: "ELINE", message: expect.stringContaining("line 2 ") });
  expect(found).toEqual([1]);
});

test.each([1, 2, 3, 100])(
  "attack 11: a byte order mark is no part of the first line (pieces of %i bytes)",
  async (size) => {
    const bytes = new TextEncoder().encode("\uFEFFa\n\uFEFFb\n");
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    expect(await linesOf(pieces)).toEqual([
      { text: "a", offset: 3, whole: true },
      { text: "b", offset: 5, whole: true },
    ]);
  },
);
