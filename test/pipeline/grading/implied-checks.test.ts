import { expect, test } from "vitest";
import { CHECK_TYPES } from "../../../src/domain/check-facts.ts";
import type { CheckRecord, Rate, TrialRecord } from "../../../src/domain/formats/records.ts";
import { impliedTitle, isImplied } from "../../../src/domain/values/implied-check.ts";
import { checkName } from "../../../src/report/words/trial-notes.ts";
import { judgedTrial } from "../../../src/stats/judges/judged-trial.ts";
import { CheckTally } from "../../../src/stats/summary/check-tally.ts";
import { addCells, NO_CELLS, stratumCounts } from "../../../src/stats/judges/label-counts.ts";
import { summarizeSuite } from "../../../src/stats/summary/summarize-suite.ts";
import { failureText } from "../../../src/vitest/failure-text.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { streamOf, suiteFacts } from "../../helpers/suite-outcomes.ts";
import { cellOf } from "../../stats/judges/simulated-judge.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const JUDGED = "{ judge: right }";

/** Really graded: the simulator answers, its judge passes all, and the checks are a case's own. */
async function trialsOf(checks: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, TrialRecord>> {
  const cases = Object.entries(checks).map(
    ([id, own]) =>
      `  - { id: ${id}, vars: { q: ${id} }, simulate: Yes, simulate_judge: { right: pass }, expect: [ ${own} ] }`,
  );
  const suite = [
    "model: claude-haiku-5-5",
    'prompt: "Answer {{ q }}"',
    "judges: { right: { model: claude-sonnet-5-5, rubric: It is right., require: none } }",
    "cases:",
    ...cases,
  ];
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": suite.join("\n") }));
  return new Map(trials.map((trial) => [trial.case, trial]));
}

const OWN = "{ refusal: false, name: implied, weight: 0 }";
const rows: readonly (readonly [id: string, checks: string, hasRules: boolean])[] = [
  ["alone", JUDGED, false],
  ["optional", `${JUDGED}, { contains: Yes, required: false }`, false],
  ["rule", `${JUDGED}, { contains: Yes }`, true],
  ["refusal", `${JUDGED}, { refusal: false }`, true],
  ["stop", `${JUDGED}, { stop_reason: end_turn }`, true],
  ["named", `${JUDGED}, { contains: Yes, name: implied, weight: 0 }`, true],
  ["alike", `${JUDGED}, ${OWN}`, true],
];

test("issue 11: of a judged trial the implied checks are no rules, and what people wrote always is", async () => {
  const trials = await trialsOf(Object.fromEntries(rows.map(([id, checks]) => [id, checks])));
  const told = new Map([...trials].map(([id, trial]) => [id, judgedTrial(trial).hasRules]));
  expect(told).toEqual(new Map(rows.map(([id, , hasRules]) => [id, hasRules])));
  for (const [id, { checks }] of trials) {
    const implied = checks.filter(isImplied).map(({ type }) => type);
    const own = { refusal: ["complete"], alike: ["complete"], stop: [] }[id] ?? ["refusal", "complete"];
    expect(implied, id).toEqual(own);
  }
});

test("issue 11: a check that people call as implied ones are called is told as theirs", async () => {
  const trial = (await trialsOf({ alike: `${OWN}, ${JUDGED}` })).get("alike");
  const checks = (trial?.checks ?? []).filter(({ type }) => type !== "judge");
  expect(checks.map(({ implied }) => implied)).toEqual([false, undefined]);
  expect(checks.map(checkName)).toEqual(["implied (refusal)", "answered whole"]);
  expect(failureText([{ name: null, checks }]).actual.split("\n")).toEqual([expect.stringContaining("implied")]);
  const tally = new CheckTally();
  const { implied: _, ...unwritten } = checks[0] as CheckRecord; // there are two, see above
  for (const check of [...checks, unwritten]) tally.add(check);
  expect(tally.summaries().map(({ type, passed }) => [type, passed])).toEqual([
    ["refusal", 1],
    ["complete", 1],
    ["refusal", 1],
  ]);
});

test("issue 11: no check of the language has a type that only implied ones have", () => {
  expect(CHECK_TYPES).not.toContain("complete");
});

test("issue 11: records of 0.1 say no more than name, type and weight", () => {
  const old: CheckRecord = {
    type: "complete",
    name: "implied",
    verdict: "pass",
    score: 1,
    reason: "the answer was not cut off",
    required: true,
    weight: 0,
    turn: null,
  };
  expect(impliedTitle(old)).toBe("answered whole");
  expect(impliedTitle({ ...old, type: "refusal", turn: 2 })).toBe("not refused");
  for (const change of [{ name: null }, { weight: 1 }, { required: false }, { type: "contains" }])
    expect(impliedTitle({ ...old, ...change }), JSON.stringify(change)).toBeNull();
});

/** The rate of forty answers that a measured judge passes, put right. */
async function correctedRate(checks: CheckRecord[], like: TrialRecord): Promise<Rate | null> {
  const records = Array.from({ length: 40 }, (_, i) => ({ ...like, case: `c${100 + i}`, arm: "simple/v1", checks }));
  const labelled = (isPassed: boolean, right: number) =>
    Array.from({ length: 45 }, (_, i) => cellOf({ isRight: i < right, isPassed }));
  const labels = { pass: labelled(true, 42), fail: labelled(false, 3) };
  const strata = { pass: stratumCounts(90, labels.pass), fail: stratumCounts(90, labels.fail) };
  const judge = {
    name: "right",
    hash: like.checks[0]?.judge?.hash ?? "",
    model: "claude-sonnet-5-5",
    require: { right: 20, wrong: 20, sensitivity: null, specificity: null },
    groups: [{ run: "earlier", arm: "simple/v1", isSameJudge: true, strata }],
    cells: [...labels.pass, ...labels.fail].reduce(addCells, NO_CELLS),
    stale: 0,
    unjudged: 0,
  };
  const head = await summarizeSuite(suiteFacts(1, { run: "now", judges: [judge] }), streamOf(records));
  return head.arms[0]?.corrected_pass_rate ?? null;
}

test("issue 11: implied checks that hold widen no corrected rate; a rule of the suite does", async () => {
  const trials = await trialsOf({ alone: JUDGED, rule: `${JUDGED}, { contains: Yes }` });
  const [alone, rule] = [trials.get("alone"), trials.get("rule")];
  if (alone === undefined || rule === undefined) throw new Error("no trials");
  const judgedAlone = await correctedRate(
    alone.checks.filter(({ type }) => type === "judge"),
    alone,
  );
  const asGraded = await correctedRate(alone.checks, alone);
  expect(asGraded).toEqual(judgedAlone);
  expect(asGraded?.method).toBe("judge-error-rates");
  expect((await correctedRate(rule.checks, rule))?.low).toBeLessThan(asGraded?.low ?? 0);
});
