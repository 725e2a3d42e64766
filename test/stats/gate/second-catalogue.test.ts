import { expect, test } from "vitest";
import { RULINGS } from "../../../src/domain/diagnostics/english/rulings/rulings.ts";
import type { Gate, NotWorseThan, PassRateGate } from "../../../src/domain/suite.ts";
import { JudgeBook, type JudgeFacts } from "../../../src/stats/judges/judge-book.ts";
import { judgeStanding } from "../../../src/stats/judges/judge-standing.ts";
import { unblockWords } from "../../../src/stats/judges/judge-words.ts";
import { NO_CELLS } from "../../../src/stats/judges/label-counts.ts";
import { inSecondLanguage } from "../../helpers/reports/second-catalogue.ts";
import { type CaseWords, gateOf, sameCases, summarize } from "../../helpers/suite-outcomes.ts";

inSecondLanguage(RULINGS);

const NOT_WORSE: NotWorseThan = {
  baseline: null,
  arm: "simple/v1",
  on: "pass_rate",
  margin: 0.05,
  alpha: 0.05,
  minPaired: 0.9,
  arms: {},
};
const rules = (of: Partial<PassRateGate>): Gate => gateOf({ arms: ["simple/v1"], ...of });
const pairs = (of: Partial<NotWorseThan> = {}): Gate => gateOf({ notWorseThan: { ...NOT_WORSE, ...of } });
const mixed: CaseWords = { ...sameCases(6, ["P", "P"]), ...sameCases(4, ["F", "F"], "f"), e: ["E", "E"] };

test.each<[what: string, cases: CaseWords, gate: Gate, found: string]>([
  ["the default gate", sameCases(3, ["P"]), { kind: "default" }, "all-passed"],
  ["a failure", { a: ["F"] }, { kind: "default" }, "some-failed"],
  ["many trials of which one fails", { ...sameCases(40, ["P"]), f: ["F"] }, { kind: "default" }, "also"],
  ["a trial without a verdict", { a: ["P"], b: ["U"] }, { kind: "default" }, "trials-open"],
  ["nothing that was tested", { a: ["E"] }, { kind: "default" }, "nothing-tested"],
  ["a rate that is reached", mixed, rules({ passRate: 0.5 }), "asked-for"],
  ["a rate that is missed", mixed, rules({ passRate: 0.9 }), "less-than-asked"],
  ["a rate that depends on what is missing", mixed, rules({ passRate: 0.6 }), "rate-open"],
  ["a rate that is proven", sameCases(99, ["P"]), rules({ passRate: 0.5, confidence: 0.95 }), "also"],
  ["a rate that is open", sameCases(3, ["P"]), rules({ passRate: 0.9, confidence: 0.95 }), "in-figures"],
  ["a case below its rate", mixed, rules({ casePassRate: 0.5 }), "cases-below"],
  ["cases that reach theirs", sameCases(3, ["P"]), rules({ casePassRate: 0.5 }), "cases-reach"],
  ["a mean score", sameCases(3, ["P"]), rules({ meanScore: 0.5 }), "score-asked-for"],
  ["a cap", sameCases(3, ["P"]), rules({ maxCostUsd: 100 }), "within-cap"],
  ["a cap that is crossed", sameCases(3, ["P"]), rules({ maxCostUsd: 0 }), "over-cap"],
  ["a latency", sameCases(3, ["P"]), rules({ maxP95LatencyMs: 1e9 }), "latency"],
  ["a tag that no case has", sameCases(3, ["P"]), rules({ byTag: { x: { passRate: 1 } } }), "tag-without-cases"],
  ["an arm that is not there", sameCases(3, ["P"]), gateOf({ arms: ["gone"], passRate: 1 }), "unknown-arm"],
  ["another arm that is not there", sameCases(3, ["P"]), pairs({ arm: "gone" }), "unknown-compared-arm"],
  ["no baseline", sameCases(3, ["P"]), pairs({ arm: null, baseline: "main.json" }), "no-baseline-given"],
  ["a difference that is open", sameCases(3, ["P", "P"]), pairs(), "in-figures"],
  ["one that is not worse", sameCases(99, ["P", "P"]), pairs(), "of"],
  ["one that is worse", sameCases(20, ["P", "F"]), pairs(), "of"],
  ["nothing that pairs", { a: ["P", "E"] }, pairs(), "nothing-pairs"],
  ["too few that pair", { ...sameCases(8, ["P", "P"]), ...sameCases(8, ["P", "E"], "e") }, pairs(), "few-pair"],
])("%s is ruled on in a second language as in the first", async (_what, cases, gate, found) => {
  const { gate: ruled } = await summarize(cases, { gate });
  expect(ruled.rules.map(({ reason }) => reason)).toEqual(ruled.rules.map(() => `«${found}»`));
  expect(ruled.rules.length).toBeGreaterThan(0);
});

const JUDGE: JudgeFacts = {
  name: "polite",
  hash: "h",
  model: "m",
  require: { right: 20, wrong: 20, sensitivity: 0.9, specificity: null },
  groups: [],
  cells: NO_CELLS,
  stale: 0,
  unjudged: 0,
};

test("how far a judge can be trusted is told in a second language as in the first", () => {
  const evidence = { cells: NO_CELLS, sensitivity: null, specificity: null, stale: 0, unjudged: 0 };
  const standing = (change: Partial<typeof evidence>): string | null =>
    judgeStanding({ ...evidence, ...change }, JUDGE.require).reason;
  expect([standing({}), standing({ stale: 1 }), standing({ unjudged: 1 })]).toEqual([
    "«few-labels»",
    "«labels-stale»",
    "«labels-wait»",
  ]);
  const book = new JudgeBook([JUDGE], false, 0);
  expect([book.whyNot(["polite"]), book.whyNot(["other"]), book.whyNot(["polite", "other"])]).toEqual([
    "«judge-stands»",
    "«unknown-judge»",
    "«also»",
  ]);
  const judge = book.judges.get("polite");
  expect(judge === undefined ? null : unblockWords(judge)).toBe("«label-answers»");
});
