import type { Answer } from "../../domain/check.ts";
import { type Completion, sumOfUsages, type ToolCall, type Usage } from "../../domain/run/completion.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { sumOrNull, toUsd } from "../../domain/values/money.ts";
import { isPause } from "../../domain/run/stop-reason.ts";
import { withResults } from "../../domain/run/tool-calls.ts";
import { meteredCallsOf } from "../../domain/run/metered-call-fact.ts";
import type { TurnOutcome } from "../../domain/run/trial.ts";

/** An answer and its content blocks. */
export interface TurnAnswer {
  readonly answer: Answer;
  readonly content: readonly JsonObject[];
}

/**
 * What checks look at in one turn: the text and ending of its last completion (with the text of those it continues
 * after a `pause_turn`), the tool calls and usage of all of them. Null for a turn without a completion.
 */
export function answerOfTurn(turn: TurnOutcome): TurnAnswer | null {
  const last = turn.completions.at(-1);
  if (last === undefined) return null;
  return {
    answer: {
      text: continuedText(turn.completions),
      toolCalls: callsOfTurn(turn),
      ending: last.ending,
      stopReason: last.stopReason,
      refusalCategory: last.refusalCategory,
      usage: usageOf(turn),
      costUsd: turn.costPico === null ? null : toUsd(turn.costPico),
      latencyMs: turn.latencyMs,
      ttftMs: turn.ttftMs,
      calls: meteredOf(turn),
    },
    content: last.content,
  };
}

/**
 * The last turn's answer with the usage, cost and latency of all turns together; the time to the first token is that
 * of the slowest turn. What is unknown of one turn is unknown of the whole.
 */
export function answerOfTrial(turns: readonly TurnOutcome[]): TurnAnswer | null {
  const lastTurn = turns.at(-1);
  const last = lastTurn === undefined ? null : answerOfTurn(lastTurn);
  if (last === null) return null;
  const costPico = sumOrNull(turns.map((turn) => turn.costPico));
  const whole = {
    usage: sumOfUsages(turns.map(usageOf)),
    costUsd: costPico === null ? null : toUsd(costPico),
    latencyMs: combine(
      turns.map(({ latencyMs }) => latencyMs),
      (a, b) => a + b,
    ),
    ttftMs: combine(
      turns.map(({ ttftMs }) => ttftMs),
      Math.max,
    ),
    calls: turns.map(meteredOf).reduce((all, calls) => (all === null || calls === null ? null : [...all, ...calls])),
  };
  return { ...last, answer: { ...last.answer, ...whole } };
}

/** All calls of a turn, over its rounds: what a paused answer called has its result in the next one. */
function callsOfTurn({ completions }: TurnOutcome): readonly ToolCall[] {
  return withResults(
    completions.flatMap(({ toolCalls }) => toolCalls),
    completions.flatMap(({ content }) => content),
  );
}

function continuedText(completions: readonly Completion[]): string {
  const end = completions.length - 1;
  let start = end;
  while (start > 0 && isPause(completions[start - 1]?.stopReason ?? "")) start--;
  return completions
    .slice(start)
    .map(({ text }) => text)
    .join("");
}

function usageOf(turn: TurnOutcome): Usage {
  return sumOfUsages(turn.completions.map(({ usage }) => usage));
}

function meteredOf({ completions }: TurnOutcome): Answer["calls"] {
  const [last] = completions.slice(-1);
  return last === undefined ? null : meteredCallsOf(last);
}

function combine(amounts: readonly (number | null)[], join: (a: number, b: number) => number): number | null {
  return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : join(sum, amount)));
}
