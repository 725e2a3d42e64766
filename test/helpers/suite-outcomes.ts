import type { TrialRecord } from "../../src/domain/formats/records.ts";
import type { SuiteHead } from "../../src/domain/reporter.ts";
import type { Gate, PassRateGate } from "../../src/domain/suite.ts";
import type { SuiteFacts } from "../../src/stats/summary/suite-facts.ts";
import { summarizeSuite } from "../../src/stats/summary/summarize-suite.ts";
import { erroredTrial, skippedTrial, trial } from "./report-fixtures.ts";

/**
 * How trials end, a letter each: pass, fail, undecided, errored, skipped for the budget; x left out by `skip:`, d decided
 * without it. A case is one word per arm: `refund: ["PPF", "PPP"]`.
 */
const LETTERS: Readonly<Record<string, TrialRecord>> = {
  P: trial(),
  F: trial({ verdict: "fail", score: 0 }),
  U: trial({ verdict: "undecided", score: null }),
  E: erroredTrial(),
  S: skippedTrial("budget: the run's budget has no room left"),
  x: skippedTrial("suite: not wanted"),
  d: skippedTrial("decided"),
};

export type CaseWords = Readonly<Record<string, readonly string[]>>;

export const ARMS: readonly string[] = ["simple/v1", "simple/v2"];

export function trialRecords(cases: CaseWords, overrides: Partial<TrialRecord> = {}): TrialRecord[] {
  return Object.entries(cases).flatMap(([id, words]) =>
    words.flatMap((word, arm) =>
      word.split("").map((letter, i) => ({
        ...(LETTERS[letter] ?? trial()),
        case: id,
        arm: ARMS[arm] ?? "",
        trial: i + 1,
        ...overrides,
      })),
    ),
  );
}

/** n cases named c1 … cn with the same words. */
export function sameCases(n: number, words: readonly string[], prefix = "c"): CaseWords {
  return Object.fromEntries(Array.from({ length: n }, (_, i) => [`${prefix}${i + 1}`, words]));
}

export function suiteFacts(arms: number, overrides: Partial<SuiteFacts> = {}): SuiteFacts {
  return {
    name: "triage",
    file: "suites/triage.yaml",
    hashes: { cases: "c", checks: "k", prompts: "p", settings: "s" },
    arms: ARMS.slice(0, arms).map((id) => ({
      id,
      model: "claude-haiku-5-5",
      prompt: id.split("/")[1] ?? "",
      settings: {},
      dropped_settings: [],
    })),
    gate: { kind: "default" },
    compare: "first",
    seed: 0,
    state: { interrupted: false, overBudget: false, pending: false },
    baseline: null,
    sequentialRules: null,
    ...overrides,
  };
}

/** A gate of rules, those that are not named being absent. */
export function gateOf(rules: Partial<PassRateGate>): Gate {
  return {
    kind: "rules",
    arms: null,
    passRate: null,
    confidence: null,
    casePassRate: null,
    meanScore: null,
    byTag: {},
    maxCostUsd: null,
    maxCostPerTrialUsd: null,
    maxP95LatencyMs: null,
    notWorseThan: null,
    byJudge: {},
    onInconclusive: null,
    note: null,
    ...rules,
  };
}

export async function* streamOf(records: readonly TrialRecord[]): AsyncGenerator<TrialRecord> {
  yield* records;
}

/** The summary of cases under a gate; as many arms as the first case has words. */
export function summarize(
  cases: CaseWords | readonly TrialRecord[],
  overrides: Partial<SuiteFacts> = {},
): Promise<SuiteHead> {
  const records = Array.isArray(cases) ? (cases as readonly TrialRecord[]) : trialRecords(cases as CaseWords); // a list of records or a map of words
  const arms = Math.max(1, new Set(records.map((record) => record.arm)).size);
  return summarizeSuite(suiteFacts(arms, overrides), streamOf(records));
}
