import { verdictSentence } from "../../../src/report/words/news.ts";
import { expect, test } from "vitest";
import { runsTable } from "../../../src/pipeline/output/runs-text.ts";
import { github } from "../../../src/report/github/github.ts";
import { html } from "../../../src/report/html/html.ts";
import { json } from "../../../src/report/formats/json.ts";
import { quiet } from "../../../src/report/formats/quiet.ts";
import { markdown } from "../../../src/report/markdown/markdown.ts";
import { table } from "../../../src/report/table/table.ts";
import { render } from "../../helpers/report-fixtures.ts";
import { type RanSuite, runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

interface Written {
  readonly judge?: string;
  readonly expect: string;
  readonly said: string;
  readonly gate?: string;
  readonly rest?: string;
}

const MODEL = "model: claude-sonnet-5-5";

async function ran({ judge = "", expect: checks, said, gate, rest = "" }: Written): Promise<RanSuite> {
  const text = [
    "model: claude-haiku-5-5",
    'prompt: "Capital of {{ country }}?"',
    `judges: { j: { ${MODEL}, rubric: It is right.${judge} }, sure: { model: claude-opus-5, rubric: It is short., require: none } }`,
    `expect: ${checks}`,
    ...(gate === undefined ? [] : [`gate: ${gate}`]),
    rest,
    "cases:",
    `  - { id: a, vars: { country: France }, simulate: Paris, simulate_judge: ${said} }`,
    `  - { id: b, vars: { country: Italy }, simulate: Paris is not it, simulate_judge: ${said} }`,
  ];
  const used = checks.includes("sure")
    ? text.join("\n")
    : text
        .join("\n")
        .replace(/, sure: \{[^}]*\}/, "")
        .replaceAll(", sure: pass", "");
  return runSuite(temporaryProject({ "suite.yaml": used }));
}

const J_PASS = "{ j: pass, sure: pass }";
const J_FAIL = "{ j: fail, sure: pass }";
const forms: readonly (readonly [what: string, written: Written])[] = [
  ["all_of, passing", { expect: "[ { all_of: [ { contains: Paris }, { judge: j } ] } ]", said: J_PASS }],
  ["all_of, failing", { expect: "[ { all_of: [ { contains: Paris }, { judge: j } ] } ]", said: J_FAIL }],
  ["any_of, passing", { expect: "[ { any_of: [ { contains: Rome }, { judge: j } ] } ]", said: J_PASS }],
  ["any_of, failing", { expect: "[ { any_of: [ { contains: Rome }, { judge: j } ] } ]", said: J_FAIL }],
  ["not, passing", { expect: "[ { not: { judge: j } } ]", said: J_FAIL }],
  ["not, failing", { expect: "[ { not: { judge: j } } ]", said: J_PASS }],
  ["not any_of", { expect: "[ { not: { any_of: [ { contains: Rome }, { judge: j } ] } } ]", said: J_FAIL }],
  ["not all_of", { expect: "[ { not: { all_of: [ { contains: Paris }, { judge: j } ] } } ]", said: J_PASS }],
  ["beside a believed judge", { expect: "[ { all_of: [ { judge: sure }, { judge: j } ] } ]", said: J_PASS }],
  [
    "by score",
    { expect: "[ { contains: Paris }, { judge: j, required: false } ]", said: J_PASS, rest: "min_score: 0.8" },
  ],
];
test.each(forms)("a judge that nobody measured makes a gate neither green nor red: %s", async (what, written) => {
  const gates = what.startsWith("all_of") ? [undefined, "{ pass_rate: 0.5 }"] : ["{ pass_rate: 0.5 }"];
  for (const gate of gates) {
    const { head, trials } = await ran({ ...written, ...(gate === undefined ? {} : { gate }) });
    expect(trials.map(({ verdict }) => verdict)).not.toContain("undecided");
    expect(head.suites[0]?.gate.verdict).toBe("incomplete");
    expect(head.exit_code).toBe(3);
    expect(head.totals.as_judged).toBe(2);
    expect(head.suites[0]?.gate.rules[0]?.reason).toMatch(
      /2 trials hang on what j said, and .*the judge j is unmeasured/,
    );
    // Issue 20: what unblocks the gate is the headline, the rest stands with the rule.
    expect(verdictSentence(head)).toMatch(/about 80 labelled answers measure it, and here are 2: add cases/);
  }
});

test("what a rule decides around a judge hangs on nobody", async () => {
  const passing = { expect: "[ { any_of: [ { contains: Paris }, { judge: j } ] } ]", said: J_FAIL };
  expect((await ran(passing)).head).toMatchObject({ exit_code: 0, totals: { as_judged: 0 } });
  const failing = { expect: "[ { all_of: [ { contains: Rome }, { judge: j } ] } ]", said: J_PASS };
  expect((await ran(failing)).head).toMatchObject({ exit_code: 1, totals: { as_judged: 0 } });
  const second = { expect: "[ { any_of: [ { judge: j }, { judge: sure } ] } ]", said: J_FAIL };
  expect((await ran(second)).head).toMatchObject({ exit_code: 0, totals: { as_judged: 0 } });
});

test("by_judge counts what the judge said, not what `not` makes of it, and every judge that was asked", async () => {
  const { head } = await ran({
    judge: ", require: none",
    expect: "[ { not: { judge: j } } ]",
    said: J_FAIL,
    gate: "{ by_judge: { j: { pass_rate: 0.5 } } }",
  });
  expect(head.suites[0]?.judges?.[0]).toMatchObject({ name: "j", judged: 2 });
  expect(head.suites[0]?.gate.rules[0]?.reason).toMatch(/^0% passed/);
  const both = await ran({ expect: "[ { any_of: [ { judge: j }, { judge: sure } ] } ]", said: J_FAIL });
  expect(both.head.suites[0]?.judges?.map(({ judged }) => judged)).toEqual([2, 2]);
});

/** What is said of a run in every format. */
async function texts({
  head,
  trials,
}: RanSuite): Promise<Record<"table" | "quiet" | "markdown" | "github" | "html" | "json" | "runs", string>> {
  const fixture = { head, trials: [trials] };
  return {
    table: await render(table, fixture, { columns: 200 }),
    quiet: await render(quiet, fixture),
    markdown: await render(markdown, fixture),
    github: await render(github, fixture),
    html: await render(html, fixture),
    json: await render(json, fixture),
    runs: runsTable([{ id: "r", line: null, head }], { columns: 200, color: false }),
  };
}

test("J1: what hangs on an unmeasured judge is nowhere shown as if it had passed", async () => {
  const run = await ran({ expect: "[ { judge: j } ]", said: J_PASS });
  const shown = await texts(run);
  expect(shown.table).toMatch(/100%\*/);
  expect(shown.table).toMatch(/2\/2\*/);
  expect(shown.table).toMatch(/\* as judged, and a judge errs/);
  expect(shown.table).toMatch(/2 passed, 0 failed \(2 of them as judged\)/);
  expect(shown.table.replace(/\s+/g, " ")).toMatch(
    /j is unmeasured: .*2 passed trials hang on it, and count as undecided/,
  );
  expect(shown.quiet).toMatch(/incomplete +suite +2\/2 as judged/);
  expect(shown.markdown).toMatch(/2 of them as judged/);
  expect(shown.github).toMatch(/incomplete%3A 2 of 2 passed as judged/);
  expect(shown.html).toMatch(/>as judged</);
  expect(shown.runs).toMatch(/2\/2 100% as judged/);
  const report = JSON.parse(shown.json) as {
    totals: { as_judged: number };
    suites: { arms: { as_judged: number }[] }[];
  };
  expect([report.totals.as_judged, report.suites[0]?.arms[0]?.as_judged]).toEqual([2, 2]);
});

test("J1: a difference between arms that hangs on a judge is said to be as judged", async () => {
  const text = [
    "model: claude-haiku-5-5",
    'prompts: { v1: "Say {{ n }}", v2: "Say {{ n }} well" }',
    `judges: { j: { ${MODEL}, rubric: It is right. } }`,
    "expect: [ { judge: j } ]",
    "gate: none",
    "cases:",
    ...Array.from(
      { length: 8 },
      (_, n) => `  - { id: c${n}, vars: { n: ${n} }, simulate_judge: { arms: { v1: pass, v2: fail } } }`,
    ),
  ].join("\n");
  const shown = await texts(await runSuite(temporaryProject({ "suite.yaml": text })));
  expect(shown.table).toMatch(/−100 \(−100…[^)]*\)\*/);
  for (const one of [shown.table.replace(/\s+/g, " "), shown.markdown, shown.html]) {
    expect(one).toMatch(/The comparisons are of verdicts as judged/);
  }
});

test("J1: where every judge is believed as it is, nothing is said of it", async () => {
  const run = await ran({ judge: ", require: none", expect: "[ { judge: j } ]", said: J_PASS });
  const shown = await texts(run);
  expect(Object.values({ ...shown, html: "" }).join("\n")).not.toMatch(/as.judged/);
  expect(run.head.exit_code).toBe(0);
});
