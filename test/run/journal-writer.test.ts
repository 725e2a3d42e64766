import { expect, test } from "vitest";
import type { CallLine } from "../../src/domain/formats/records.ts";
import type { JournalFile } from "../../src/store/journal/journal-file.ts";
import { FakeApi } from "./fake-api.ts";
import { plannedTrial, run } from "./run-fixture.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { writerTo } from "../helpers/journal-writer.ts";

/** A file that keeps what the operating system has, and whose syncs last until they are let go. */
class SlowFile implements JournalFile {
  text = "";
  readonly #syncs: (() => void)[] = [];

  get size(): number {
    return Buffer.byteLength(this.text);
  }

  append(bytes: Uint8Array): void {
    this.text += Buffer.from(bytes).toString("utf8");
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

test("an answer is with the operating system while the sync of another goes on: a kill between the two loses none", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const lines = await callLines(3);
  const written: Promise<void>[] = [];
  for (const [index, line] of lines.entries()) {
    written.push(writer.call(line));
    expect(file.text.split("\n")).toHaveLength(index + 2);
  }
  await file.letGo();
  await Promise.all(written);
});
