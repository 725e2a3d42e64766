import { sumKnown } from "../../base/figures.ts";
import { sumOfUsages, type Usage } from "../../domain/run/completion.ts";
import { sumOrNull, toUsd } from "../../domain/values/money.ts";
import type { Locate } from "../../domain/values/problem.ts";
import type { CheckRecord, ToolCallRecord, TrialRecord, TrialUsage, TurnRecord } from "../../domain/formats/records.ts";
import { writeSkipReason } from "../../domain/run/skip-reason.ts";
import { meteredCallsOf } from "../../domain/run/metered-call-fact.ts";
import { meteredCallRecord } from "./metered-call-record.ts";
import { withResults } from "../../domain/run/tool-calls.ts";
import type { TrialId, TrialOutcome, TurnOutcome } from "../../domain/run/trial.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";

/** What the checks said of a trial. */
export interface Grade {
  readonly checks: readonly CheckRecord[];
  readonly verdict: TrialRecord["verdict"];
  readonly score: number | null;
}

/** No answer, no grade: an error is never graded. */
export const NOT_GRADED: Grade = { checks: [], verdict: null, score: null };

/** The record of a trial: what the journal keeps and the report shows. */
export function trialRecord(
  trial: Pick<TrialId, "armId" | "trial">,
  planned: PlannedCase,
  outcome: TrialOutcome,
  { grade, locate }: { readonly grade: Grade; readonly locate: Locate },
): TrialRecord {
  const { turns } = outcome;
  const last = turns.at(-1);
  const answer = last?.completions.at(-1) ?? null;
  const location = locate(planned.place);
  return {
    case: planned.id,
    arm: trial.armId,
    trial: trial.trial,
    status: outcome.status,
    status_reason: statusReason(outcome),
    verdict: grade.verdict,
    score: grade.score,
    ...(planned.minScore === null || !grade.checks.some(isJudged) ? {} : { min_score: planned.minScore }),
    quarantined: planned.quarantine !== null,
    tags: [...planned.tags],
    ...(planned.cluster === null ? {} : { cluster: planned.cluster }),
    vars: planned.vars,
    location: { file: location.file, line: location.line ?? 1 },
    checks: [...grade.checks],
    output: answer?.text ?? null,
    ending: answer?.ending ?? null,
    stop_reason: answer?.stopReason ?? null,
    refusal_category: answer?.refusalCategory ?? null,
    tool_calls: turns.flatMap(toolCalls),
    ...callsOf(turns, outcome),
    turns: turns.map(turnRecord),
    usage: usageRecord(sumOfUsages(turns.map(turnUsage))),
    cost_usd: turns.length === 0 ? null : usdOrNull(turns),
    latency_ms: turns.length === 0 ? null : sumKnown(turns.map((turn) => turn.latencyMs)),
    ttft_ms: slowest(turns.map((turn) => turn.ttftMs)),
    queued_ms: outcome.queuedMs,
    attempts: [...outcome.attempts],
    error: errorRecord(outcome),
    request_hash: turns[0]?.requestHash ?? null,
    model_served: answer?.modelServed ?? null,
    reused: turns.length > 0 && turns.every((turn) => turn.reused),
  };
}

function isJudged({ judge, judges }: CheckRecord): boolean {
  return judge !== undefined || judges !== undefined;
}

/**
 * The calls of an application, over its turns, one that came to nothing included; left out where nobody counted those of any turn, and
 * no other has one.
 */
function callsOf(turns: readonly TurnOutcome[], outcome: TrialOutcome): Pick<TrialRecord, "calls"> {
  const answered = turns.flatMap(({ completions }) => completions.map(meteredCallsOf));
  const failed = outcome.status !== "completed" && outcome.metered !== undefined ? [outcome.metered] : [];
  const counted = [...answered, ...failed];
  const calls = counted.flatMap((ofAnswer) => ofAnswer ?? []);
  const isUnknown = counted.length === 0 || counted.includes(null);
  return isUnknown && calls.length === 0 ? {} : { calls: calls.map(meteredCallRecord) };
}

function statusReason(outcome: TrialOutcome): string | null {
  if (outcome.status === "completed") return null;
  return outcome.status === "errored" ? outcome.failure.kind : writeSkipReason(outcome.reason, outcome.detail);
}

function errorRecord(outcome: TrialOutcome): TrialRecord["error"] {
  if (outcome.status !== "errored") return null;
  const { type, code, httpStatus, message } = outcome.failure;
  return { type, code, status: httpStatus, message };
}

function turnRecord(turn: TurnOutcome): TurnRecord {
  const answer = turn.completions.at(-1);
  return {
    user: turn.userText,
    output: answer?.text ?? "",
    ending: answer?.ending ?? null,
    tool_calls: toolCalls(turn),
    usage: usageRecord(turnUsage(turn)),
    cost_usd: turn.costPico === null ? null : toUsd(turn.costPico),
    ttft_ms: turn.ttftMs,
    latency_ms: turn.latencyMs,
    request_id: turn.requestId,
  };
}

/** All calls of a turn, over its tool rounds. */
function toolCalls({ completions }: TurnOutcome): ToolCallRecord[] {
  const calls = completions.flatMap((completion) => completion.toolCalls);
  return withResults(
    calls,
    completions.flatMap(({ content }) => content),
  ).map(({ id, name, input, by, serverName, caller, error }) => ({
    id,
    name,
    input,
    by,
    ...(serverName === null ? {} : { server_name: serverName }),
    ...(caller === null ? {} : { caller }),
    ...(error === null ? {} : { error }),
  }));
}

/** The tokens of a turn, over its tool rounds. */
export function turnUsage(turn: TurnOutcome): Usage {
  return sumOfUsages(turn.completions.map(({ usage }) => usage));
}

function usageRecord(usage: Usage): TrialUsage {
  // NaN: an application does not say its tokens, and then not how many of them a cache held.
  const isSaid = !Number.isNaN(usage.inputTokens);
  return {
    input_tokens: isSaid ? usage.inputTokens : null,
    output_tokens: Number.isNaN(usage.outputTokens) ? null : usage.outputTokens,
    cache_read_tokens: isSaid ? usage.cacheReadTokens : null,
    cache_write_5m_tokens: isSaid ? usage.cacheWrite5mTokens : null,
    cache_write_1h_tokens: isSaid ? usage.cacheWrite1hTokens : null,
    thinking_tokens: usage.thinkingTokens,
  };
}

function usdOrNull(turns: readonly TurnOutcome[]): number | null {
  const total = sumOrNull(turns.map(({ costPico }) => costPico));
  return total === null ? null : toUsd(total);
}

/** The longest of the waits, as checks of the whole trial see it; null for none, or when one is unknown. */
function slowest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : Math.max(...known);
}
