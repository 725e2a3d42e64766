import type { Ending, ToolCall, Usage } from "./run/completion.ts";
import type { NamedScript, ScriptFault } from "./reasons/code.ts";
import type { Json, JsonObject } from "./values/json.ts";
import type { Problem } from "./values/problem.ts";
import type { Judged, JudgeQuestion, Judging } from "./judging.ts";
import type { Verdict } from "./verdict.ts";
import type { CheckItemSpec } from "./formats/suite-spec.ts";

/** The check names of the suite language: every key of a check item that is not an option of it. */
export type CheckType = Exclude<
  keyof Extract<CheckItemSpec, { name?: string }>,
  "file" | "name" | "weight" | "required" | "turn" | "on"
>;

export type { Verdict };

/** What a check looks at: one turn's answer (or, for the last turn of a single-turn case, the whole trial). */
export interface Answer {
  /** The text under `on`/`answer` extraction for text checks; the whole text otherwise. Not normalised, not trimmed. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly ending: Ending;
  readonly stopReason: string;
  readonly refusalCategory: string | null;
  /** Sums over what the check looks at: the turn if it has `turn`, else the whole trial. */
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly latencyMs: number | null;
  readonly ttftMs: number | null;
  /** The calls that an application made of models, in order; null: no meter counted them. */
  readonly calls: readonly { readonly model: string }[] | null;
}

export interface AnswerContext {
  readonly vars: JsonObject;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
  /** The API's content blocks of the answer, for scripts. */
  readonly content: readonly JsonObject[];
}

/** A check with its arguments understood: engines loaded, patterns and schemas compiled. */
export interface PreparedCheck {
  /** `judged`: what judges have said so far; without it none was asked. */
  grade(answer: Answer, context: AnswerContext, judged?: Judged): Verdict | Promise<Verdict>;
  /**
   * What must be asked of judges before this can be decided; only what the verdict hangs on, given what they have said.
   * Absent: no judge is in it.
   */
  asks?(answer: Answer, context: AnswerContext, judged: Judged): Promise<readonly JudgeQuestion[]>;
  /**
   * At most how many nanoseconds grading this answer takes on a slow machine, by the shape of the arguments and the length
   * of the text; Infinity where that cannot be known. Absent: it does not depend on them.
   */
  worstNs?(answer: Answer, context: AnswerContext): number;
  /** Tool-independent facts for `validate`: things that are legal but look wrong. */
  readonly warnings?: readonly Problem[];
  /**
   * What it says of every answer there can be, by its arguments alone; `by-case`: the case decides it, and no answer does.
   * Absent: that depends on the answer, or nobody knows.
   */
  readonly always?: "pass" | "fail" | "by-case";
  /** The items that a composed check (not, all_of, any_of) holds. */
  readonly inner?: readonly PreparedItem[];
}

/** How a nested check item (in not, all_of, any_of, json_path) is prepared. */
export type PrepareItem = (item: Json) => Promise<PreparedItem | readonly Problem[]>;

/** A whole item: its check, its name and where it looks. */
export interface PreparedItem extends PreparedCheck {
  readonly type: CheckType;
  readonly name: string | null;
}

/**
 * What grades in place of a check of ours: a file, relative to the project's root, with forward slashes (what a check says
 * is the same in every checkout), or a function of the program that runs the suite.
 */
export type Script = NamedScript;

/** What a graded script may do is decided outside: the pipeline hands the function in. */
export type RunScript = (
  script: Script,
  timeoutMs: number,
  answer: Answer,
  context: AnswerContext,
) => Promise<
  | { readonly status: "returned"; readonly value: unknown }
  | { readonly status: "threw" | "timed_out" | "unloadable"; readonly why: ScriptFault }
>;

export interface PrepareTools {
  readonly prepareItem: PrepareItem;
  readonly runScript: RunScript;
  /** Null: nobody judges here. */
  readonly judging: Judging | null;
}

/**
 * A kind of check; what it says of itself stands at its branch of the schema (`check-facts.ts`). `args` is the value under its key, short or long form, with templates rendered and the
 * shape already validated against schemas/suite.schema.json. Problems point into `args`.
 */
export interface CheckKind {
  readonly type: CheckType;
  prepare(
    args: Json,
    tools: PrepareTools,
  ): PreparedCheck | readonly Problem[] | Promise<PreparedCheck | readonly Problem[]>;
}

/** Did a prepare step find problems? */
export function hasProblems<T extends object>(result: T | readonly Problem[]): result is readonly Problem[] {
  return Array.isArray(result);
}
