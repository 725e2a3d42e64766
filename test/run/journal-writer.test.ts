import { expect, test } from "vitest";
import type { CallLine } from "../../src/domain/formats/records.ts";
import { refusalWords } from "../../src/domain/diagnostics/refusal-words.ts";
import { type JournalFile, StoreError } from "../../src/store/journal/journal-file.ts";
import { FakeApi } from "./fake-api.ts";
import { plannedTrial, run } from "./run-fixture.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { writerTo } from "../helpers/journal-writer.ts";

/** A file that keeps what the operating system has, and whose syncs last until they are let go. */
class SlowFile implements JournalFile {
  readonly pieces: string[] = [];
  fails: StoreError | null = null;
  readonly #syncs: (() => void)[] = [];

  get text(): string {
    return this.pieces.join("");
  }

  get size(): number {
    return Buffer.byteLength(this.text);
  }

  append(bytes: Uint8Array): void {
    if (this.fails !== null) throw this.fails;
    if (bytes.length > 0) this.pieces.push(Buffer.from(bytes).toString("utf8"));
  }

  sync(): Promise<void> {
    return new Promise((resolve) => this.#syncs.push(resolve));
  }

  close(): void {}

  async letGo(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      for (const resolve of this.#syncs.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

async function callLines(count: number): Promise<readonly CallLine[]> {
  const clock = new FakeClock();
  const trials = Array.from({ length: count }, (_, ordinal) => plannedTrial(ordinal));
  return (await run({ trials, provider: new FakeApi({ clock }), clock })).calls;
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("an answer is with the operating system while the sync of another goes on: a kill between the two loses none", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const lines = await callLines(3);
  const written: Promise<void>[] = [];
  for (const [index, line] of lines.entries()) {
    written.push(writer.call(line));
    await turnOfTheLoop();
    expect(file.text.split("\n")).toHaveLength(index + 2);
  }
  await file.letGo();
  await Promise.all(written);
});

test("answers that arrive together during a sync are written in one piece", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const written = (await callLines(5)).map((line) => writer.call(line));
  await turnOfTheLoop();
  expect(file.pieces.map((piece) => piece.split("\n").length - 1)).toEqual([1, 4]);
  await file.letGo();
  await Promise.all(written);
});

test("behind a line that could not be written nothing is, and every line that waits is told", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const [first, second, third] = await callLines(3);
  if (first === undefined || second === undefined || third === undefined) throw new Error("no lines");
  const before = writer.call(first);
  const torn = new StoreError(refusalWords("deleted-meanwhile", { path: "journal" }));
  file.fails = torn;
  const waiting = writer.call(second);
  await turnOfTheLoop();
  file.fails = null; // there is room again, behind half a line
  const later = writer.call(third);
  await Promise.all([file.letGo(), expect(waiting).rejects.toBe(torn), expect(later).rejects.toBe(torn)]);
  await before;
  expect(file.pieces).toHaveLength(1);
});
