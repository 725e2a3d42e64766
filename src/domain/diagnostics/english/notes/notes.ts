import { BASELINES } from "./baselines.ts";
import { COMPARISONS } from "./comparisons.ts";
import { RUN_NOTES } from "./runs.ts";

/** The English of notes. */
export const NOTES: typeof BASELINES & typeof COMPARISONS & typeof RUN_NOTES = {
  ...BASELINES,
  ...COMPARISONS,
  ...RUN_NOTES,
};
