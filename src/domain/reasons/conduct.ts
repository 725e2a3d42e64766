import type { Ending } from "../run/completion.ts";
import type { Excerpt } from "./excerpt.ts";

/** What checks of an answer's costs, times and ending say. */
export type ConductReason = LimitReason | TokensReason | CallsReason | EndingReason | TurnReason;

/** `cost` is in dollars, `latency` and `ttft` (time to the first token) in milliseconds. */
export type Limited = "cost" | "latency" | "ttft";

type LimitReason =
  | { readonly code: "limit"; readonly of: Limited; readonly max: number; readonly got: number }
  | { readonly code: "limit.unknown"; readonly of: Limited };

export interface TokenLimit {
  readonly of: "all" | "input" | "output";
  readonly max: number;
  readonly got: number;
}

type TokensReason =
  | { readonly code: "tokens"; readonly limits: readonly TokenLimit[] }
  | { readonly code: "tokens.unknown" };

/** Calls that an application made. `model` null: of any; `made`: of all models. */
type CallsReason =
  | {
      readonly code: "calls";
      readonly min: number;
      readonly max: number | null;
      readonly model: string | null;
      readonly got: number;
      readonly made: number;
    }
  | { readonly code: "calls.unmetered" };

type EndingReason =
  | {
      readonly code: "refusal";
      readonly isWanted: boolean;
      readonly ending: Ending;
      readonly category: string | null;
    }
  | { readonly code: "stop-reason"; readonly wanted: readonly string[]; readonly got: string };

/** What every turn must be, though no check asks for it. */
export type TurnReason =
  | { readonly code: "turn.refused"; readonly category: string | null }
  | { readonly code: "turn.not-refused" | "turn.not-cut-off" | "turn.compacted" | "turn.no-answer" }
  | { readonly code: "turn.cut-off"; readonly stopReason: string }
  /** The same of an answer most of whose tokens the model thought with. */
  | {
      readonly code: "turn.thought-out";
      readonly stopReason: string;
      readonly thinkingTokens: number;
      readonly outputTokens: number;
    }
  | { readonly code: "turn.unknown-ending"; readonly stopReason: Excerpt }
  /** `turn` null: none of them. */
  | { readonly code: "turn.not-reached"; readonly turn: number | null };
