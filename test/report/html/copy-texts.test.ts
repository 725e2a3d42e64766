import { expect, test } from "vitest";
import { createCaseTable } from "../../../src/report/html/client/cases/case-table.ts";
import { failureMarkdown, promptText, tryCommand } from "../../../src/report/html/client/pane/copy-texts.ts";
import type { PageSuite } from "../../../src/report/html/page-data.ts";
import { failedTrial } from "../../helpers/report-fixtures.ts";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";

const suiteOf = (trials: TrialRecord[]): PageSuite => ({
  name: "triage",
  file: "suites/triage.yaml",
  rank: 0,
  simulated: false,
  arms: [],
  comparisons: [],
  prompts: [{ arms: trials.map(({ arm }) => arm), text: "system:\nRoute." }],
  trials,
});
const itemOf = (id: string, answer = "no") => {
  const suite = suiteOf([failedTrial(answer, 'expected "a", got "b"', { case: id })]);
  return { suite, item: createCaseTable(suite).cases[0]! };
};

test.each([
  ["refund", "prompt-run try suites/triage.yaml --case refund"],
  ["it's $(rm -rf ~) `x`", "prompt-run try suites/triage.yaml --case 'it'\\''s $(rm -rf ~) `x`'"],
  ["greet[lang=fr,tone=formal]", "prompt-run try suites/triage.yaml --case 'greet[lang=fr,tone=formal]'"],
  ["払い戻し", "prompt-run try suites/triage.yaml --case '払い戻し'"],
  ["--store=/", "prompt-run try suites/triage.yaml --case='--store=/'"],
  ["a\nrm -rf ~", null],
  ["a\u001b[201~rm", null],
])("the command for %j is one that a shell takes for one case", (id, command) => {
  const { item, suite } = itemOf(id);
  expect(tryCommand(item, suite)).toBe(command);
});

test("a failure as Markdown: what was asked, what was expected, what came; nothing in it ends its fences", () => {
  const { item, suite } = itemOf("refund", "````\n# not a heading\n````");
  const text = failureMarkdown(item, suite);
  expect(text).toContain("### triage: refund");
  expect(text).toContain('- equals_any: expected "a", got "b"');
  expect(text).toContain("`````\n````\n# not a heading\n````\n`````");
  expect(text).toContain("prompt-run try suites/triage.yaml --case refund");
});

test("a prompt to be tried elsewhere: as written, then the messages", () => {
  const { item, suite } = itemOf("refund");
  expect(promptText(item, suite)).toMatch(/^system:\nRoute\.\n\n---\n\n.+/);
});
