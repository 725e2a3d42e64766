import { textWords } from "../domain/diagnostics/text-words.ts";
import { type Expected, runOptionsBut } from "../library/handed-in/option-problems.ts";
import type { ProgramRunOptions } from "../library/runs/telling.ts";

/** How a suite is tested: the options of `run`, less those that the runner has its own for (`-t`, the end of the session). */
export interface SuiteTestOptions extends Omit<
  ProgramRunOptions,
  "case" | "tag" | "signal" | "resume" | "onTrial" | "record"
> {
  /** What live calls may cost in this session of vitest, over all files and reruns; without it nothing is sent. */
  readonly maxCostUsd?: number;
  /** `report`: a case that fails is annotated, and only the gate can fail; default `assert`. */
  readonly cases?: "assert" | "report";
  /** For each test; default none, since every trial has its own (`timeout_s`). */
  readonly testTimeoutMs?: number;
}

/** Those that the runner has its own for: `onTrial` is none of the options of every function. */
const OWN = ["case", "tag", "signal", "resume", "record"];

/** What is known of every option. */
export const SUITE_TEST_OPTIONS: Expected = runOptionsBut(OWN, {
  cases: { expected: "cases", accepts: (value) => value === "assert" || value === "report" },
  testTimeoutMs: { expected: "duration", accepts: (value) => typeof value === "number" && value >= 0 },
});

/** Where replies come from: recordings, and the API for the rest only where money was set aside for it. */
export function runOptionsOf(options: SuiteTestOptions): ProgramRunOptions {
  const { cases: _cases, testTimeoutMs: _timeout, ...others } = options;
  if (others.simulate === true || others.offline === true) return others;
  if (others.maxCostUsd !== undefined) return { reuse: true, ...others };
  const asksLive = others.reuse !== undefined;
  if (asksLive) throw new Error(textWords("session-cap-wanted"));
  return { ...others, offline: true };
}

/** Can a run with these options cost anything? */
export function isLive({ simulate, offline }: ProgramRunOptions): boolean {
  return simulate !== true && offline !== true;
}
