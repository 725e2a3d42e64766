import type { AttemptRecord } from "../formats/records.ts";
import type { Purse } from "./budget.ts";
import type { CallOwner } from "./call.ts";
import type { MeteredCallFact } from "./metered-call-fact.ts";
import type { Failure, SimulateCall } from "./provider.ts";
import type { Target, TargetReply, TargetTurn } from "./target.ts";
import type { Skip } from "./trial.ts";
import type { JsonObject } from "../values/json.ts";

/** A turn of a trial that an application is asked, once. */
export interface TargetAsking {
  readonly owner: CallOwner;
  /** The trial's key: what its calls are kept under. */
  readonly scope: string;
  /** From 1: a trial that is tried again asks the same anew. Its calls are new ones, and none of an earlier pass answers them. */
  readonly pass: number;
  readonly turn: TargetTurn;
  readonly vars: JsonObject;
  readonly timeoutMs: number;
  readonly simulated: SimulateCall;
  /** What is set aside with its first call for the judges of its trial; absent: nothing. */
  readonly purse?: Purse;
}

/** What came of it. */
export interface TargetPass {
  /** `late`: its time was over. `cut`: the run may not wait for it any more. */
  readonly reply: TargetReply | "late" | "cut";
  /** The answered calls that it made through the meter, in order. */
  readonly calls: readonly MeteredCallFact[];
  /** The attempts that its calls took. */
  readonly attempts: readonly AttemptRecord[];
  /** Why one of its calls was not let through: then what it answered counts for nothing. */
  readonly stopped: Skip | null;
  /** A call that failed and was never answered; null: none, or the suite tolerates it. */
  readonly failedCall: Failure | null;
  /** Were there calls that may be of this trial or of another? Then what it cost is not known. */
  readonly isUndecided: boolean;
  /** Milliseconds, without waits at the meter. */
  readonly latencyMs: number;
}

/** Where applications are asked: so many at a time, each behind its own address of the meter. */
export interface TargetRoom {
  /** Does what the target costs show in calls through the meter? */
  isMetering(target: Target): boolean;
  /** Waits for a place, which the trial then holds until it leaves, and asks. It never rejects for what an application does. */
  ask(target: Target, asking: TargetAsking): Promise<TargetPass>;
  /** The trial is over: its place is free for others. */
  leave(ordinal: number): void;
}
