import { expect, test } from "vitest";
import { questionText } from "../../../src/cli/terminal/label-view.ts";
import { newestLabelWork } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suiteOf = (judge: string): string => `model: claude-haiku-5-5
prompt: "{{ q }}"
judges: { right: { model: claude-sonnet-5-5, ${judge}, labels: labels.jsonl } }
expect: [{ judge: { use: right, reference: "{{ known }}" } }]
gate: none
cases:
  - { id: sum, vars: { q: "1+1?", known: two }, simulate: It is 2., simulate_judge: pass }
  - { id: product, vars: { q: "3*3?", known: nine }, simulate: It is 9., simulate_judge: pass }
`;

test.each([
  ["a rubric", 'rubric: "Does it say {{ reference }} to {{ q }}"', "right: Does it say two to 1+1?"],
  ["a verdict", 'verdicts: { pass: "It says {{ reference }}.", fail: It does not. }', "  pass: It says two."],
])("a person is asked what the judge is asked, with the case's variables in it: %s", async (_of, judge, asked) => {
  const cwd = temporaryProject({ "suite.yaml": suiteOf(judge) });
  await runSuite(cwd);
  const { tasks, judge: labelled } = await newestLabelWork(cwd, "right");
  const task = tasks.find(({ shown }) => shown.output === "It is 2.");
  if (task === undefined) throw new Error("no such answer");
  expect(questionText(labelled, task)).toContain(asked);
  expect(questionText(labelled, task)).not.toContain("{{");
});
