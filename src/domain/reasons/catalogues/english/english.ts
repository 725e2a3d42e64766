import type { ReasonCatalogue } from "../../reason.ts";
import { CODE } from "./code.ts";
import { COMPOSED } from "./composed.ts";
import { CONDUCT } from "./conduct.ts";
import { JSON_REASONS } from "./json.ts";
import { JUDGED } from "./judged.ts";
import { TEXT } from "./text.ts";
import { TOOL_CALLS } from "./tool-calls.ts";

/** The English of reasons. */
export const ENGLISH: ReasonCatalogue = {
  ...TEXT,
  ...JSON_REASONS,
  ...TOOL_CALLS,
  ...CONDUCT,
  ...CODE,
  ...JUDGED,
  ...COMPOSED,
};
