import { textWords } from "../domain/diagnostics/text-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import { skipWords } from "../domain/run/skip-reason.ts";
import type { RunReport } from "../library/runs/ended-report.ts";
import type { TrialResult } from "../library/runs/trial-stream.ts";
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
  if (trials.length === 0) return new Error(textWords("case-not-run"));
  if (bad.length === 0) return null;
  const isOne = trials.length === 1;
  const nameOf = ({ trial }: TrialResult): string | null => (isOne ? null : textWords("trial", { trial }));
  const missing = bad.filter(({ status }) => status !== "completed");
  const lines = missing.map((trial) =>
    textWords("no-answer", { trial: isOne ? null : trial.trial, why: missingText(trial, canSend) }),
  );
  const answered = trials.filter(({ status }) => status === "completed");
  const text = failureText(answered.map((trial) => ({ name: nameOf(trial), checks: trial.checks })));
  const outputs = bad.flatMap((trial) =>
    trial.output === null ? [] : [textWords("answer", { text: clipped(trial.output) })],
  );
  const count = isOne ? null : { bad: bad.length, trials: trials.length };
  const failed = textWords("case-failed", { count, lines: [...lines, ...text.reasons] });
  const message = [failed, ...placesOf(bad), ...outputs].join("\n");
  return text.actual === text.expected ? new Error(message) : new CheckFailure(message, text);
}

/** Where the case is written, as terminals make a link of it; nothing of a suite that is a value. */
function placesOf(trials: readonly TrialResult[]): string[] {
  return [...new Set(trials.flatMap(({ location: { file, line } }) => (line === null ? [] : [`${file}:${line}`])))];
}

function missingText({ status, status_reason: reason, error }: TrialResult, canSend: boolean): Sentence {
  if (error === null) return textWords("not-asked", { status, why: reason === null ? null : skipWords(reason) });
  const isUnrecorded = error.type === "missing_recording" && !canSend;
  return textWords("errored", { type: error.type, message: error.message, isUnrecorded });
}

const LONGEST = 2_000;

function clipped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** Money, reuse and optional checks that fail, a line each. */
export function caseNotes(trials: readonly TrialResult[]): Note[] {
  return trials.flatMap((trial) => {
    const optional = trial.checks.filter(({ required, verdict }) => !required && verdict !== "pass");
    return [
      ...(trial.status === "completed" ? [{ text: costNote(trial), type: "notice" as const }] : []),
      ...optional.map(({ type, name, verdict, reason }) => ({
        text: textWords("optional-check", { check: name ?? type, verdict, reason }),
        type: "warning" as const,
      })),
    ];
  });
}

function costNote({ trial, cost_usd: usd, reused: isReused }: TrialResult): Sentence {
  return textWords("trial-cost", { trial, usd, isReused });
}

/** Why the gate's test fails, rule by rule; null: the run is green. */
export function gateFailure(report: RunReport): Error | null {
  if (report.ok) return null;
  const rules = report.suites.flatMap(({ gate }) => gate.rules);
  const label = ({ rule, arm, tag }: (typeof rules)[number]): string =>
    [rule, arm, tag].filter((part) => part !== null).join(" ");
  const lines = rules.map((rule) => {
    const { verdict } = rule;
    const words = { of: null, check: label(rule), turn: null };
    return {
      expected: textWords("checked", { ...words, verdict: "pass", reason: null }),
      actual: textWords("checked", { ...words, verdict, reason: verdict === "pass" ? null : rule.reason }),
    };
  });
  const open = lines.filter(({ actual, expected }) => actual !== expected).map(({ actual }) => actual);
  const message = [textWords("run-not-green", { verdict: report.verdict, exitCode: report.exit_code }), ...open].join(
    "\n",
  );
  if (open.length === 0) return new Error(message);
  const side = (name: "actual" | "expected"): string => lines.map((line) => line[name]).join("\n");
  return new CheckFailure(message, { actual: side("actual"), expected: side("expected") });
}

/** Where answers came from, what was paid, and what the run warns of. */
export function gateNotes({ run, totals, verdict }: RunReport): Note[] {
  const words = textWords("run-ended", { verdict, replies: run.replies, usd: totals.cost_usd, run: run.id });
  const first: Note = { text: words, type: "notice" };
  return [first, ...run.warnings.map(({ message }): Note => ({ text: message, type: "warning" }))];
}
