import { expect, test } from "vitest";
import { createCaseTable } from "../../../src/report/html/client/cases/case-table.ts";
import { failureMarkdown, promptText, caseCommand } from "../../../src/report/html/client/pane/copy-texts.ts";
import type { PageComparison, PageSuite } from "../../../src/report/html/page-data.ts";
import { failedTrial, trial } from "../../helpers/report-fixtures.ts";
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
  ["払い戻し", "prompt-run try suites/triage.yaml --case 払い戻し"],
  ["--store=/", "prompt-run try suites/triage.yaml --case=--store=/"],
  ["a\nrm -rf ~", null],
  ["a\u001b[201~rm", null],
])("the command for %j is one that a shell takes for one case", (id, command) => {
  const { item, suite } = itemOf(id);
  expect(caseCommand(item, suite)).toBe(command);
});

const arm = (id: string, model = id.slice(0, id.lastIndexOf("/"))) => {
  return { id, model, settings: {}, dropped_settings: [], cost_usd: 0.0123 };
};
const [SHORT, CAREFUL, PLAIN] = ["claude-haiku-5-5/short", "claude-haiku-5-5/careful", "claude-opus-5/default"];
const failedOn = (id: string) => failedTrial("no", "is not yes", { case: "leak", arm: id });
const passedOn = (id: string) => trial({ case: "leak", arm: id });
const skippedOn = (id: string) => trial({ case: "leak", arm: id, status: "skipped", verdict: null });
const CHOSEN = "prompt-run try suites/triage.yaml --case leak --model claude-haiku-5-5 --prompt";

test.each([
  ["the arm that failed", [passedOn(SHORT), failedOn(CAREFUL)], [], `${CHOSEN} careful`],
  ["the first of those that failed", [failedOn(SHORT), failedOn(CAREFUL)], [], `${CHOSEN} short`],
  [
    "the arm that regressed, of those that failed",
    [failedOn(SHORT), failedOn(CAREFUL)],
    [CAREFUL],
    `${CHOSEN} careful`,
  ],
  ["an arm of a prompt without a name", [passedOn(SHORT), failedOn(PLAIN)], [], "--model claude-opus-5"],
  ["an arm that was asked, not one that was not", [skippedOn(SHORT), passedOn(CAREFUL)], [], `${CHOSEN} careful`],
] as const)("the command asks %s again", (_name, trials, regressed, command) => {
  const comparisons = regressed.map((candidate): PageComparison => {
    return { against: "baseline", baseline: candidate, candidate, regressed: ["leak"], improved: [] };
  });
  const suite = { ...suiteOf([...trials]), arms: [SHORT, CAREFUL, PLAIN].map((id) => arm(id)), comparisons };
  const [item] = createCaseTable(suite).cases;
  expect(caseCommand(item!, suite)).toMatch(new RegExp(`${command}$`));
});

test("a case that was not run at all is not asked again, but gone on with", () => {
  const suite = suiteOf([skippedOn(SHORT)]);
  expect(caseCommand(createCaseTable(suite).cases[0]!, suite)).toBeNull();
});

test("an application's case is run under a cap that a shell takes, in place of a word for it", () => {
  const arms = [{ ...arm("bot/default", "bot"), settings: { command: ["./bot"] } }, arm(PLAIN)];
  const suite = { ...suiteOf([failedOn("bot/default")]), arms };
  const command = "prompt-run suites/triage.yaml --case leak --target bot --max-cost 0.013";
  expect(caseCommand(createCaseTable(suite).cases[0]!, suite)).toBe(command);
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
