import type { AnswerContext, PreparedItem } from "../../domain/check.ts";
import type { CheckSource } from "../../domain/suite.ts";
import type { TurnOutcome } from "../../domain/run/trial.ts";

/** A prepared check and how it counts. */
export interface ItemToGrade {
  readonly item: PreparedItem;
  readonly weight: number;
  readonly required: boolean;
  /** null: the last turn; for costs, times and tokens the whole trial. Checks of a turn carry its number. */
  readonly turn: CheckSource["turn"];
}

/** All that a trial's verdict depends on. */
export interface TrialToGrade {
  readonly items: readonly ItemToGrade[];
  /** The turns that were reached, in order. */
  readonly turns: readonly TurnOutcome[];
  /** How many turns were planned. */
  readonly turnCount: number;
  readonly minScore: number | null;
  readonly context: Omit<AnswerContext, "content">;
}
