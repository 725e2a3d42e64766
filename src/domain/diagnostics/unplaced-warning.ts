import type { WarningRecord } from "../formats/records.ts";
import type { Said } from "./said.ts";

/** A warning of a report that stands at no line of a file. */
export function unplacedWarning({ code, message }: Said): WarningRecord {
  return { code, message, file: null, line: null };
}
