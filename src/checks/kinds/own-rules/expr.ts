import { quote } from "../../../base/printable.ts";
import type { Answer, AnswerContext, CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { ToolCall } from "../../../domain/run/completion.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader } from "../../parts/argument-reader.ts";
import { type CelExpression, compileCel } from "../../engines/cel.ts";
import { type ExactValue, hasWrittenNumbers, memberOf } from "../../parts/exact-json.ts";
import { findJson, type FoundJson, worstFindingNs } from "../../text/find-json.ts";
import { fail, pass, undecided } from "../../parts/verdict.ts";

/** A CEL expression over the answer is true. */
export const expr: CheckKind = { type: "expr", prepare };

async function prepare(args: Json): Promise<PreparedCheck | readonly Problem[]> {
  const read = new ArgumentReader(args, "cel", ["cel"]);
  const source = read.text("cel");
  if (read.problems.length > 0) return read.problems;
  const compiled = await compileCel(source);
  if (!compiled.ok) {
    read.reject("cel", compiled.wrong);
    return read.problems;
  }
  const { expression } = compiled;
  return {
    worstNs: (answer, context) => worstNs(expression, answer, context),
    grade: (answer, context) => grade(expression, source, answer, context),
    ...constancy(expression),
  };
}

function constancy({ constant, usesVars }: CelExpression): Pick<PreparedCheck, "always"> {
  if (constant.value !== null) return { always: constant.value ? "pass" : "fail" };
  return constant.looksAtAnswer || !usesVars ? {} : { always: "by-case" };
}

function worstNs(expression: CelExpression, { text }: Answer, { vars }: AnswerContext): number {
  const inVars = expression.usesVars ? JSON.stringify(vars).length : 0;
  const findingNs = expression.usesJson ? worstFindingNs(text) : 0;
  return findingNs + expression.worstNs(text.length * (expression.usesJson ? 2 : 1) + inVars);
}

function grade(expression: CelExpression, source: string, answer: Answer, context: AnswerContext): Verdict {
  const shown = quote(source);
  const json = expression.usesJson ? findJson(answer.text) : null;
  if (json?.found === false && json.isUndecided)
    return undecided({ code: "expr.failed", source: shown, why: json.reason });
  const evaluated = expression.evaluate(variables(answer, context, json));
  if (!evaluated.ok) return undecided({ code: "expr.failed", source: shown, why: evaluated.why });
  const { value } = evaluated;
  if (typeof value !== "boolean") {
    const got = typeof value === "bigint" ? String(value) : typeof value;
    return undecided({ code: "expr.not-boolean", source: shown, got });
  }
  return value
    ? pass({ code: "expr.true", source: shown })
    : fail({ code: "expr.false", source: shown, text: quote(answer.text) });
}

function variables(answer: Answer, context: AnswerContext, json: FoundJson | null): Readonly<Record<string, unknown>> {
  const { usage } = answer;
  return {
    output: answer.text,
    json: json?.found === true ? exactForCel(json) : null,
    vars: context.vars,
    usage: {
      ...tokensSent(usage),
      output_tokens: knownOrNull(usage.outputTokens),
      thinking_tokens: usage.thinkingTokens,
    },
    cost_usd: answer.costUsd,
    latency_ms: answer.latencyMs,
    stop_reason: answer.stopReason,
    tool_calls: answer.toolCalls.map(toolCallValue),
  };
}

/** An answer that does not say how many tokens went in does not say either how many of them came from a cache. */
function tokensSent(usage: Answer["usage"]): Readonly<Record<string, number | null>> {
  const input = knownOrNull(usage.inputTokens);
  return {
    input_tokens: input,
    cache_read_tokens: input === null ? null : usage.cacheReadTokens,
    cache_write_tokens: input === null ? null : usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
  };
}

/** An application may not say its tokens: no comparison with null can be worked out, one with NaN is false. */
function knownOrNull(tokens: number): number | null {
  return Number.isNaN(tokens) ? null : tokens;
}

function toolCallValue(call: ToolCall): Readonly<Record<string, unknown>> {
  const { name, input, by, serverName, caller, result, error } = call;
  return { name, input, by, server_name: serverName, caller, result, error };
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
