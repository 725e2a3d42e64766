import type { Answer, CheckContext, CheckKind, Prepared, Verdict } from "../../domain/check.ts";
import type { ToolCall } from "../../domain/run/completion.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader } from "../parts/argument-reader.ts";
import { type CelExpression, compileCel } from "../engines/cel.ts";
import { type ExactValue, hasWrittenNumbers, memberOf } from "../parts/exact-json.ts";
import { findJson, worstFindingNs } from "../text/find-json.ts";
import { fail, pass, quote, undecided } from "../parts/verdict.ts";

/** A CEL expression over the answer is true. */
export const expr: CheckKind = { type: "expr", prepare };

async function prepare(args: Json): Promise<Prepared | readonly Problem[]> {
  const read = new ArgumentReader(args, "cel", ["cel"]);
  const source = read.text("cel");
  if (read.problems.length > 0) return read.problems;
  const compiled = await compileCel(source);
  if (!compiled.ok) {
    read.reject("cel", compiled.message, compiled.hint);
    return read.problems;
  }
  const { expression } = compiled;
  return {
    worstNs: (answer, context) => worstNs(expression, answer, context),
    grade: (answer, context) => grade(expression, source, answer, context),
  };
}

function worstNs(expression: CelExpression, { text }: Answer, { vars }: CheckContext): number {
  const inVars = expression.usesVars ? JSON.stringify(vars).length : 0;
  const findingNs = expression.usesJson ? worstFindingNs(text) : 0;
  return findingNs + expression.worstNs(text.length * (expression.usesJson ? 2 : 1) + inVars);
}

function grade(expression: CelExpression, source: string, answer: Answer, context: CheckContext): Verdict {
  let value: unknown;
  try {
    value = expression.evaluate(variables(expression, answer, context));
  } catch (error) {
    return undecided(`${quote(source)} could not be worked out: ${summary(error)}`);
  }
  if (typeof value !== "boolean")
    return undecided(`${quote(source)} gave ${typeof value === "bigint" ? value : typeof value}, not true or false`);
  return value ? pass(`${quote(source)} is true`) : fail(`${quote(source)} is false for ${quote(answer.text)}`);
}

function variables(
  expression: CelExpression,
  answer: Answer,
  context: CheckContext,
): Readonly<Record<string, unknown>> {
  const { usage } = answer;
  const json = expression.usesJson ? findJson(answer.text) : null;
  if (json?.found === false && json.isUndecided) throw new Error(json.reason);
  return {
    output: answer.text,
    json: json?.found === true ? exactForCel(json) : null,
    vars: context.vars,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_tokens: usage.cacheReadTokens,
      cache_write_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
      thinking_tokens: usage.thinkingTokens,
    },
    cost_usd: answer.costUsd,
    latency_ms: answer.latencyMs,
    stop_reason: answer.stopReason,
    tool_calls: answer.toolCalls.map(toolCallValue),
  };
}

function toolCallValue(call: ToolCall): Readonly<Record<string, unknown>> {
  const { name, input, by, serverName, caller, result, error } = call;
  return { name, input, by, server_name: serverName, caller, result, error };
}

/** The engine's errors carry a one-line summary beside a message with a source frame. */
function summary(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "summary" in error && typeof error.summary === "string" ? error.summary : error.message;
}

const WHOLE_NUMBER = /^-?\d{1,18}$/;

/** JSON for CEL: whole numbers that a double cannot hold become CEL's own, which are exact. */
function exactForCel(exact: ExactValue): unknown {
  if (!hasWrittenNumbers(exact)) return exact.value;
  return withWholeNumbers(exact);
}

function withWholeNumbers(exact: ExactValue): unknown {
  const { value, written } = exact;
  if (typeof value === "number") {
    const isExact = written === undefined || Number.isSafeInteger(value) || !WHOLE_NUMBER.test(written);
    return isExact ? value : BigInt(written);
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((_: Json, index) => withWholeNumbers(memberOf(value, index)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, withWholeNumbers(memberOf(value, key))]));
}
