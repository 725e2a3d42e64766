import type { TrialRecord } from "../../domain/formats/records.ts";
import { arrange } from "./arrange.ts";
import { TRIAL_LAYOUT } from "./report-layout.ts";

/** One trial as a line of JSON, keys in the schema's order. */
export function trialJson(trial: TrialRecord): string {
  return JSON.stringify(arrange(trial, TRIAL_LAYOUT));
}
