import { textWords } from "../domain/diagnostics/text-words.ts";
import type { CheckRecord } from "../domain/formats/records.ts";
import { isImplied } from "../domain/values/implied-check.ts";

/** Checks of one answer. `name`: which trial it is; null where there is one alone. */
export interface CheckedAnswer {
  readonly name: string | null;
  readonly checks: readonly CheckRecord[];
  readonly isNot?: boolean;
}

/** What went wrong, in lines; and both sides of a diff, a line a check. */
export interface FailureText {
  readonly reasons: readonly string[];
  readonly actual: string;
  readonly expected: string;
}

/** The checks of answers as vitest shows them: what was expected of each, and what came of it. */
export function failureText(answers: readonly CheckedAnswer[]): FailureText {
  const lines = answers.flatMap(({ name, checks, isNot = false }) =>
    checks.filter(isShown).map((check) => lineOf(check, { name, isNot })),
  );
  return {
    reasons: lines.flatMap(({ reason }) => reason ?? []),
    actual: lines.map(({ actual }) => actual).join("\n"),
    expected: lines.map(({ expected }) => expected).join("\n"),
  };
}

/** What every answer is held to (no refusal, not cut off) is shown where it is broken. */
function isShown(check: CheckRecord): boolean {
  return check.verdict !== "pass" || !isImplied(check);
}

interface Line {
  readonly actual: string;
  readonly expected: string;
  /** Null: as expected. */
  readonly reason: string | null;
}

function lineOf(check: CheckRecord, { name, isNot }: { readonly name: string | null; readonly isNot: boolean }): Line {
  const { verdict, turn } = check;
  const words = { of: name, check: check.name === null || isImplied(check) ? check.type : check.name, turn };
  const isFine = isNot || verdict === "pass" || !check.required;
  const expected = textWords("checked", { ...words, verdict: isFine ? verdict : "pass", reason: null });
  if (isFine) return { actual: expected, expected, reason: null };
  const actual = textWords("checked", { ...words, verdict, reason: check.reason });
  return { actual, expected, reason: actual };
}
