import { USAGE } from "./english/usage.ts";
import type { Sentence } from "./sentence.ts";

type Catalogue = typeof USAGE;

/** What is wrong with a command line, in the catalogue's words. */
export function usage<Id extends keyof Catalogue>(id: Id, ...args: Parameters<Catalogue[Id]>): Sentence {
  // The function and its arguments are of one id, which the type of a union of functions cannot say.
  const write = USAGE[id] as (...given: Parameters<Catalogue[Id]>) => string;
  return write(...args) as Sentence; // the catalogue's text
}
