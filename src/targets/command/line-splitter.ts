import { StringDecoder } from "node:string_decoder";

/** Lines out of the pieces of a stream. A line may have `maxChars`; one that has more ends the reading. */
export class LineSplitter {
  private readonly decoder = new StringDecoder("utf8");
  private readonly maxChars: number;
  /** Pieces of a line whose end has not come: put together once, so that a long line takes no longer than its length. */
  private pieces: string[] = [];
  private chars = 0;

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  /** The lines that are whole now; null: one is too long. */
  add(bytes: Buffer): readonly string[] | null {
    const [first = "", ...others] = this.decoder.write(bytes).split("\n");
    const lines: string[] = [];
    this.keep(first);
    for (const next of others) {
      lines.push(this.unfinished);
      this.pieces = [];
      this.chars = 0;
      this.keep(next);
    }
    return this.chars > this.maxChars ? null : lines;
  }

  /** What came without an end of line. */
  get unfinished(): string {
    return this.pieces.join("");
  }

  private keep(piece: string): void {
    if (piece === "") return;
    this.pieces.push(piece);
    this.chars += piece.length;
  }
}
