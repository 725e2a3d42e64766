export type { Invocation } from "./domain/invocation.ts";
export { NO_NAMED_VALUES, type NamedValues } from "./domain/named-values.ts";
export { NO_OVERRIDES, type SuiteOverrides } from "./domain/overrides.ts";
export type { Diagnostic, Location } from "./domain/values/problem.ts";
export type { Report, SuiteReport, TrialRecord } from "./domain/formats/records.ts";
export type { ReportHead } from "./domain/reporter.ts";
export { checkSuites, type CheckedSuites } from "./pipeline/passes/check-suites.ts";
export { runSuites } from "./pipeline/commands/run-suites.ts";
export type { RunHooks, RunResult } from "./pipeline/session/run-hooks.ts";
