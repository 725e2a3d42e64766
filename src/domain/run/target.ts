import type { JsonObject } from "../values/json.ts";
import type { TokenCounts } from "./completion.ts";

/** What answers in place of a model. */
export interface Target {
  readonly kind: "function";
  /** As the suite calls it. */
  readonly name: string;
  /** By which the program that runs the suite knows it. */
  readonly function: string;
  /** False: it makes no calls to Claude, so it costs nothing. */
  readonly isMetered: boolean;
}

/** What a target is asked. */
export interface TargetTurn {
  /** The text of the turn, rendered. */
  readonly input: string;
  /** The system prompt as text; null: none. */
  readonly system: string | null;
  /** The conversation so far, this turn's message last. */
  readonly messages: readonly JsonObject[];
  /** From 1, like `trial`. */
  readonly turn: number;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
}

/** What a target may need beside the turn. */
export interface TargetContext {
  readonly vars: JsonObject;
  /** Aborted at the deadline of the turn, and when the run is over. */
  readonly signal: AbortSignal;
}

/** What a target answered. Null: it does not say. */
export interface TargetAnswer {
  /** As the API would send them: the text, and the calls of tools that it made. */
  readonly content: readonly JsonObject[];
  readonly usage: Pick<TokenCounts, "inputTokens" | "outputTokens"> | null;
  readonly costUsd: number | null;
}

export type TargetReply =
  | { readonly status: "answered"; readonly answer: TargetAnswer }
  | { readonly status: "failed"; readonly message: string };

/** Asks a target for the answer to a turn. It never rejects: what the application throws is a failure. */
export type AskTarget = (target: Target, turn: TargetTurn, context: TargetContext) => Promise<TargetReply>;
