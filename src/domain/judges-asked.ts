import type { Judge } from "./judge.ts";
import type { Suite } from "./suite.ts";

/** All judges of a suite that may be asked: those of its checks, and that of pairs. */
export function judgesAsked({ judges, prefer }: Pick<Suite, "judges" | "prefer">): readonly Judge[] {
  return prefer === null ? judges : [...judges, prefer];
}
