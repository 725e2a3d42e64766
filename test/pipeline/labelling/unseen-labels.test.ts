import { join } from "node:path";
import { expect, test } from "vitest";
import type { LabelLine } from "../../../src/domain/label.ts";
import { answerHashOf } from "../../../src/domain/label.ts";
import { judgementsIn } from "../../../src/domain/judging.ts";
import { unseenLabels } from "../../../src/pipeline/labelling/unseen-labels.ts";
import { storedReport } from "../../../src/pipeline/stored/stored-runs.ts";
import { listRuns, runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Answer {{ q }}"
judges: { right: { model: claude-sonnet-5-5, rubric: It is right. } }
expect: [ { judge: right } ]
gate: none
cases: [ { id: a, vars: { q: 1 }, simulate: good, simulate_judge: pass } ]
`;

test("a label of an answer that its run does not have is told of, where the run is in the store", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  await runSuite(cwd);
  const store = join(cwd, ".prompt-run");
  const [run = ""] = listRuns(store);
  const stored = await storedReport(runFolderPath(store, run));
  if (stored.status !== "stored") throw new Error(stored.message);
  let [hash, arm] = ["", ""];
  for await (const { record } of stored.lines(0)) {
    hash = record.checks.flatMap(judgementsIn)[0]?.answer_hash ?? "";
    arm = record.arm;
  }
  const shown = { input: "Answer 1", output: "better" };
  const label = { case: "a", arm, answer_hash: hash, drawn: { run } };
  const told = async (lines: readonly object[]): Promise<readonly string[]> => {
    // All that is looked at of a label.
    const labels = lines.map((changes, index) => ({ line: index + 1, label: { ...label, ...changes } }) as LabelLine);
    const found = await unseenLabels({ judge: "right", file: "labels.jsonl", labels, store });
    return found.map(({ place, message }) => `${"line" in place ? place.line : 0}: ${message}`);
  };
  expect(await told([{}, { arm: null }])).toEqual([]);
  expect(await told([{}, { answer_hash: answerHashOf(shown) }, { case: "b" }, { arm: "other/default" }])).toEqual([
    expect.stringMatching(/^2: the run \S+ has no such answer to the case `a`/),
    expect.stringMatching(/^3: .*`b`/),
    expect.stringMatching(/^4: /),
  ]);
  const elsewhere = ["20261101-000000-abcdef0", "../runs", ""].map((other) => ({
    answer_hash: "h",
    drawn: { run: other },
  }));
  expect(await told(elsewhere)).toEqual([]);
});
