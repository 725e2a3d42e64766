import { ARGUMENTS } from "./arguments.ts";
import { ARMS } from "./arms.ts";
import { CASES } from "./cases.ts";
import { CHECK_ITEMS } from "./check-items.ts";
import { CHECKS } from "./checks.ts";
import { DATA } from "./data.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { FILES } from "./files.ts";
import { JUDGES } from "./judges.ts";
import { NETWORK } from "./network.ts";
import { LABELS } from "./labels.ts";
import { OUTPUTS } from "./outputs.ts";
import { PLAN } from "./plan.ts";
import { REPORTS } from "./reports.ts";
import { REQUESTS } from "./requests.ts";
import { SETTINGS } from "./settings.ts";
import { SHAPE } from "./shape.ts";
import { SOURCES } from "./sources.ts";
import { SUITES } from "./suites.ts";

/** The English of problems. */
export const ENGLISH: typeof ARGUMENTS &
  typeof ARMS &
  typeof CASES &
  typeof CHECK_ITEMS &
  typeof CHECKS &
  typeof DATA &
  typeof ENDPOINTS &
  typeof FILES &
  typeof JUDGES &
  typeof NETWORK &
  typeof LABELS &
  typeof OUTPUTS &
  typeof PLAN &
  typeof REPORTS &
  typeof REQUESTS &
  typeof SETTINGS &
  typeof SHAPE &
  typeof SOURCES &
  typeof SUITES = {
  ...ARGUMENTS,
  ...ARMS,
  ...CASES,
  ...CHECK_ITEMS,
  ...CHECKS,
  ...DATA,
  ...ENDPOINTS,
  ...FILES,
  ...JUDGES,
  ...NETWORK,
  ...LABELS,
  ...OUTPUTS,
  ...PLAN,
  ...REPORTS,
  ...REQUESTS,
  ...SETTINGS,
  ...SHAPE,
  ...SOURCES,
  ...SUITES,
};
