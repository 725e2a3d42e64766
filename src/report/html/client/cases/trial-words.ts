import type { CheckRecord, TrialRecord } from "../../../../domain/formats/records.ts";
import { type Expectation, expectationOf } from "../../../words/expectation.ts";
import { classOf, type TrialClass } from "../../../../domain/run/trial-class.ts";
import { endingWord, findingsOf } from "../../../words/trial-notes.ts";

/** An outcome's mark, so that no reader depends on its colour. */
export const MARKS: Readonly<Record<TrialClass, string>> = {
  passed: "✓",
  failed: "✗",
  undecided: "?",
  errored: "!",
  skipped: "–",
};

export const FLIP_MARKS = { regressed: "▼", improved: "▲" } as const;

const MAX_CHARS = 240;

/** A text on one line, cut to what a cell shows, with a sign where it is cut. */
export function shortLine(text: string, maxChars: number = MAX_CHARS): string {
  const start = text.slice(0, 2 * maxChars);
  const line = start.replaceAll(/\s+/g, " ").trim();
  const isWhole = line.length <= maxChars && text.slice(start.length).trim() === "";
  if (isWhole) return line;
  // A pair that was cut in half is no character.
  return `${line
    .slice(0, maxChars)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}…`;
}

/** The failed checks of a trial, those that decide first. */
export function failedChecks({ checks }: TrialRecord): CheckRecord[] {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  return failed.toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** What the first check that failed wanted, and what there was; null when it says so in other words. */
export function firstExpectation(trial: TrialRecord): Expectation | null {
  const [first] = failedChecks(trial);
  return first === undefined ? null : expectationOf(first.reason);
}

/** What a cell says of a trial: what was got instead, then how the answer starts; why there is none. Raw text. */
export function cellText(trial: TrialRecord): { readonly got: string | null; readonly rest: string } {
  if (trial.status !== "completed") return { got: null, rest: shortLine(findingsOf(trial)[0]?.reason ?? "") };
  if (trial.output === null) return { got: null, rest: "(answer left out)" };
  const answer = shortLine(trial.output);
  const ending = endingWord(trial);
  const said = answer === "" ? "(empty)" : answer;
  const rest = ending === null ? said : `${ending}: ${said}`;
  const got = classOf(trial) === "failed" ? (firstExpectation(trial)?.got ?? null) : null;
  const isShown = got === null || got.length > MAX_CHARS || answer.startsWith(shortLine(got).replace(/…$/, ""));
  return { got: isShown ? null : got, rest };
}
