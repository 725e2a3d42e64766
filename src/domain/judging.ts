import type { Completion } from "./run/completion.ts";
import type { CompletionRequest } from "./run/provider.ts";
import type { Judge, JudgeSender, Seen } from "./judge.ts";
import type { NoReply } from "./reasons/judged.ts";
import type { Json, JsonObject } from "./values/json.ts";
import type { Picodollars } from "./values/money.ts";
import type { CheckRecord, InnerJudgementRecord } from "./formats/records.ts";
import type { Verdict } from "./verdict.ts";

/** A part of what is shown: of a pair both answers, in the order in which they stand. */
export type ShownPart = Seen | "first" | "second";

/** Texts that a judge is shown, in the order of `SHOWN_PARTS`. */
export type Shown = { readonly [part in ShownPart]?: string };

/** The order in which parts are shown: the answer last. */
export const SEEN: readonly Seen[] = ["system", "turns", "input", "reference", "tools", "output"];

/** The same with those of a pair. */
export const SHOWN_PARTS: readonly ShownPart[] = [...SEEN, "first", "second"];

/** The texts of a trial's turn that a judge may be shown; `system` null: there is none. */
export interface JudgedMaterial {
  readonly system: string | null;
  readonly input: string;
  readonly output: string;
  readonly tools: string;
  readonly turns: string;
}

/** The texts of a judge, rendered: what stands in its rubric and menu. */
export interface JudgeTexts {
  readonly rubric: string | null;
  /** By verdict or criterion, what each means. */
  readonly meanings: Readonly<Record<string, string>>;
}

/** A question as it is sent to one model, `votes` times. */
export interface JudgeQuestion {
  /** Equal for equal requests. */
  readonly id: string;
  /** What the judge is called where it is asked. */
  readonly name: string;
  readonly judge: Judge;
  readonly sender: JudgeSender;
  readonly request: CompletionRequest;
  readonly votes: number;
  readonly texts: JudgeTexts;
  readonly shown: Shown;
  /** What a label of it is of: what is shown, and the values that the judge's texts read of the case. */
  readonly labelled: Readonly<Record<string, string>>;
  /** The hash of that. */
  readonly answerHash: string;
}

/** What became of one vote. `failed`: no answer came, and why. */
export type JudgeReply =
  | {
      readonly status: "answered";
      readonly completion: Completion;
      readonly costPico: Picodollars | null;
      /** Was nothing sent for it? An equal question was asked before, or it was recorded. */
      readonly reused: boolean;
    }
  | { readonly status: "failed"; readonly why: NoReply };

/** By question, its votes in order. */
export type JudgeReplies = ReadonlyMap<string, readonly JudgeReply[]>;

/** What checks know of a trial's judges while an answer is graded. */
export interface Judged {
  readonly material: JudgedMaterial;
  readonly replies: JudgeReplies;
  /** What inner checks without judges have said of this answer: they are not asked twice. */
  readonly said: Map<object, Verdict>;
}

/** Who is judged by, on what: the arguments of a check with its case's variables. */
export interface JudgedCheck {
  /** The judge's hash, and what it is called. */
  readonly judge: string;
  readonly name: string;
  readonly reference: Json | null;
  readonly vars: JsonObject;
}

/** How checks put questions and understand replies: handed in by the pipeline. */
export interface Judging {
  knows(judge: string): boolean;
  questions(check: JudgedCheck, material: JudgedMaterial): Promise<readonly JudgeQuestion[]>;
  /** The verdict of the replies to these questions; undecided and unasked where there are none. */
  verdict(check: Pick<JudgedCheck, "name">, questions: readonly JudgeQuestion[], replies: JudgeReplies): Verdict;
}

/** What judges came to in a check, by themselves, those inside other checks among them: `not` turns a verdict round, and not what they said. */
export function judgementsIn({ judge, judges, verdict }: CheckRecord): readonly InnerJudgementRecord[] {
  if (judges !== undefined) return judges;
  if (judge === undefined || judge === null || verdict === null) return [];
  return [{ name: judge.name, hash: judge.hash, verdict, decides: true, answer_hash: judge.answer_hash }];
}
