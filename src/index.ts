export { accept } from "./library/accept.ts";
export { check, type CheckContext, type CheckResult } from "./library/check.ts";
export { compare, compareArms, type CompareOptions, type ComparisonResult } from "./library/compare.ts";
export { defineSuite } from "./library/define-suite.ts";
export type { RunReport } from "./library/runs/ended-report.ts";
export type { SuiteSource } from "./library/hand-over.ts";
export type { AnswerToCheck } from "./library/handed-in/given-answer.ts";
export { loadSuite } from "./library/load-suite.ts";
export type { RunOrName } from "./library/runs/kept-run.ts";
export { report, type ReportOptions } from "./library/report.ts";
export { run, type SuiteRun } from "./library/run.ts";
export type { RunOptions } from "./library/handed-in/run-options.ts";
export { SuiteError, type SuiteProblem } from "./library/handed-in/suite-error.ts";
export type { Expectations, SuiteInput } from "./library/suite-input.ts";
export type { ProgramRunOptions } from "./library/runs/telling.ts";
export type { TrialResult } from "./library/runs/trial-stream.ts";
export { validate, type Validation } from "./library/validate.ts";

export type { CheckFunction, FunctionContext, TargetFunction } from "./domain/in-memory.ts";
export type { TargetContext, TargetTurn } from "./domain/run/target.ts";
export type { Report, SuiteReport, TrialRecord } from "./domain/formats/records.ts";

// What stood here before there was a library: the pieces of the command line.
export type { Invocation } from "./domain/invocation.ts";
export { NO_NAMED_VALUES, type NamedValues } from "./domain/environment/named-values.ts";
export { NO_OVERRIDES, type SuiteOverrides } from "./domain/overrides.ts";
export type { Diagnostic, Location } from "./domain/values/problem.ts";
export type { ReportHead } from "./domain/reporter.ts";
export { checkSuites, type CheckedSuites } from "./pipeline/passes/check-suites.ts";
export { runSuites } from "./pipeline/commands/run-suites.ts";
export type { RunHooks, RunResult } from "./pipeline/session/run-hooks.ts";
