import { ARMS } from "./arms.ts";
import { DIFFERENCES } from "./differences.ts";
import { JUDGED } from "./judged.ts";
import { JUDGES } from "./judges.ts";
import { LOOKS } from "./looks.ts";
import { MEANS } from "./means.ts";
import { PARTS } from "./parts.ts";
import { UNPAIRED } from "./unpaired.ts";

/** The English of what the rules of a gate come to, and of how far judges can be trusted. */
export const RULINGS: typeof ARMS &
  typeof DIFFERENCES &
  typeof JUDGED &
  typeof JUDGES &
  typeof LOOKS &
  typeof MEANS &
  typeof PARTS &
  typeof UNPAIRED = {
  ...ARMS,
  ...DIFFERENCES,
  ...JUDGED,
  ...JUDGES,
  ...LOOKS,
  ...MEANS,
  ...PARTS,
  ...UNPAIRED,
};
