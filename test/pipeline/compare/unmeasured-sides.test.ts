import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ComparisonReport } from "../../../src/domain/comparison-report.ts";
import { type CompareRequest, compareSides } from "../../../src/pipeline/commands/compare-sides.ts";
import { unexplainedOf } from "../../../src/report/words/difference-words.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ m }}"
expect: [{ contains: yes }]
limits: { max_attempts: 1 }
cases:
  - { id: late, vars: { m: a }, simulate: { error: { status: 400, message: no } } }
  - { id: hi, vars: { m: b }, simulate: SAID }
`;

const request = (cwd: string): Omit<CompareRequest, "named"> => {
  return { arms: {}, seed: 0, margin: null, failOnInconclusive: false, store: join(cwd, ".prompt-run"), cwd };
};

async function compared(cwd: string, baseline: string, candidate: string): Promise<ComparisonReport> {
  const done = await compareSides({ ...request(cwd), named: { baseline, candidate } });
  if (done.status !== "compared") throw new Error(done.message);
  return done.report;
}

function differences({ suites }: ComparisonReport): readonly string[] {
  return suites.flatMap(({ differences: found }) => found.map(({ sentence }) => sentence));
}

test.each([
  [
    "all errored",
    "{ error: { status: 400, message: no } }",
    "2 cases without a verdict on either side, not compared: late, hi",
  ],
  ["one errored", "yes", "1 case without a verdict on either side, not compared: late"],
])("finding 28: a run compared with itself has no case on one side only: %s", async (_, said, sentence) => {
  const cwd = temporaryProject({ "suite.yaml": SUITE.replace("SAID", said) });
  const { head } = await runSuite(cwd);
  const report = await compared(cwd, head.run.id, head.run.id);
  expect(differences(report)).toEqual([]);
  expect(report.notes).toContain(sentence);
  expect(report.notes).toEqual([...new Set(report.notes)]);
});

const JUDGED = `model: claude-haiku-5-5
prompt: "Say {{ m }}"
judges: { polite: { model: claude-sonnet-5-5, rubric: It is polite., require: none } }
expect: [{ judge: polite }]
cases:
  - { id: a, vars: { m: a }, simulate: hi, simulate_judge: pass }
  - { id: b, vars: { m: b }, simulate: ho, simulate_judge: SAID }
`;

test.each([
  ["unsure", "unsure", [], ["1 case without a verdict on either side, not compared: b"]],
  ["pass", "unsure", ["1 case without a verdict on the candidate's side, not compared: b"], []],
  ["unsure", "pass", ["1 case without a verdict on the baseline's side, not compared: b"], []],
])("a judge that says %s, then %s: which side has no verdict", async (before, after, differing, notes) => {
  const cwd = temporaryProject({ "suite.yaml": JUDGED.replace("SAID", before) });
  const first = await runSuite(cwd);
  writeFileSync(join(cwd, "suite.yaml"), JUDGED.replace("SAID", after));
  const second = await runSuite(cwd);
  const report = await compared(cwd, first.head.run.id, second.head.run.id);
  expect(differences(report)).toEqual(differing);
  expect(report.notes).toEqual(notes);
  if (differing.length === 0) expect(report.suites.map(unexplainedOf)).toEqual(["no case changed"]);
});
