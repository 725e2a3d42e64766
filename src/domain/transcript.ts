import type { ToolCallRecord, TrialRecord } from "./formats/records.ts";

/** What the suite's tools answered to a call. Raw text. */
export interface ToolResultText {
  /** The tool. */
  readonly name: string;
  readonly text: string;
  readonly is_error: boolean;
}

/** One request of a turn: what the model said, which tools it called, and what they answered. */
export interface TranscriptRound {
  readonly text: string;
  readonly tool_calls: readonly ToolCallRecord[];
  /** Empty when nothing answered, or that is not known. */
  readonly tool_results: readonly ToolResultText[];
}

/** A trial with the requests of each of its turns in order, where they are known and more than one. Not part of the JSON report. */
export interface ToldTrial extends TrialRecord {
  readonly transcript?: readonly (readonly TranscriptRound[])[];
}
