import { StringDecoder } from "node:string_decoder";

/** Lines out of the pieces of a stream. A line may have `maxChars`; one that has more ends the reading. */
export class LineSplitter {
  private readonly decoder = new StringDecoder("utf8");
  private readonly maxChars: number;
  private rest = "";

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  /** The lines that are whole now; null: one is too long. */
  add(bytes: Buffer): readonly string[] | null {
    this.rest += this.decoder.write(bytes);
    const lines = this.rest.split("\n");
    this.rest = lines.pop() ?? "";
    return this.rest.length > this.maxChars ? null : lines;
  }

  /** What came without an end of line. */
  get unfinished(): string {
    return this.rest;
  }
}
