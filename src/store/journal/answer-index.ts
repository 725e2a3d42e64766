import type { CallLine } from "../../domain/formats/records.ts";
import type { ByteRange } from "../../domain/values/byte-range.ts";
import { TrialIndex } from "./trial-index.ts";

/** Where the lines are of the answers that were paid for: what is to be recorded is found without reading the journal again. */
export class AnswerIndex {
  private readonly places = new TrialIndex();
  private length = 0;

  /** Takes a call's line, if it holds an answer of the API itself: neither one that was there before nor a simulator's. */
  add(line: CallLine, place: ByteRange): void {
    if (line.completion === null || line.reused || line.simulated === true) return;
    this.places.set(this.length++, line.suite, place);
  }

  /** Those of a suite, as they were written. */
  placesOf(suite: number): Iterable<ByteRange> {
    return this.places.placesOf(suite);
  }
}
