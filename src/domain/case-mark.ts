import type { JsonObject } from "./values/json.ts";

/** What a reader may say of a case with a click. */
export const CASE_MARKS = ["good", "bad", "look again"] as const;
export type CaseMarkWord = (typeof CASE_MARKS)[number];

/** What a reader said of a case. Texts are raw. */
export interface CaseMark {
  readonly suite: string;
  readonly case: string;
  /** The run that was looked at. */
  readonly run: string;
  readonly mark: CaseMarkWord | null;
  readonly note: string;
  /** The case's variables, so that it can become a case of another suite. */
  readonly vars: JsonObject;
  /** When, in UTC. */
  readonly at: string;
}
