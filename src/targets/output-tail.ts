import { targetWords } from "../domain/diagnostics/target-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import type { Readable } from "node:stream";

const KEPT_BYTES = 4_000;
const SHOWN_LINES = 20;

/** The end of what a program writes: it is read to the end, so that the program never waits for a reader. */
export class OutputTail {
  private kept: Buffer = Buffer.alloc(0);

  constructor(stream: Readable | null) {
    stream?.on("data", (piece: Buffer) => this.add(piece));
    stream?.on("error", () => undefined); // the pipe of a program that was ended
  }

  /** The last lines, without those that hold nothing; "" where nothing was written. */
  text(): string {
    const lines = this.kept.toString("utf8").split("\n");
    const written = lines.filter((line) => line.trim() !== "");
    return written.slice(-SHOWN_LINES).join("\n");
  }

  private add(piece: Buffer): void {
    const all = Buffer.concat([this.kept, piece.subarray(-KEPT_BYTES)]);
    this.kept = all.subarray(-KEPT_BYTES);
  }
}

/** A message with the end of what a program wrote behind it. */
export function withTail(words: Sentence, tail: string): Sentence {
  return tail === "" ? words : targetWords("with-stderr", { words, tail });
}
