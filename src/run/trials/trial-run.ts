import type { Completion } from "../../domain/run/completion.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Unfinished } from "../../domain/run/metered-call-fact.ts";
import type { Failure } from "../../domain/run/provider.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import type { PlannedTrial, Skip, TrialOutcome, TrialTrace, TurnOutcome } from "../../domain/run/trial.ts";
import { containerOf, withAnswer, withContainer } from "./conversation.ts";
import { runTurn, type AnsweringParts } from "./turn-run.ts";

/** Endings after which a conversation does not go on: there is nothing to answer to. */
const FINAL_ENDINGS: readonly Completion["ending"][] = ["refusal", "truncated", "tool_use"];

/**
 * Runs the turns of a trial one after the other, each with the history of those before: messages as they were sent,
 * answers as they came, thinking blocks included. A refusal, a truncation or a tool call that the suite leaves unanswered
 * ends the conversation.
 */
export async function runTrial(parts: AnsweringParts, trial: PlannedTrial): Promise<TrialOutcome> {
  const turns: TurnOutcome[] = [];
  const trace: { attempts: AttemptRecord[]; queuedMs: number } = { attempts: [], queuedMs: 0 };
  let history: readonly JsonObject[] = [];
  for (let turn = 1; turn <= trial.turnCount; turn++) {
    const replies = turns.map(answerText);
    const opened = await trial.openTurn(turn, history, replies);
    if (opened.status === "failed") return errored(opened, { turns, ...trace });
    const request = withContainer(opened.request, containerOf(turns.flatMap(({ completions }) => completions)));
    const ran = await runTurn(parts, { trial, turn, replies, ...opened, request });
    trace.attempts.push(...ran.attempts);
    trace.queuedMs += ran.queuedMs;
    if (ran.turn !== null) turns.push(ran.turn);
    if (ran.status === "failed") return errored(ran, { turns, ...trace });
    if (ran.status === "stopped") return skipped(ran, { turns, ...trace });
    if (FINAL_ENDINGS.includes(ran.answer.ending)) break;
    history = withAnswer(ran.messages, ran.answer);
  }
  return { status: "completed", turns, ...trace };
}

export function skipped({ reason, detail, metered }: Skip & Unfinished, trace: TrialTrace): TrialOutcome {
  return { status: "skipped", reason, detail, ...called(metered), ...trace };
}

function errored({ failure, metered }: { readonly failure: Failure } & Unfinished, trace: TrialTrace): TrialOutcome {
  return { status: "errored", failure, ...called(metered), ...trace };
}

function called(metered: Unfinished["metered"]): Unfinished {
  return metered === undefined ? {} : { metered };
}

function answerText(turn: TurnOutcome): string {
  return turn.completions.at(-1)?.text ?? "";
}
