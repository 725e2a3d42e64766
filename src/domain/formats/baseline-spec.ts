// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

/**
 * What a suite's cases did in one or more accepted runs: what later runs are compared with. Written by `prompt-run accept`, one case a line, sorted by id.
 */
export interface BaselineFile {
  format: "prompt-run.baseline";
  format_version: 1;
  /**
   * The suite's name: a baseline of another suite is not compared with.
   */
  suite: string;
  file: string;
  replies: "live" | "simulated" | "recorded" | "mixed";
  /**
   * Of the newest run.
   */
  tool_version: string;
  price_table: string;
  /**
   * @minItems 1
   */
  arms: BaselineArmRecord[];
  cases: BaselineCase[];
}
export interface BaselineArmRecord {
  id: string;
  model: string;
  settings: {
    [k: string]: unknown;
  };
  /**
   * System and messages as written; null when the run did not keep them.
   */
  prompt_text: string | null;
  /**
   * The models that answered, as the API named them, sorted.
   */
  served: string[];
  /**
   * The ids of the pooled runs, oldest first. No run counts twice.
   *
   * @minItems 1
   */
  runs: string[];
}
export interface BaselineCase {
  id: string;
  /**
   * What the case stands or falls with; absent for a case of no cluster.
   */
  cluster?: string;
  /**
   * Hash of what the case asks; null when unknown.
   */
  inputs: string | null;
  /**
   * Hash of what is expected of the answer; null when unknown.
   */
  checks: string | null;
  /**
   * In the order of `arms`; null where the arm has no decided trial of the case.
   */
  arms: (BaselineResult | null)[];
}
/**
 * A case on an arm: how many trials passed and failed, and means over its answered trials (null: unknown).
 */
export interface BaselineResult {
  passed: number;
  failed: number;
  cost_usd: number | null;
  latency_ms: number | null;
  output_tokens: number | null;
}
