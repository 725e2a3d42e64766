import { KeyList } from "../../base/lists/key-list.ts";
import { PlaceList } from "../../base/lists/place-list.ts";
import type { CallLine } from "../../domain/formats/records.ts";
import { keyOfCall } from "../../domain/run/recording-key.ts";
import type { ByteRange } from "../../base/lists/byte-range.ts";

/** A suite's answers in the order in which they were written: what each is recorded under, and where its line is. */
export interface SuiteAnswers {
  readonly keys: KeyList;
  readonly places: PlaceList;
}

/**
 * The answers that were paid for, some 70 bytes each: what is to be recorded is found without reading the journal again. What
 * keys rest on is structure, which is written as it is.
 */
export class AnswerIndex {
  private readonly bySuite = new Map<number, SuiteAnswers>();

  /** Takes a call's line, if it holds an answer of the API itself: neither one that was there before nor a simulator's. */
  add(line: CallLine, place: ByteRange): void {
    if (line.completion === null || line.reused || line.simulated === true) return;
    const { keys, places } = this.ofSuite(line.suite);
    places.set(keys.length, place);
    const { caseId, requestHash, n } = keyOfCall(line);
    keys.push(caseId, requestHash, n);
  }

  ofSuite(suite: number): SuiteAnswers {
    const known = this.bySuite.get(suite);
    if (known !== undefined) return known;
    const none = { keys: new KeyList(), places: new PlaceList() };
    this.bySuite.set(suite, none);
    return none;
  }
}
