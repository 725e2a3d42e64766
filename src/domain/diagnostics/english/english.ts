import { ARMS } from "./arms.ts";
import { CASES } from "./cases.ts";
import { CHECKS } from "./checks.ts";
import { REQUESTS } from "./requests.ts";
import { SHAPE } from "./shape.ts";

/** The English of problems. */
export const ENGLISH: typeof ARMS & typeof CASES & typeof CHECKS & typeof REQUESTS & typeof SHAPE = {
  ...ARMS,
  ...CASES,
  ...CHECKS,
  ...REQUESTS,
  ...SHAPE,
};
