import { expect, test } from "vitest";
import { REPORTERS } from "../../src/report/registry.ts";
import { isResumeShown } from "../../src/pipeline/output/is-resume-shown.ts";
import { html } from "../../src/report/html/html.ts";
import { PAGE_SCRIPT } from "../../src/report/html/generated/page-script.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import { withoutTold } from "../../src/report/words/next/without-told.ts";
import { head, noTotals, render, rule, suite } from "../helpers/report-fixtures.ts";

const ID = head().run.id;

test.each([
  ["label 80 answers: `c`", "label 80 answers"],
  ["label answers with `c`, or believe it", "label answers, or believe it"],
  ["label 80: `c`; label 80: `c`.", "label 80; label 80."],
  ["`c` makes it", "`c` makes it"],
  ["label 80: `c --judge polite`", "label 80: `c --judge polite`"],
  ["nothing: c", "nothing: c"],
])("issue 20: %j beside a step `c` is %j", (sentence, told) => {
  expect(withoutTold(sentence, [{ command: "c" }, { command: "d" }])).toBe(told);
});

const COMMAND = `prompt-run label ${ID} --judge polite`;
const WANTED = { judge: "polite", rule: null, wanted: 80, answers: 120, waiting: 0 };
const JUDGED = suite({
  verdict: "incomplete",
  insights: { labels_wanted: [WANTED] },
  gate: {
    verdict: "incomplete",
    note: null,
    rules: [
      rule({ verdict: "incomplete", value: null, reason: `it does not count: label about 80 answers: \`${COMMAND}\`` }),
    ],
  },
});

test.each(Object.entries({ table, html, markdown }))(
  "issue 20: the command that a judged run needs is told once above the cases: %s",
  async (_, reporter) => {
    const run = head({ verdict: "incomplete", exit_code: 3, suites: [JUDGED] });
    const text = await render(reporter, { head: run, trials: [[]] }, { columns: 200 });
    const [screen = ""] = text.replace(PAGE_SCRIPT, "").split(/id="sure"|<details/);
    expect(screen).toContain("label about 80 answers.");
    expect(screen.split(COMMAND)).toHaveLength(2);
  },
);

const TABLE = { facts: REPORTERS.table, file: null } as const;

test.each([
  ["the table on stdout", [TABLE], true],
  ["a table in a file", [{ ...TABLE, file: "a.txt" }], false],
  ["a report for programs", [{ facts: REPORTERS.json, file: null }], false],
  ["none", [], false],
] as const)("issue 20: after Ctrl-C %s says how the run goes on", (_, targets, isShown) => {
  const missing = { errored: 0, not_run: 9 };
  const stopped = head({
    verdict: "interrupted",
    exit_code: 130,
    totals: { ...noTotals, trials: 9, skipped: 9 },
    suites: [suite({ verdict: "interrupted", insights: { missing } })],
  });
  expect(isResumeShown(stopped, targets)).toBe(isShown);
  expect(isResumeShown(head(), targets)).toBe(false);
});

test("issue 20: a baseline that is there and was not named is held against the answers that are kept", async () => {
  const near = (baseline_near: string) =>
    suite({
      name: baseline_near,
      verdict: "incomplete",
      insights: { baseline_near },
      gate: { verdict: "incomplete", note: null, rules: [rule({ verdict: "incomplete", arm: null })] },
    });
  const told = async (...folders: string[]): Promise<string> =>
    render(table, {
      head: head({ verdict: "incomplete", exit_code: 3, suites: folders.map(near) }),
      trials: folders.map(() => []),
    });
  expect(await told("base/")).toContain(`prompt-run grade ${ID} --baseline base/`);
  expect(await told("base/", "base/")).toContain(`prompt-run grade ${ID} --baseline base/`);
  expect(await told("base/", "other/")).not.toContain("prompt-run grade");
});
