import { BASELINES } from "./baselines.ts";
import { COMPARISONS } from "./comparisons.ts";

/** The English of notes. */
export const NOTES: typeof BASELINES & typeof COMPARISONS = { ...BASELINES, ...COMPARISONS };
