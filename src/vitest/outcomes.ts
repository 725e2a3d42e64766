import { skipWords } from "../domain/run/skip-reason.ts";
import type { RunReport } from "../library/ended-report.ts";
import type { TrialResult } from "../library/trial-stream.ts";
import { failureText, type FailureText } from "./failure-text.ts";

/** An error as vitest shows assertions: with a diff of both sides. */
class CheckFailure extends Error {
  override readonly name: string = "AssertionError";
  readonly showDiff = true;
  readonly actual: string;
  readonly expected: string;

  constructor(message: string, { actual, expected }: Pick<FailureText, "actual" | "expected">) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

/** What stands beside a test in reporters that show it. */
export interface Note {
  readonly text: string;
  readonly type: "notice" | "warning";
}

/** Why a case's test fails: checks that fail or cannot tell, answers that are missing; null: all of its trials pass. */
export function caseFailure(trials: readonly TrialResult[], { canSend }: { readonly canSend: boolean }): Error | null {
  const bad = trials.filter(({ verdict }) => verdict !== "pass");
  if (trials.length === 0) return new Error("the case was not run");
  if (bad.length === 0) return null;
  const nameOf = ({ trial }: TrialResult): string | null => (trials.length === 1 ? null : `trial ${trial}`);
  const missing = bad.filter(({ status }) => status !== "completed");
  const lines = missing.map((trial) => `${nameOf(trial) ?? "no answer"}: ${missingText(trial, canSend)}`);
  const answered = trials.filter(({ status }) => status === "completed");
  const text = failureText(answered.map((trial) => ({ name: nameOf(trial), checks: trial.checks })));
  const outputs = bad.flatMap((trial) => (trial.output === null ? [] : [`answer: ${clipped(trial.output)}`]));
  const share = trials.length === 1 ? "" : `${bad.length} of ${trials.length} trials: `;
  const message = [`${share}${[...lines, ...text.reasons].join("\n")}`, ...outputs].join("\n");
  return text.actual === text.expected ? new Error(message) : new CheckFailure(message, text);
}

function missingText({ status, status_reason: reason, error }: TrialResult, canSend: boolean): string {
  if (error === null) return `${status}: ${skipWords(reason ?? "no reason is known")}`;
  const isUnrecorded = error.type === "missing_recording" && !canSend;
  const hint = isUnrecorded ? "; `maxCostUsd` lets the suite ask for it" : "";
  return `${error.type}: ${error.message}${hint}`;
}

const LONGEST = 2_000;

function clipped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** Money, reuse and optional checks that fail, a line each. */
export function caseNotes(trials: readonly TrialResult[]): Note[] {
  return trials.flatMap((trial) => {
    const cost = trial.cost_usd === null ? "cost unknown" : `$${trial.cost_usd.toFixed(6)}`;
    const reused = trial.reused ? ", recorded" : "";
    const optional = trial.checks.filter(({ required, verdict }) => !required && verdict !== "pass");
    return [
      ...(trial.status === "completed"
        ? [{ text: `trial ${trial.trial}: ${cost}${reused}`, type: "notice" as const }]
        : []),
      ...optional.map(({ type, name, verdict, reason }) => ({
        text: `optional ${name ?? type}: ${verdict}: ${reason}`,
        type: "warning" as const,
      })),
    ];
  });
}

/** Why the gate's test fails, rule by rule; null: the run is green. */
export function gateFailure(report: RunReport): Error | null {
  if (report.ok) return null;
  const rules = report.suites.flatMap(({ gate }) => gate.rules);
  const label = ({ rule, arm, tag }: (typeof rules)[number]): string =>
    [rule, arm, tag].filter((part) => part !== null).join(" ");
  const lines = rules.map((rule) => ({
    expected: `${label(rule)}: pass`,
    actual: rule.verdict === "pass" ? `${label(rule)}: pass` : `${label(rule)}: ${rule.verdict}: ${rule.reason}`,
  }));
  const open = lines.filter(({ actual, expected }) => actual !== expected).map(({ actual }) => actual);
  const message = [`the run is ${report.verdict} (exit code ${report.exit_code})`, ...open].join("\n");
  if (open.length === 0) return new Error(message);
  const side = (name: "actual" | "expected"): string => lines.map((line) => line[name]).join("\n");
  return new CheckFailure(message, { actual: side("actual"), expected: side("expected") });
}

/** Where answers came from, what was paid, and what the run warns of. */
export function gateNotes({ run, totals, verdict }: RunReport): Note[] {
  const cost = totals.cost_usd === null ? "cost unknown" : `$${totals.cost_usd.toFixed(6)}`;
  const first: Note = { text: `${verdict}; replies ${run.replies}; ${cost}; run ${run.id}`, type: "notice" };
  return [first, ...run.warnings.map(({ message }): Note => ({ text: message, type: "warning" }))];
}
