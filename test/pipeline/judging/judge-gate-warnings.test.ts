import { expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const JUDGE = "{ model: claude-sonnet-5-5, rubric: It is right. }";

interface Written {
  readonly expect?: string;
  readonly gate?: string;
  readonly judge?: string;
  readonly suite?: string;
  /** Of the one case, which stands on line 8. */
  readonly case?: string;
}

function suiteText({ expect: checks, gate, judge = JUDGE, suite, case: ofCase }: Written): string {
  return [
    "model: claude-haiku-5-5",
    'prompt: "Answer {{ q }}"',
    `judges: { j: ${judge} }`,
    checks === undefined ? "# no checks" : `expect: ${checks}`,
    gate === undefined ? "# no gate" : `gate: ${gate}`,
    suite ?? "# nothing",
    "cases:",
    `  - { id: a, vars: { q: 1 }${ofCase === undefined ? "" : `, ${ofCase}`} }`,
    `  - { id: b, vars: { q: 2 }, expect: [ { judge: j } ] }`,
  ].join("\n");
}

/** `line: what` of each rule or check that a judge's errors cannot be taken out of. */
async function warned(written: Written): Promise<string[]> {
  const cwd = temporaryProject({ "suite.yaml": suiteText(written) });
  const checked = await checkSuites(invocationOf(cwd), wallClock.now());
  await checked.close();
  expect(checked.errors).toEqual([]);
  return checked.warnings
    .filter(({ code }) => code === "judge-not-corrected")
    .map(({ place, message }) => `${checked.locate(place).line ?? 0}: ${message.split(" cannot take")[0]}`);
}

const RATE = "{ pass_rate: 0.5 }";
const rows: readonly (readonly [what: string, written: Written, warned: string[]])[] = [
  ["a rate is put right", { expect: "[ { judge: j } ]", gate: RATE }, []],
  ["the default gate", { expect: "[ { judge: j } ]" }, ["3: the default gate, that every trial passes,"]],
  ["case_pass_rate", { expect: "[ { judge: j } ]", gate: "{ case_pass_rate: 0.5 }" }, ["5: `case_pass_rate`"]],
  ["mean_score", { expect: "[ { judge: j } ]", gate: "{ mean_score: 0.5 }" }, ["5: `mean_score`"]],
  ["a gate of costs alone asks nothing of answers", { expect: "[ { judge: j } ]", gate: "{ max_cost_usd: 1 }" }, []],
  ["min_score", { expect: "[ { judge: j } ]", gate: RATE, suite: "min_score: 0.5" }, ["6: `min_score`"]],
  [
    "min_score of a case",
    { gate: RATE, case: "min_score: 0.5, expect: [ { contains: x }, { judge: j, required: false } ]" },
    ["8: `min_score`"],
  ],
  [
    "min_score of a case that no judge has part in",
    { gate: RATE, case: "min_score: 0.5, expect: [ { contains: x } ]" },
    [],
  ],
  [
    "rates of two judged checks",
    {
      expect: "[ { judge: j }, { judge: { rubric: It is short., model: claude-sonnet-5-5, require: none } } ]",
      gate: "{ pass_rate: 0.5, by_judge: { j: { pass_rate: 0.5 } } }",
    },
    ["5: `pass_rate`, where a trial has several judged checks,"],
  ],
  [
    "the second of which is not required",
    { expect: "[ { judge: j }, { judge: j, required: false } ]", gate: RATE },
    [],
  ],
  ["a judge inside a check", { expect: "[ { not: { judge: j } } ]", gate: RATE }, ["4: a judge inside `not`"]],
  [
    "a judge inside a check of a case",
    { gate: RATE, case: "expect: [ { any_of: [ { contains: x }, { judge: j } ] } ]" },
    ["8: a judge inside `any_of`"],
  ],
  [
    "a property that happens to be called judge",
    { gate: RATE, expect: "[ { json: { schema: { properties: { judge: { type: string } } } } }, { judge: j } ]" },
    [],
  ],
  ["without a gate", { gate: "none", expect: "[ { not: { judge: j } } ]" }, []],
  [
    "a judge that is believed",
    { gate: RATE, expect: "[ { not: { judge: j } } ]", judge: JUDGE.replace(" }", ", require: none }") },
    [],
  ],
];
test.each(rows)(
  "what a judge's errors cannot be taken out of is told at its line: %s",
  async (_, written, expected) => {
    expect(await warned(written)).toEqual(expected);
  },
);
