import { BASELINES } from "./baselines.ts";
import { COMPARISONS } from "./comparisons.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { RUN_NOTES } from "./runs.ts";

/** The English of notes. */
export const NOTES: typeof BASELINES & typeof COMPARISONS & typeof ENDPOINTS & typeof RUN_NOTES = {
  ...BASELINES,
  ...COMPARISONS,
  ...ENDPOINTS,
  ...RUN_NOTES,
};
