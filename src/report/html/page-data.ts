import type { CaseMark } from "../../domain/case-mark.ts";
import type { PromptInsight } from "../../domain/insights.ts";
import type { CasePlace } from "../words/next/again-command.ts";
import type { ArmSummary, Comparison, TrialRecord } from "../../domain/formats/records.ts";

/** What a page's script is told of an arm. */
export type PageArm = Pick<ArmSummary, "id" | "model" | "settings" | "dropped_settings" | "cost_usd">;

/** What it is told of a comparison: who, and which cases flipped. */
export type PageComparison = Pick<Comparison, "against" | "baseline" | "candidate" | "regressed" | "improved">;

/** A suite in the page's data. Texts of its trials may be cut. */
export interface PageSuite extends CasePlace {
  readonly name: string;
  /** Its place among the suites when the worst comes first, from 0. */
  readonly rank: number;
  readonly arms: readonly PageArm[];
  readonly comparisons: readonly PageComparison[];
  /** As written; empty where they are not kept. */
  readonly prompts: readonly PromptInsight[];
  readonly trials: readonly TrialRecord[];
}

/** What was said of a case. */
export type PageMark = Pick<CaseMark, "suite" | "case" | "mark" | "note">;

/** What was said of cases, and the run that is looked at. */
export interface PageMarks {
  readonly run: string;
  readonly marks: readonly PageMark[];
}

export interface PageFirst {
  readonly suite: string;
  readonly case: string;
  readonly arm: string;
}

/** The JSON in a page's `data` element. */
export interface PageData {
  readonly suites: readonly PageSuite[];
  /** The case to look at first, as every report names it; null: none failed. */
  readonly first: PageFirst | null;
  /** Trials of the run that had no room. */
  readonly left_out: number;
  /** Where the page is served by `prompt-run view`, which keeps what readers say. */
  readonly marked?: PageMarks;
}
