import { CHANGES } from "./changes.ts";
import { ENDINGS } from "./endings.ts";
import { FAILURES } from "./failures.ts";
import { GATES } from "./gates.ts";
import { PAGES } from "./pages.ts";
import { STEPS } from "./steps.ts";
import { SUITE_ENDS } from "./suite-ends.ts";

/** All that is told of runs: how they ended and why, what changed, what to do next. */
type Told = typeof CHANGES &
  typeof ENDINGS &
  typeof FAILURES &
  typeof GATES &
  typeof PAGES &
  typeof STEPS &
  typeof SUITE_ENDS;

/** The English of what reports say; labels stand where they are laid out. */
export const REPORTS: Told = { ...CHANGES, ...ENDINGS, ...FAILURES, ...GATES, ...PAGES, ...STEPS, ...SUITE_ENDS };
