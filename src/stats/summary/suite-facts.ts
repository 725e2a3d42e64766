import type { Measure } from "../../domain/comparison-report.ts";
import type { ArmSummary, RuleRecord, SuiteHashes } from "../../domain/formats/records.ts";
import type { Gate, Suite } from "../../domain/suite.ts";
import type { PriceUsage } from "./cache-tally.ts";

/** What the report says of an arm without looking at a trial. */
export type ArmFacts = Readonly<Pick<ArmSummary, "id" | "model" | "prompt" | "settings" | "dropped_settings">>;

/**
 * One arm of a baseline, in columns: `caseIds` ascending by code unit, each once; `passed[i]` and `failed[i]` are the
 * trials of `caseIds[i]` with a verdict. Cases whose inputs or checks have changed since are to be left out.
 */
export interface BaselineArm {
  readonly id: string;
  readonly caseIds: readonly string[];
  readonly passed: ArrayLike<number>;
  readonly failed: ArrayLike<number>;
  /** Mean cost of an answered trial; null when unknown. */
  readonly costPerTrialUsd: number | null;
  /** How many of the baseline's cases should have a pair and can have one; absent: those of `caseIds` both. */
  readonly coverage?: Coverage;
  /** Means over the answered trials of `caseIds[i]`; null when the baseline does not keep them. */
  readonly means: Readonly<Record<Measure, readonly (number | null)[]>> | null;
}

/**
 * How far a baseline's cases are still there. `expected`: all that the baseline has results of (under a selection, all
 * selected ones); `pairable`: those of them that the suite still has, unchanged and counting.
 */
export interface Coverage {
  readonly expected: number;
  readonly pairable: number;
}

/**
 * The baseline that a gate or a comparison asks for, or why there is none to compare with and what that makes of the rule.
 * `isDemanded`: `--baseline` asks for it, whatever the gate says: without it the gate cannot pass.
 */
export type Baseline =
  | { readonly status: "loaded"; readonly arms: readonly BaselineArm[] }
  | {
      readonly status: "absent";
      readonly reason: string;
      readonly verdict: "incomplete" | "inconclusive";
      readonly isDemanded: boolean;
    };

/** How the run went, as far as a suite's verdict depends on it. */
export interface RunState {
  readonly interrupted: boolean;
  readonly overBudget: boolean;
  /** A batch is not finished. */
  readonly pending: boolean;
}

/** All that a suite's summary needs beside its trials. */
export interface SuiteFacts {
  readonly name: string;
  /** The path to show. */
  readonly file: string;
  readonly hashes: SuiteHashes;
  readonly arms: readonly ArmFacts[];
  readonly gate: Gate;
  readonly compare: Suite["compare"];
  readonly seed: number;
  readonly state: RunState;
  /** Null when nothing asks for a baseline. */
  readonly baseline: Baseline | null;
  /** What usage costs, for the worth of the prompt cache; absent: unknown. */
  readonly priceOf?: PriceUsage;
  /** Rules that a sequential gate has judged while the run went on; they replace the fixed-size ones. Null: not sequential. */
  readonly sequentialRules: readonly RuleRecord[] | null;
}
