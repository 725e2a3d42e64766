import { said } from "../domain/diagnostics/said.ts";
import type { CheckRecord } from "../domain/formats/records.ts";
import type { Usage } from "../domain/run/completion.ts";
import type { Json, JsonObject } from "../domain/values/json.ts";
import type { GivenAnswer } from "../pipeline/grading/grade-answer.ts";
import { inFolder } from "./define-suite.ts";
import { handOver } from "./hand-over.ts";
import { checkOptions } from "./option-problems.ts";
import { isUsdAmount, MOST_USD } from "../domain/values/money.ts";
import { SuiteError, type SuiteProblem, suiteProblem, valueProblem } from "./suite-error.ts";
import type { Expectations, SuiteInput } from "./suite-input.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";

/** An answer with more than its text. What is left out is not known, and checks of it are undecided. */
export interface AnswerToCheck {
  readonly text?: string;
  readonly content?: readonly JsonObject[];
  readonly tool_calls?: readonly { readonly name: string; readonly input?: Json; readonly id?: string }[];
  /** The API's word; default `end_turn`, or `tool_use` with tool calls. */
  readonly stop_reason?: string;
  readonly usage?: { readonly input_tokens?: number; readonly output_tokens?: number };
  readonly cost_usd?: number | null;
  readonly latency_ms?: number | null;
  readonly ttft_ms?: number | null;
}

export interface CheckContext {
  /** In scope of the checks' templates, of `expr` and of scripts. */
  readonly vars?: Readonly<Record<string, Json>>;
  /** The trial passes only with at least this score. */
  readonly minScore?: number;
  /** What files are relative to; default the working folder. */
  readonly cwd?: string;
}

export interface CheckResult {
  readonly verdict: "pass" | "fail" | "undecided";
  /** 0..1; null: no check was decided. */
  readonly score: number | null;
  /** As in the report: in the order of the expectations, then the two implied ones (refusal, complete). */
  readonly checks: readonly CheckRecord[];
}

/**
 * Judges a text without a run, under the checks of the suite language: what a suite would say of it, no config looked at.
 * Throws a `SuiteError` for expectations that are wrong.
 */
export async function check(
  answer: string | AnswerToCheck,
  expectations: Expectations,
  context: CheckContext = {},
): Promise<CheckResult> {
  checkOptions({ cwd: context.cwd, vars: context.vars });
  const given = givenAnswer(answer);
  const cwd = workingFolder(context);
  const handed = handOver(inFolder(suiteAround(expectations, context), cwd), cwd, "check");
  const invocation = toInvocation(
    { ...handed, inMemory: { ...handed.inMemory, ignoresConfig: true } },
    { cwd, env: {} },
  );
  const [{ checkSuites }, { gradeAnswer }] = await Promise.all([
    import("../pipeline/passes/check-suites.ts"),
    import("../pipeline/grading/grade-answer.ts"),
  ]);
  const checked = await checkSuites(invocation, Date.now());
  try {
    const problems = checked.errors.map((found) => asGiven(suiteProblem(found, checked.locate)));
    if (problems.length > 0) throw new SuiteError(problems);
    return await gradeAnswer(checked, given);
  } finally {
    await checked.close();
  }
}

/** The model is asked nothing: a suite needs one. */
function suiteAround(expect: Expectations, { vars = {}, minScore }: CheckContext): SuiteInput {
  const asData = Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { value }]));
  return {
    name: "check",
    model: "claude-haiku-5-5",
    prompt: "-",
    expect,
    ...(minScore === undefined ? {} : { min_score: minScore }),
    cases: [{ id: "answer", vars: asData }],
  };
}

/** The path into what the program gave, which knows of no suite around it. */
function asGiven(problem: SuiteProblem): SuiteProblem {
  const path = problem.path?.replace(/^expect/, "expectations").replace(/^cases\[0\]\.vars\.(\w+)\.value/, "vars.$1");
  return path === undefined ? problem : { ...problem, path };
}

function givenAnswer(answer: string | AnswerToCheck): GivenAnswer {
  if (typeof answer !== "string" && (typeof answer !== "object" || answer === null)) {
    throw new SuiteError([valueProblem("answer", said("wrong-type.answer", { value: answer }))]);
  }
  const given: AnswerToCheck = typeof answer === "string" ? { text: answer } : answer;
  const { text = "", tool_calls: calls = [], stop_reason: reason, cost_usd: costUsd = null } = given;
  if (costUsd !== null && !isUsdAmount(costUsd)) {
    throw new SuiteError([valueProblem("answer.cost_usd", said("bad-value.paid", { value: costUsd, most: MOST_USD }))]);
  }
  return {
    text,
    content: given.content ?? [{ type: "text", text }],
    toolCalls: calls.map(({ name, input = {}, id = "" }) => {
      return {
        id,
        name,
        input,
        by: "model",
        serverName: null,
        caller: null,
        toolsetName: null,
        result: null,
        error: null,
      };
    }),
    stopReason: reason ?? (calls.length > 0 ? "tool_use" : "end_turn"),
    usage: usageOf(given.usage ?? {}),
    costUsd,
    latencyMs: given.latency_ms ?? null,
    ttftMs: given.ttft_ms ?? null,
  };
}

/** What is not said is not known, and no number. */
function usageOf({
  input_tokens: inputTokens = Number.NaN,
  output_tokens: outputTokens = Number.NaN,
}: NonNullable<AnswerToCheck["usage"]>): Partial<Usage> {
  return { inputTokens, outputTokens };
}
