import { gradeTrial, type TrialGrade } from "../../checks/trial/grade-trial.ts";
import { hasProblems } from "../../domain/check.ts";
import { type Completion, NO_USAGE, type ToolCall, type Usage } from "../../domain/run/completion.ts";
import { fromUsd } from "../../domain/values/money.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { TurnOutcome } from "../../domain/run/trial.ts";
import { endingOf } from "../../providers/anthropic/ending.ts";
import { streamCases } from "../passes/case-stream.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";

/** An answer that was come by elsewhere. What is null is not known. */
export interface GivenAnswer {
  readonly text: string;
  readonly content: readonly JsonObject[];
  readonly toolCalls: readonly ToolCall[];
  /** The API's word. */
  readonly stopReason: string;
  readonly usage: Partial<Usage>;
  readonly costUsd: number | null;
  readonly latencyMs: number | null;
  readonly ttftMs: number | null;
}

/** Grades an answer as that of the only case of the only suite: its checks, the implied ones, score and verdict. */
export async function gradeAnswer({ suites, prepare }: CheckedSuites, answer: GivenAnswer): Promise<TrialGrade> {
  const [checked] = suites;
  if (checked === undefined) throw new RangeError("there is no suite to grade under");
  for await (const streamed of streamCases(checked.loaded, { cases: [], tags: [] }, checked.shared)) {
    if (!streamed.ok) break;
    const { planned } = streamed;
    const items = await Promise.all(
      planned.checks.map(async (check) => {
        const item = await prepare(check);
        if (hasProblems(item)) throw new Error("a check that was fine is not");
        return { item, weight: check.weight, required: check.required, turn: check.turn };
      }),
    );
    const context = { vars: planned.vars, caseId: planned.id, armId: "", trial: 1 };
    return gradeTrial({ items, turns: [turnOf(answer)], turnCount: 1, minScore: planned.minScore, context });
  }
  throw new RangeError("the suite has no case to grade under");
}

function turnOf(answer: GivenAnswer): TurnOutcome {
  const { text, content, toolCalls, stopReason, usage, costUsd, latencyMs, ttftMs } = answer;
  const completion: Completion = {
    text,
    content,
    toolCalls,
    ...endingOf(stopReason, {}),
    usage: { ...NO_USAGE, ...usage },
    modelServed: "",
  };
  return {
    userText: "",
    completions: [completion],
    costPico: costUsd === null ? null : fromUsd(costUsd),
    ttftMs,
    latencyMs,
    requestId: null,
    requestHash: "",
    reused: false,
  };
}
