import type { CheckRecord } from "../domain/formats/records.ts";
import type { Json } from "../domain/values/json.ts";
import { inFolder } from "./define-suite.ts";
import { handOver } from "./hand-over.ts";
import { type AnswerToCheck, givenAnswer } from "./handed-in/given-answer.ts";
import { checkOptions, type Expected } from "./handed-in/option-problems.ts";
import { MAP, TEXT } from "./handed-in/run-options.ts";
import { SuiteError, type SuiteProblem, suiteProblem } from "./handed-in/suite-error.ts";
import type { Expectations, SuiteInput } from "./suite-input.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";

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

/** The suite language says what a score is. */
const CONTEXT: Expected = {
  kinds: { cwd: TEXT, vars: MAP, minScore: { expected: "share", accepts: () => true } },
  of: "context",
};

/**
 * Judges a text without a run, under the checks of the suite language: what a suite would say of it, no config looked at.
 * Throws a `SuiteError` for expectations that are wrong.
 */
export async function check(
  answer: string | AnswerToCheck,
  expectations: Expectations,
  context: CheckContext = {},
): Promise<CheckResult> {
  checkOptions(context, CONTEXT);
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
