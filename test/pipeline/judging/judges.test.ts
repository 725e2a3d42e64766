import { expect, test } from "vitest";
import type { CheckRecord } from "../../../src/domain/formats/records.ts";
import { judgedOf, runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

interface Written {
  readonly judge?: string;
  readonly expect?: string;
  readonly cases?: string;
  readonly rest?: string;
}

/** A suite whose one judge is `j` and whose one case answers "Paris". */
function suiteOf({
  judge = "rubric: It is right.",
  expect: checks = "[ { judge: j } ]",
  cases,
  rest = "",
}: Written): string {
  return [
    "model: claude-haiku-5-5",
    'prompt: "Capital of {{ country }}?"',
    `judges: { j: { model: claude-sonnet-5-5, ${judge} } }`,
    `expect: ${checks}`,
    `cases: ${cases ?? "[ { id: a, vars: { country: France }, simulate: Paris, simulate_judge: pass } ]"}`,
    rest,
  ].join("\n");
}

async function checksOf(written: Written): Promise<readonly CheckRecord[]> {
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": suiteOf(written) }));
  return judgedOf(trials);
}

const caseOf = (said: string): string =>
  `[ { id: a, vars: { country: France }, simulate: Paris, simulate_judge: ${said} } ]`;

test("a judged answer passes, with what the judge said in its record", async () => {
  const { trials, head } = await runSuite(temporaryProject({ "suite.yaml": suiteOf({}) }));
  const [check] = judgedOf(trials);
  expect(check).toMatchObject({
    type: "judge",
    verdict: "pass",
    score: 1,
    judge: {
      name: "j",
      model: "claude-sonnet-5-5",
      verdict: "pass",
      evidence: "Paris",
      reasoning: "simulated",
      votes: [{ model: "claude-sonnet-5-5", verdict: "pass", reason: null }],
      reused: false,
    },
  });
  expect(check?.judge?.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(check?.judge?.cost_usd).toBeGreaterThan(0);
  expect(head.totals.grading_cost_usd).toBeCloseTo(check?.judge?.cost_usd ?? 0, 12);
  expect(head.totals.requests).toBe(2);
});

const verdicts: readonly (readonly [what: string, judge: string, said: string, verdict: string, reason: RegExp])[] = [
  ["fail", "rubric: R", "fail", "fail", /^j0: simulated$/],
  ["unsure is undecided", "rubric: R", "unsure", "undecided", /unsure/],
  [
    "off the menu is undecided",
    "rubric: R",
    '{ text: \'{"verdict":"maybe"}\' }',
    "undecided",
    /“maybe” is not on the judge's menu/,
  ],
  ["no simulate_judge is undecided", "rubric: R", "{ j0: pass }", "undecided", /no `simulate_judge`/],
  ["a refusal is undecided", "rubric: R", "{ stop_reason: refusal }", "undecided", /the judge refused/],
  ["text of another form is undecided", "rubric: R", "{ text: I would pass it }", "undecided", /not of the form/],
  ["JSON of another form is undecided", "rubric: R", '{ text: "[1]" }', "undecided", /not of the form/],
  ["an answer cut off is undecided", "rubric: R, max_tokens: 1", "pass", "undecided", /cut off/],
  [
    "an error of the API is undecided",
    "rubric: R",
    "{ error: { status: 400, type: invalid_request_error, message: no } }",
    "undecided",
    /gave no answer/,
  ],
  ["the judge by its name", "rubric: R", "{ j: fail }", "fail", /simulated/],
  ["by arm", "rubric: R", "{ j: { arms: { claude-haiku-5-5: fail } } }", "fail", /simulated/],
  ["by trial", "rubric: R", "[ fail, pass ]", "fail", /simulated/],
  ["the case of a verdict is of no matter", "rubric: R", "PASS", "pass", /simulated/],
  [
    "a required quote that is there",
    "rubric: R, quote: required",
    "{ verdict: pass, evidence: 'Capital  of France' }",
    "pass",
    /simulated/,
  ],
  [
    "a required quote that is not there",
    "rubric: R, quote: required",
    "{ verdict: pass, evidence: Rome }",
    "undecided",
    /stands nowhere/,
  ],
  [
    "a required quote that is missing",
    "rubric: R, quote: required",
    '{ verdict: fail, evidence: "" }',
    "undecided",
    /quotes nothing/,
  ],
  [
    "a quote with a gap",
    "rubric: R, quote: required",
    "{ verdict: pass, evidence: '“Capital … France?”' }",
    "pass",
    /simulated/,
  ],
  ["choices by score", "rubric: R, choices: { good: 1, weak: 0.5, wrong: 0 }", "weak", "pass", /weak, score 0.5/],
  [
    "choices below pass_at",
    "rubric: R, choices: { good: 1, weak: 0.5, wrong: 0 }, pass_at: 0.6",
    "weak",
    "fail",
    /weak, score 0.5/,
  ],
  ["a majority of repeats", "rubric: R, repeats: 3", "{ votes: [ pass, fail, pass ] }", "pass", /2 of 3/],
  [
    "no majority of repeats",
    "rubric: R, repeats: 3",
    "{ votes: [ pass, fail, unsure ] }",
    "undecided",
    /the votes are split: 1 pass, 1 fail, 1 undecided/,
  ],
  [
    "votes that are one, and decide nothing",
    "rubric: R, repeats: 3",
    "unsure",
    "undecided",
    /no vote decides: 3 undecided/,
  ],
  [
    "all criteria",
    "criteria: { a: A, b: B }",
    "{ criteria: { a: pass, b: fail } }",
    "fail",
    /a holds; b does not hold/,
  ],
  [
    "any criterion",
    "criteria: { a: A, b: B }, combine: any",
    "{ criteria: { a: unsure, b: pass } }",
    "pass",
    /b holds/,
  ],
  [
    "criteria of which one is undecided and the other fails",
    "criteria: { a: A, b: B }",
    "{ criteria: { a: unsure, b: fail } }",
    "fail",
    /b does not hold/,
  ],
  [
    "criteria of which the undecided one decides",
    "criteria: { a: A, b: B }",
    "{ criteria: { a: unsure, b: pass } }",
    "undecided",
    /a is undecided/,
  ],
  [
    "at least so many criteria",
    "criteria: { a: A, b: B, c: C }, combine: { at_least: 2 }",
    "{ criteria: { a: pass, b: fail, c: pass } }",
    "pass",
    /c holds/,
  ],
  [
    "the mean of criteria",
    "criteria: { a: A, b: B }, combine: mean, pass_at: 0.6",
    "{ criteria: { a: pass, b: fail } }",
    "fail",
    /a holds/,
  ],
  [
    "a criterion that the judge leaves out",
    "criteria: { a: A, b: B }",
    "{ criteria: { a: pass } }",
    "undecided",
    /b is undecided/,
  ],
];
test("what a judge says, and what comes of it", async () => {
  const judges = verdicts.map(([, judge], n) => `  j${n}: { model: claude-sonnet-5-5, ${judge} }`);
  const cases = verdicts.map(([, , said], n) => {
    const own = said.replace(/^\{ j: /, `{ j${n}: `);
    return `  - { id: c${n}, vars: { country: France }, simulate: Paris, simulate_judge: ${own}, expect: [ { judge: j${n} } ] }`;
  });
  const lines = [
    "model: claude-haiku-5-5",
    'prompt: "Capital of {{ country }}?"',
    "judges:",
    ...judges,
    "cases:",
    ...cases,
  ];
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": lines.join("\n") }));
  const checks = judgedOf(trials);
  expect(checks.length).toBe(verdicts.length);
  for (const [n, [what, , , verdict, reason]] of verdicts.entries()) {
    expect(checks[n]?.verdict, what).toBe(verdict);
    expect(checks[n]?.reason, what).toMatch(reason);
    expect(checks[n]?.score === null, what).toBe(verdict === "undecided");
  }
});

test("a panel decides by agreement, each member with its vote", async () => {
  const panel = (agree: string): string =>
    suiteOf({ cases: caseOf("{ votes: [ pass ] }") }).replace(
      "model: claude-sonnet-5-5,",
      `panel: [claude-sonnet-5-5, claude-opus-5-5, claude-opus-5], ${agree}`,
    );
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": panel("agree: 3,") }));
  const [check] = judgedOf(trials);
  expect(check?.verdict).toBe("pass");
  expect(check?.judge?.votes.map(({ model }) => model)).toEqual([
    "claude-sonnet-5-5",
    "claude-opus-5-5",
    "claude-opus-5",
  ]);
});

test("one model twice in a panel is that by its alias too", async () => {
  const suite = suiteOf({ cases: caseOf("pass") }).replace(
    "model: claude-sonnet-5-5,",
    "panel: [big, claude-sonnet-5-5],",
  );
  const config = "models: { big: claude-sonnet-5-5 }\n";
  const cwd = temporaryProject({ "suite.yaml": suite, "prompt-run.config.yaml": config });
  await expect(runSuite(cwd)).rejects.toThrow(/the panel names `claude-sonnet-5-5` twice/);
});

test("members of a panel differ as `votes` says, each with its repeats in order", async () => {
  const of = (id: string, judge: string, votes: string): string =>
    `  - { id: ${id}, vars: { country: ${id} }, simulate: Paris, simulate_judge: { votes: [${votes}] }, expect: [ { judge: ${judge} } ] }`;
  const lines = [
    "model: claude-haiku-5-5",
    'prompt: "Capital of {{ country }}?"',
    "judges:",
    "  all: { panel: [claude-sonnet-5-5, claude-opus-5-5, claude-opus-5], agree: 3, rubric: R }",
    "  most: { panel: [claude-sonnet-5-5, claude-opus-5-5], repeats: 3, rubric: R }",
    "cases:",
    of("a", "all", "pass, pass, fail"),
    of("b", "all", "fail"),
    of("c", "most", "pass, fail, pass, fail, pass, fail"),
    of("d", "most", "pass, fail, pass, pass, pass, fail"),
  ];
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": lines.join("\n") }));
  const checks = judgedOf(trials);
  expect(checks.map(({ verdict }) => verdict)).toEqual(["undecided", "fail", "undecided", "pass"]);
  expect(checks[0]?.reason).toMatch(/the panel does not agree: 2 pass, 1 fail/);
});

const composed: readonly (readonly [checks: string, said: string, verdict: string, requests: number])[] = [
  ["[ { any_of: [ { contains: Paris }, { judge: j } ] } ]", "fail", "pass", 1],
  ["[ { any_of: [ { contains: Rome }, { judge: j } ] } ]", "pass", "pass", 2],
  ["[ { any_of: [ { contains: Rome }, { judge: j } ] } ]", "unsure", "undecided", 2],
  ["[ { all_of: [ { contains: Rome }, { judge: j } ] } ]", "pass", "fail", 1],
  ["[ { all_of: [ { contains: Paris }, { judge: j } ] } ]", "fail", "fail", 2],
  ["[ { not: { judge: j } } ]", "pass", "fail", 2],
  ["[ { not: { judge: j } } ]", "fail", "pass", 2],
  ["[ { not: { judge: j } } ]", "unsure", "undecided", 2],
  ["[ { all_of: [ { judge: j }, { judge: { rubric: Other, model: claude-opus-5 } } ] } ]", "fail", "fail", 2],
  ["[ { any_of: [ { judge: j }, { judge: { rubric: Other, model: claude-opus-5 } } ] } ]", "fail", "fail", 3],
];
test("checks around a judge ask it only when it decides, and stay undecided with it", async () => {
  const cases = composed.map(([checks, said], n) => {
    const turn = `vars: { country: "${n}" }, simulate: Paris`;
    return `  - { id: c${n}, ${turn}, simulate_judge: ${said}, expect: ${checks} }`;
  });
  const suite = suiteOf({ cases: `\n${cases.join("\n")}` }).replace("expect: [ { judge: j } ]", "");
  const { trials, head } = await runSuite(temporaryProject({ "suite.yaml": suite }));
  expect(trials.map(({ checks }) => checks[0]?.verdict)).toEqual(composed.map(([, , verdict]) => verdict));
  expect(head.totals.requests).toBe(composed.reduce((sum, [, , , requests]) => sum + requests, 0));
});

test("an answer that has failed a required rule is not judged, unless judge_all says so", async () => {
  const written = { expect: "[ { judge: j }, { contains: Rome } ]" };
  const [check] = await checksOf(written);
  expect(check).toMatchObject({ verdict: null, score: null, judge: null, reason: "j was not asked" });
  const [judged] = await checksOf({ ...written, rest: "judge_all: true" });
  expect(judged).toMatchObject({ verdict: "pass", judge: { verdict: "pass" } });
  const [optional] = await checksOf({ expect: "[ { judge: j }, { contains: Rome, required: false } ]" });
  expect(optional).toMatchObject({ verdict: "pass" });
});

test("what was not asked is neither passed, failed nor undecided in the counts", async () => {
  const { head, trials } = await runSuite(
    temporaryProject({ "suite.yaml": suiteOf({ expect: "[ { judge: j }, { contains: Rome } ]" }) }),
  );
  expect(trials[0]?.verdict).toBe("fail");
  expect(head.suites[0]?.arms[0]?.checks.map(({ name }) => name)).not.toContain("judge");
});

test("a refused or truncated answer is not judged", async () => {
  const cases = "[ { id: a, vars: { country: France }, simulate: { stop_reason: refusal }, simulate_judge: pass } ]";
  expect((await checksOf({ cases }))[0]).toMatchObject({ verdict: null, judge: null });
});

test("each turn is judged by itself, with the conversation before where the judge sees it", async () => {
  const suite = [
    "model: claude-haiku-5-5",
    "judges: { j: { model: claude-sonnet-5-5, rubric: It is right., see: [turns, input, output] } }",
    "cases:",
    "  - id: a",
    "    expect: [ { judge: j, turn: each } ]",
    "    turns:",
    "      - { user: One?, simulate: uno, simulate_judge: pass }",
    "      - { user: Two?, simulate: dos, simulate_judge: { verdict: fail, evidence: uno } }",
  ].join("\n");
  const { trials } = await runSuite(temporaryProject({ "suite.yaml": suite }));
  expect(judgedOf(trials).map(({ turn, verdict }) => [turn, verdict])).toEqual([
    [1, "pass"],
    [2, "fail"],
  ]);
});

test("equal answers of a case are judged once; who comes later says that nothing was sent for it", async () => {
  const cases = "[ { id: a, trials: 3, vars: { country: France }, simulate: Paris, simulate_judge: pass } ]";
  const { trials, head } = await runSuite(temporaryProject({ "suite.yaml": suiteOf({ cases }) }));
  expect(judgedOf(trials).filter(({ judge }) => judge?.reused === true)).toHaveLength(2);
  expect(head.totals.requests).toBe(4);
});

test("a seeded judge errs where its seed says, the same in every run", async () => {
  const cases = Array.from({ length: 24 }, (_, n) => {
    const truth = n % 2 === 0 ? "pass" : "fail";
    return `  - { id: c${n}, vars: { country: "${n}" }, simulate: "answer ${n}", simulate_judge: { truth: ${truth} } }`;
  });
  const judge = "rubric: R, simulate: { sensitivity: 0.5, specificity: 1, seed: 3 }";
  const folder = temporaryProject({ "suite.yaml": suiteOf({ judge, cases: `\n${cases.join("\n")}` }) });
  const verdictsOf = async (): Promise<(string | null)[]> =>
    (await runSuite(folder)).trials.map(({ verdict }) => verdict);
  const first = await verdictsOf();
  expect(first.filter((verdict, n) => n % 2 === 1 && verdict === "pass")).toEqual([]);
  const passed = first.filter((verdict) => verdict === "pass").length;
  expect(passed).toBeGreaterThan(1);
  expect(passed).toBeLessThan(11);
  expect(await verdictsOf()).toEqual(first);
});
