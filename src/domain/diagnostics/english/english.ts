import { ARGUMENTS } from "./arguments.ts";
import { ARMS } from "./suites/arms.ts";
import { CASES } from "./suites/cases.ts";
import { CHECK_ITEMS, JSON_SCHEMAS } from "./suites/check-items.ts";
import { CHECKS } from "./suites/checks.ts";
import { DATA } from "./suites/data.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { FILES } from "./files.ts";
import { GATES } from "./suites/gates.ts";
import { JUDGES } from "./suites/judges.ts";
import { LABELS } from "./labels.ts";
import { MISFITS } from "./suites/misfits.ts";
import { OUTPUTS } from "./outputs.ts";
import { PLAN } from "./plan.ts";
import { REQUESTS } from "./requests.ts";
import { RUNS } from "./runs.ts";
import { SETTINGS } from "./suites/settings.ts";
import { SHAPE } from "./suites/shape.ts";
import { SOURCES } from "./suites/sources.ts";
import { PROGRAMS, SUITES } from "./suites/suites.ts";
import { VARIABLES } from "./suites/variables.ts";
import { YAML } from "./suites/yaml.ts";

/** The English of problems. */
export const ENGLISH: typeof ARGUMENTS &
  typeof ARMS &
  typeof CASES &
  typeof CHECK_ITEMS &
  typeof CHECKS &
  typeof DATA &
  typeof ENDPOINTS &
  typeof FILES &
  typeof GATES &
  typeof JSON_SCHEMAS &
  typeof JUDGES &
  typeof LABELS &
  typeof MISFITS &
  typeof OUTPUTS &
  typeof PLAN &
  typeof REQUESTS &
  typeof PROGRAMS &
  typeof RUNS &
  typeof SETTINGS &
  typeof SHAPE &
  typeof SOURCES &
  typeof SUITES &
  typeof VARIABLES &
  typeof YAML = {
  ...ARGUMENTS,
  ...ARMS,
  ...CASES,
  ...CHECK_ITEMS,
  ...CHECKS,
  ...DATA,
  ...ENDPOINTS,
  ...FILES,
  ...GATES,
  ...JSON_SCHEMAS,
  ...JUDGES,
  ...LABELS,
  ...MISFITS,
  ...OUTPUTS,
  ...PLAN,
  ...REQUESTS,
  ...PROGRAMS,
  ...RUNS,
  ...SETTINGS,
  ...SHAPE,
  ...SOURCES,
  ...SUITES,
  ...VARIABLES,
  ...YAML,
};
