import type { Answer } from "./check.ts";
import type { TargetContext, TargetTurn } from "./run/target.ts";
import type { JsonObject } from "./values/json.ts";

/** A suite that a program hands over as a value. */
export interface SuiteObject {
  /** What stands for it where suites are named: `object:NAME`. */
  readonly argument: string;
  /** A path that no file has: its folder is what files in the suite are relative to, its stem the suite's default name. */
  readonly file: string;
  /** JSON, functions replaced by `{ function: NAME }`. */
  readonly value: JsonObject;
}

/** What a function that grades is shown beside the answer. */
export interface FunctionContext {
  readonly vars: JsonObject;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
}

/** A check that a program hands over. What it returns is looked at like what a script returns. */
export type CheckFunction = (
  answer: Answer & { readonly content: readonly JsonObject[] },
  context: FunctionContext,
) => unknown;

/** An application as a function: what it returns is looked at before it counts as an answer. */
export type TargetFunction = (turn: TargetTurn, context: TargetContext) => unknown;

/** The functions of a program, by the names that suites know them by. */
export interface ProgramFunctions {
  readonly checks: ReadonlyMap<string, CheckFunction>;
  readonly targets: ReadonlyMap<string, TargetFunction>;
}

/** What a program hands over beside what files say. */
export interface InMemory {
  readonly objects: readonly SuiteObject[];
  readonly functions: ProgramFunctions;
  /** A function is what it is in this run alone: the run's id stands in every hash beside its name. */
  readonly runId: string;
  /** Is a config in the project passed over? */
  readonly ignoresConfig?: boolean;
  /** The trials that are wanted; absent: all. */
  readonly isWanted?: (caseId: string, armId: string) => boolean;
}

/** What a program hands to the suite in this file: only what it wrote itself may name its functions. */
export function handedTo(file: string, inMemory: InMemory | null = null): InMemory | null {
  return inMemory?.objects.some((object) => object.file === file) === true ? inMemory : null;
}
