import { CALIBRATIONS } from "./calibrations.ts";
import { COMMANDS } from "./commands.ts";
import { JUDGES } from "./judges.ts";
import { LISTS } from "./lists.ts";
import { PLANS } from "./plans.ts";
import { RESUMES } from "./resumes.ts";
import { TESTS } from "./tests.ts";
import { USAGES } from "./usages.ts";

/** The English of what commands and tests tell, beside problems and reports. */
export const TEXTS: typeof CALIBRATIONS &
  typeof COMMANDS &
  typeof JUDGES &
  typeof LISTS &
  typeof PLANS &
  typeof RESUMES &
  typeof TESTS &
  typeof USAGES = {
  ...CALIBRATIONS,
  ...COMMANDS,
  ...JUDGES,
  ...LISTS,
  ...PLANS,
  ...RESUMES,
  ...TESTS,
  ...USAGES,
};
