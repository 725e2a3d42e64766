import { ARCHIVES } from "./archives.ts";
import { BASELINES } from "./baselines.ts";
import { BUDGETS } from "./budgets.ts";
import { COMPARISONS } from "./comparisons.ts";
import { FILES } from "./files.ts";
import { JUDGES } from "./judges.ts";
import { OUTCOMES } from "./outcomes.ts";
import { PAGES } from "./pages.ts";
import { RECORDINGS } from "./recordings.ts";
import { RUNS } from "./runs.ts";
import { SESSIONS } from "./sessions.ts";
import { SHARDS } from "./shards.ts";

/** The English of refusals. */
export const REFUSALS: typeof ARCHIVES &
  typeof BASELINES &
  typeof BUDGETS &
  typeof COMPARISONS &
  typeof FILES &
  typeof JUDGES &
  typeof OUTCOMES &
  typeof PAGES &
  typeof RECORDINGS &
  typeof RUNS &
  typeof SESSIONS &
  typeof SHARDS = {
  ...ARCHIVES,
  ...BASELINES,
  ...BUDGETS,
  ...COMPARISONS,
  ...FILES,
  ...JUDGES,
  ...OUTCOMES,
  ...PAGES,
  ...RECORDINGS,
  ...RUNS,
  ...SESSIONS,
  ...SHARDS,
};
