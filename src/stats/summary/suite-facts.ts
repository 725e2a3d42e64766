import type { ArmSummary, RuleRecord, SuiteHashes } from "../../domain/formats/records.ts";
import type { Gate, Suite } from "../../domain/suite.ts";
import type { Baseline, RunState } from "../evidence.ts";
import type { JudgeFacts } from "../judges/judge-book.ts";
import type { PriceUsage } from "../spend/cache-tally.ts";

/** What the report says of an arm without looking at a trial. */
export type ArmFacts = Readonly<Pick<ArmSummary, "id" | "model" | "prompt" | "settings" | "dropped_settings">>;

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
  /** Are only the verdicts wanted, as of a thousand reruns? */
  readonly isSketch?: boolean;
  /** Null when nothing asks for a baseline. */
  readonly baseline: Baseline | null;
  /** The id of the run at hand. */
  readonly run?: string;
  /** The judges that its checks ask; absent: none. */
  readonly judges?: readonly JudgeFacts[];
  /** Are the judges' error rates taken to be the same on both arms of a comparison? */
  readonly judgeErrorsAreEqual?: boolean;
  /** What usage costs, for the worth of the prompt cache; absent: unknown. */
  readonly priceOf?: PriceUsage;
  /** Rules that a sequential gate has decided while the run went on; they replace the fixed-size ones. Null: not sequential. */
  readonly sequentialRules: readonly RuleRecord[] | null;
}
