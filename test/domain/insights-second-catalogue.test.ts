import { expect, test } from "vitest";
import { INSIGHTS } from "../../src/domain/diagnostics/english/insights/insights.ts";
import { TEXTS } from "../../src/domain/diagnostics/english/texts/texts.ts";
import { attribute, type ComparedSide } from "../../src/stats/baseline/attribute.ts";
import { judgeFacts } from "../../src/stats/baseline/judge-facts.ts";
import { allPassPrice } from "../../src/stats/gate/all-pass-price.ts";
import { standingNotes } from "../../src/stats/gate/standing-notes.ts";
import { shiftSentence } from "../../src/stats/paired/case-shifts.ts";
import { differenceSentence, summarySentence } from "../../src/stats/sentences.ts";
import { frontier } from "../../src/stats/summary/frontier.ts";
import { failureText } from "../../src/vitest/failure-text.ts";
import { caseFailure } from "../../src/vitest/outcomes.ts";
import { runOptionsOf } from "../../src/vitest/test-options.ts";
import { comparison } from "../helpers/report-fixtures.ts";
import { inSecondLanguage } from "../helpers/reports/second-catalogue.ts";
import { gateOf, sameCases, summarize } from "../helpers/suite-outcomes.ts";

inSecondLanguage(INSIGHTS);
inSecondLanguage(TEXTS);

const NOTHING = { trials: 2, passed: 0, failed: 0, undecided: 0, skipped: 0, errored: 0, quarantined: 0 };
const totals = (found: object): Parameters<typeof standingNotes>[0] =>
  ({ ...NOTHING, reused_trials: 0, ...found }) as Parameters<typeof standingNotes>[0]; // what is looked at

const NO_CASES = { total: 0, first: [] };
const SIDE: ComparedSide = {
  tool_version: "1",
  price_table: "a",
  replies: "live",
  hashes: null,
  arms: [{ id: "arm", model: "m", settings: { max_tokens: 5 }, prompt_text: "one", served: ["m-1"] }],
};

function differing(): (string | undefined)[] {
  const changes = {
    inputs: { total: 2, first: ["a"] },
    checks: NO_CASES,
    unmeasured: NO_CASES,
    undecided: NO_CASES,
    added: { total: 1, first: ["b"] },
    removed: NO_CASES,
    skipped: NO_CASES,
    quarantined: NO_CASES,
    unknown: 1,
    vars: [],
  };
  const [arm] = SIDE.arms;
  const candidate = { ...SIDE, tool_version: "2", arms: [{ ...arm!, id: "other", prompt_text: "two", settings: {} }] };
  const pairs = [{ baseline: "arm", candidate: "other" }];
  return attribute({ baseline: SIDE, candidate, changes: changes as never, pairs }).map(({ sentence }) => sentence);
}

const JUDGE = { name: "kind", hash: "1", model: "m" };
const open = comparison({ verdict: "inconclusive", regressed: ["a"], improved: [] });

test.each<[what: string, told: () => unknown, found: unknown]>([
  [
    "what differs",
    differing,
    ["cases-differ", "cases-differ", "cases-unsaid", "arm-against", "prompt-changed", "value-changed", "value-changed"],
  ],
  ["a judge that changed", () => judgeFacts([JUDGE], [{ ...JUDGE, hash: "2" }])[0]?.sentence, "judge-changed"],
  ["nothing tested", () => standingNotes(totals({ errored: 2 }), null), ["nothing-tested"]],
  ["answers of old", () => standingNotes(totals({ passed: 2, reused_trials: 2 }), null), ["all-reused"]],
  [
    "what is not strict",
    () => standingNotes(totals({ passed: 2 }), { missingAnswers: 1, reusedAnswers: 0, undecidedChecks: 0 }),
    ["not-strict"],
  ],
  ["a difference", () => differenceSentence(open), "arms-compared"],
  [
    "several",
    () => summarySentence([open, open].map((one) => ({ suite: "s", comparison: one, measures: [] }))),
    "many-comparisons",
  ],
  ["none", () => summarySentence([]), "nothing-compared"],
  [
    "cases that got worse",
    () =>
      shiftSentence([
        { names: ["a"], times: 1, baseline: { passed: 5, trials: 5 }, candidate: { passed: 0, trials: 5 } },
      ]),
    "cases-shifted",
  ],
  ["what all passing takes", () => allPassPrice(100), "all-must-pass"],
  [
    "a cheaper arm",
    () =>
      frontier(
        [
          { arm: open.baseline, costUsd: 1, passRate: 0.5 },
          { arm: open.candidate, costUsd: 0.5, passRate: 0.5 },
        ],
        [{ ...open, against: "arm" }],
        0.05,
      )?.sentences,
    ["cheaper-arm"],
  ],
  ["a case that was not run", () => caseFailure([], { canSend: true })?.message, "case-not-run"],
  ["a session without a cap", () => messageOf(() => runOptionsOf({ reuse: true })), "session-cap-wanted"],
  [
    "a check of a test",
    () =>
      failureText([
        {
          name: null,
          checks: [
            { name: null, type: "contains", verdict: "fail", turn: null, required: true, reason: "no" } as never,
          ],
        },
      ]).reasons, // what is looked at
    ["checked"],
  ],
])("%s is told in a second language as in the first", (_what, told, found) => {
  const wanted = Array.isArray(found) ? found.map((id) => `«${String(id)}»`) : `«${String(found)}»`;
  expect(told()).toEqual(wanted);
});

test("a rate of all that pass is told in a second language as in the first", async () => {
  const { insights } = await summarize(sameCases(5, ["P"]), { gate: gateOf({ passRate: 0.5, confidence: 0.95 }) });
  expect(insights?.rates?.map(({ sentence }) => sentence)).toEqual(["«rate-open»"]);
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return "done";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
