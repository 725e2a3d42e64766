import { ownMember } from "../../base/own-member.ts";
import type { CheckType } from "../../domain/check.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { AnswerSource, Extraction, SimulateSource, ToolResultsSource, TurnSource } from "../../domain/suite.ts";

/** A check of one case: templates rendered, turn and extraction decided. */
export interface PlannedCheck {
  readonly type: CheckType;
  readonly args: Json;
  readonly name: string | null;
  readonly weight: number;
  readonly required: boolean;
  readonly turn: number | "last" | "each" | null;
  readonly on: Extraction | null;
  /** The `answer:` that `on` comes from; null: it is the check's own, or there is none. */
  readonly answer: AnswerSource | null;
  readonly place: Place;
}

/** One case with its row rendered into it: what every arm is asked. */
export interface PlannedCase {
  readonly id: string;
  /** Was the id given, or is it the hash of the inputs? */
  readonly idIsGiven: boolean;
  /** Hash of what is asked: variables, turns and attached files; never checks, tags or simulated replies. */
  readonly inputHash: string;
  /** The same without the variables that nothing reads which bears on its answer or on the verdict. */
  readonly readHash: string;
  readonly tags: readonly string[];
  /** What the case stands or falls with; null: it is a case of its own. */
  readonly cluster: string | null;
  readonly vars: JsonObject;
  /** Empty: the arm's prompt is the one turn. */
  readonly turns: readonly TurnSource[];
  /** Of answers to a prompt that has no `answer` and no checks of its own: see `checksOn`. */
  readonly checks: readonly PlannedCheck[];
  /** All checks of the case, by the name of a prompt that has an `answer` or checks of its own. */
  readonly checksByPrompt: Readonly<Record<string, readonly PlannedCheck[]>>;
  readonly simulate: SimulateSource | null;
  readonly simulateJudge: SimulateSource | null;
  /** By turn (from 0), nearest first already decided per tool. */
  readonly toolResults: readonly ToolResultsSource[];
  readonly trials: number;
  readonly minScore: number | null;
  readonly skip: string | null;
  readonly quarantine: string | null;
  readonly place: Place;
}

/** What a case of a prompt is held against. */
type CheckLists = Pick<PlannedCase, "checks" | "checksByPrompt">;

/** The checks of answers to one prompt. */
export function checksOn({ checks, checksByPrompt }: CheckLists, prompt: string): readonly PlannedCheck[] {
  return ownMember(checksByPrompt, prompt) ?? checks;
}

/** The checks of answers to any prompt: one that looks elsewhere under another prompt stands there once for each. */
export function checksOnAny({ checks, checksByPrompt }: CheckLists): readonly PlannedCheck[] {
  const lists = Object.values(checksByPrompt);
  if (lists.length === 0) return checks;
  const all = [checks, ...lists].flat().map((check) => [JSON.stringify([check.place, check.on]), check] as const);
  return [...new Map(all).values()];
}
