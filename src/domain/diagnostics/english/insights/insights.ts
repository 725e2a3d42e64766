import { ARMS } from "./arms.ts";
import { ATTRIBUTION } from "./attribution.ts";
import { DIFFERENCES } from "./differences.ts";
import { JUDGES } from "./judges.ts";
import { STANDING } from "./standing.ts";

/** The English of what a report says of its figures. */
export const INSIGHTS: typeof ARMS & typeof ATTRIBUTION & typeof DIFFERENCES & typeof JUDGES & typeof STANDING = {
  ...ARMS,
  ...ATTRIBUTION,
  ...DIFFERENCES,
  ...JUDGES,
  ...STANDING,
};
