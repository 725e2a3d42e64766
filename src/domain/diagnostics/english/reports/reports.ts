import { FAILURES } from "./failures.ts";
import { GATES } from "./gates.ts";

/** The English of what reports say of gates and of failures; labels stand where they are laid out. */
export const REPORTS: typeof FAILURES & typeof GATES = { ...FAILURES, ...GATES };
