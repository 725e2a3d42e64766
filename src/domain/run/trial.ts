import type { Sentence } from "../diagnostics/wording/sentence.ts";
import type { Completion, ToolCall } from "./completion.ts";
import type { JsonObject } from "../values/json.ts";
import type { Picodollars } from "../values/money.ts";
import type { Unfinished } from "./metered-call-fact.ts";
import type { CompletionRequest, Failure, SimulatedReply } from "./provider.ts";
import type { Target } from "./target.ts";
import type { AttemptRecord, CaseHashes } from "../formats/records.ts";

export type SkipReason = "budget" | "interrupted" | "fail-fast" | "decided" | "suite";

/** Why a trial is not (or no longer) run. */
export interface Skip {
  readonly reason: SkipReason;
  readonly detail: Sentence | null;
}

/** A turn ready to be sent, or why it cannot be. */
export type OpenedTurn =
  | { readonly status: "ready"; readonly request: CompletionRequest; readonly userText: string }
  | { readonly status: "failed"; readonly failure: Failure };

/** What answers the tool calls of a reply. */
export type ToolAnswers =
  | { readonly status: "answered"; readonly blocks: readonly JsonObject[] }
  /** The suite gives no tool results: the turn ends at the call. */
  | { readonly status: "none" }
  | { readonly status: "unmatched"; readonly call: ToolCall };

/** A target as a trial asks it. */
export interface AskedTarget {
  readonly target: Target;
  readonly vars: JsonObject;
}

/** One planned trial: all that the run stage knows of it. `ordinal` is its place in plan order over the whole run, from 0. */
export interface PlannedTrial {
  readonly ordinal: number;
  readonly suite: number;
  readonly suiteName: string;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
  /** Which of the case's trials that begin with an equal request this is, over all arms in plan order, from 1. */
  readonly nth: number;
  readonly model: string;
  readonly bucket: string;
  readonly turnCount: number;
  readonly maxToolRounds: number;
  readonly maxAttempts: number;
  readonly timeoutMs: number;
  /** The prefixes of its requests that other trials can read from the prompt cache too, shortest first. */
  readonly cacheGroups: readonly string[];
  /** Hash of format, API version, headers, settings and rendered inputs, plus case, arm and trial. */
  readonly key: string;
  readonly hashes: CaseHashes;
  /** What answers in place of a model, and the variables that it may look at. Absent: the model. */
  readonly target?: AskedTarget;
  /** Set when the trial is not to be run at all (`skip:`). */
  readonly skipped: string | null;
  /**
   * The request of turn `turn` (1-based). `history`: the messages so far, as sent and as answered.
   * `replies`: the texts of the earlier turns.
   */
  openTurn(turn: number, history: readonly JsonObject[], replies: readonly string[]): OpenedTurn | Promise<OpenedTurn>;
  answerTools(turn: number, calls: readonly ToolCall[], replies: readonly string[]): ToolAnswers | Promise<ToolAnswers>;
  /** What a simulator answers in this turn and round; null: its own echo. */
  simulated(
    turn: number,
    round: number,
    replies: readonly string[],
  ): SimulatedReply | null | Promise<SimulatedReply | null>;
}

/** Who a trial is: what those see of it who are told of it. It is the trial itself, and not a copy. */
export type TrialId = Pick<PlannedTrial, "ordinal" | "suite" | "suiteName" | "caseId" | "armId" | "trial">;

/** A trial as a journal finds it again. */
export type KeyedTrial = TrialId & Pick<PlannedTrial, "key" | "hashes" | "target" | "skipped">;

/** A trial as it is graded: judges may be shown what it asked. */
export type TrialInGrading = TrialId & Pick<PlannedTrial, "key" | "turnCount" | "openTurn">;

/** One answered turn. A turn with tool rounds has several completions; the last is its answer. */
export interface TurnOutcome {
  readonly userText: string;
  readonly completions: readonly Completion[];
  readonly costPico: Picodollars | null;
  readonly ttftMs: number | null;
  /** Sum over the answering attempts, without queue and retries. */
  readonly latencyMs: number | null;
  readonly requestId: string | null;
  readonly requestHash: string;
  readonly reused: boolean;
}

export interface TrialTrace {
  readonly turns: readonly TurnOutcome[];
  readonly attempts: readonly AttemptRecord[];
  /** Waiting for admission, slot and budget. */
  readonly queuedMs: number;
}

/** How a trial ended. */
export type TrialOutcome =
  | ({ readonly status: "completed" } & TrialTrace)
  | ({
      readonly status: "errored";
      readonly failure: Failure;
    } & Unfinished &
      TrialTrace)
  | ({
      readonly status: "skipped";
      readonly reason: SkipReason;
      readonly detail: Sentence | null;
    } & Unfinished &
      TrialTrace);
