import { expect, test } from "vitest";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

interface Written {
  readonly judge?: string;
  readonly cases: readonly string[];
  readonly rest?: string;
}

/** Two prompts, `v1` the baseline; case n answers differently on each. */
function suiteOf({ judge = "", cases, rest = "" }: Written): string {
  return [
    "model: claude-haiku-5-5",
    "prompts: { v1: 'Say {{ n }}', v2: 'Say {{ n }} well' }",
    `judges: { j: { model: claude-sonnet-5-5, prefer: Which answer helps more?${judge === "" ? "" : `, ${judge}`} } }`,
    "compare: { by: prompt, prefer: j }",
    "expect: [ { length: { min_chars: 1 } } ]",
    "gate: none",
    rest,
    "cases:",
    ...cases.map(
      (said, n) =>
        `  - { id: c${n}, vars: { n: ${n} }, simulate: { v1: "plain ${n}", v2: "rich ${n}" }, simulate_judge: ${said} }`,
    ),
  ].join("\n");
}

async function preferenceOf(written: Written) {
  const { head } = await runSuite(temporaryProject({ "suite.yaml": suiteOf(written) }));
  const [suite] = head.suites;
  const preference = suite?.comparisons[0]?.preference;
  return { head, preference, insight: suite?.insights?.preferences?.[0] };
}

const times = (count: number, said: string): string[] => Array.from({ length: count }, () => said);

test("a side that wins in both orders has the case's vote, and the sign test says what the votes prove", async () => {
  const { preference, head } = await preferenceOf({ cases: times(8, "candidate") });
  expect(preference).toEqual({
    judge: "j",
    candidate: 8,
    baseline: 0,
    ties: 0,
    flips: 0,
    p_value: expect.closeTo(2 / 2 ** 8, 10) as number,
    verdict: "better",
  });
  // 16 trials, and two calls a pair, whose cost is that of grading.
  expect(head.totals.requests).toBe(16 + 16);
  expect(head.totals.grading_cost_usd).toBeGreaterThan(0);
});

const outcomes: readonly (readonly [what: string, said: string, counts: object])[] = [
  ["the baseline", "baseline", { candidate: 0, baseline: 1, ties: 0, flips: 0 }],
  ["a tie in both orders", "tie", { candidate: 0, baseline: 0, ties: 1, flips: 0 }],
  ["always the first is a flip, and a flip is a tie", "first", { candidate: 0, baseline: 0, ties: 1, flips: 1 }],
  ["always the second", "second", { candidate: 0, baseline: 0, ties: 1, flips: 1 }],
  ["unsure is no vote", "unsure", { candidate: 0, baseline: 0, ties: 0, flips: 0, p_value: null }],
  ["off the menu", '{ text: \'{"verdict":"both"}\' }', { ties: 0, p_value: null }],
  ["a refusal", "{ stop_reason: refusal }", { ties: 0, p_value: null }],
  ["by judge", "{ j: candidate }", { candidate: 1 }],
  ["by the candidate's arm", "{ arms: { v2: candidate } }", { candidate: 1 }],
  ["the truth, of a judge that never errs", "{ truth: baseline }", { baseline: 1 }],
];
test.each(outcomes)("%s", async (_, said, counts) => {
  const { preference } = await preferenceOf({ cases: [said] });
  expect(preference).toMatchObject({ judge: "j", verdict: "inconclusive", ...counts });
});

test("trial i meets trial i, and a case has one vote however many trials it has", async () => {
  const cases = ["[candidate, candidate, baseline]", "[candidate, baseline, tie]"];
  const { preference, insight } = await preferenceOf({ cases, rest: "trials: 3" });
  // Trials of a case have equal answers here: what a simulator is told sets them apart.
  expect(insight?.asked).toBe(6);
  expect(preference).toMatchObject({ candidate: 1, baseline: 0, ties: 1 });
});

test("equal answers are a tie without being asked about", async () => {
  const text = suiteOf({ cases: ["candidate"] }).replace("rich 0", "plain 0");
  const { head } = await runSuite(temporaryProject({ "suite.yaml": text }));
  expect(head.suites[0]?.comparisons[0]?.preference).toMatchObject({ ties: 1, flips: 0, candidate: 0 });
  expect(head.totals.requests).toBe(2);
});

test("repeats: the majority of each order speaks", async () => {
  const { preference, head } = await preferenceOf({
    judge: "repeats: 3",
    cases: ["{ votes: [candidate, candidate, baseline] }"],
  });
  expect(preference).toMatchObject({ candidate: 1 });
  expect(head.totals.requests).toBe(2 + 6);
});

test("a seeded judge prefers the place by its errors, which shows as flips", async () => {
  const judge = "simulate: { sensitivity: 0.7, specificity: 0.7, seed: 3 }";
  const { preference } = await preferenceOf({ judge, cases: times(30, "{ truth: candidate }") });
  const { candidate = 0, baseline = 0, flips = 0 } = preference ?? {};
  // Of pairs 49 % win in both orders, 9 % lose in both, 42 % flip.
  expect(candidate).toBeGreaterThan(10);
  expect(baseline).toBeLessThan(7);
  expect(flips).toBeGreaterThan(7);
  expect(candidate + baseline + flips).toBe(30);
});

test("a quarantined case, an errored answer and an undecided pair have no vote", async () => {
  const text = suiteOf({ cases: ["candidate", "candidate", "unsure"] })
    .replace("{ id: c0,", "{ id: c0, quarantine: flaky,")
    .replace('v2: "rich 1"', "v2: { error: { status: 400, type: invalid_request_error, message: no } }");
  const { head } = await runSuite(temporaryProject({ "suite.yaml": text }));
  const [suite] = head.suites;
  expect(suite?.comparisons[0]?.preference).toMatchObject({ candidate: 0, baseline: 0, ties: 0, p_value: null });
  expect(suite?.insights?.preferences?.[0]).toMatchObject({ asked: 1, undecided: 1, unasked: 0 });
});

test("pairs with evidence and both answers are kept for reports, losses first", async () => {
  const { insight } = await preferenceOf({
    cases: ["candidate", "{ verdict: baseline, evidence: plain, reasoning: clearer }"],
  });
  expect(insight?.pairs).toEqual([
    {
      case: "c1",
      trial: 1,
      outcome: "baseline",
      reason: "clearer",
      baseline: "plain 1",
      candidate: "rich 1",
      evidence: ["plain", "plain"],
    },
    {
      case: "c0",
      trial: 1,
      outcome: "candidate",
      reason: "simulated",
      baseline: "plain 0",
      candidate: "rich 0",
      evidence: ["rich 0", "rich 0"],
    },
  ]);
});

test("what is left of a budget is kept for the pairs of answers that were paid for", async () => {
  const cases = times(12, "candidate");
  const limits = "max_tokens: 200";
  const judge = "max_tokens: 400";
  const free = await preferenceOf({ cases, judge, rest: limits });
  const text = suiteOf({ cases, judge, rest: limits });
  for (const share of [0.3, 0.6]) {
    const maxCostUsd = (free.head.totals.cost_usd ?? 0) * share + 0.04;
    const { head, trials } = await runSuite(temporaryProject({ "suite.yaml": text }), { maxCostUsd, concurrency: 3 });
    const answered = trials.filter(({ status }) => status === "completed").map(({ case: id, arm }) => `${id} ${arm}`);
    const pairs =
      trials.filter(({ case: id }) =>
        ["v1", "v2"].every((prompt) => answered.includes(`${id} claude-haiku-5-5/${prompt}`)),
      ).length / 2;
    expect(head.totals.cost_usd).toBeLessThanOrEqual(maxCostUsd);
    expect(answered.length).toBeLessThan(24);
    expect(pairs).toBeGreaterThan(0);
    expect(head.suites[0]?.insights?.preferences?.[0]).toMatchObject({ asked: pairs, unasked: 0 });
  }
});
