import type { Sentence } from "../sentence.ts";
import { TARGETS } from "./targets.ts";

type Catalogue = typeof TARGETS;

/** Why an application gave no answer, in the catalogue's words. */
export function targetWords<Id extends keyof Catalogue>(id: Id, ...args: Parameters<Catalogue[Id]>): Sentence {
  // The function and its arguments are of one id, which the type of a union of functions cannot say.
  const write = TARGETS[id] as (...given: Parameters<Catalogue[Id]>) => string;
  return write(...args) as Sentence; // the catalogue's text
}
