import { ENGLISH } from "./english/english.ts";
import type { ReasonCatalogue, Say, Sayable } from "../reason.ts";

/** What says reasons in the words of a catalogue. */
export function sayer(catalogue: ReasonCatalogue): Say {
  const say: Say = (sayable) => {
    // The sentence and the reason are of one code, which the type of a union of functions cannot say.
    const sentence = catalogue[sayable.code] as (sayable: Sayable, say: Say) => string;
    return sentence(sayable, say);
  };
  return say;
}

/** A reason in English: what records, reports and terminals show. */
export const say: Say = sayer(ENGLISH);
