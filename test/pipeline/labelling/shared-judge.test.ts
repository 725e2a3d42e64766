import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JudgedRecord, LabelRecord } from "../../../src/domain/formats/records.ts";
import { answerHashOf, halfOf } from "../../../src/domain/label.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { findLabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { runJudges } from "../../../src/pipeline/labelling/judges-run.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { listRuns, runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { LABELLING_HOOKS } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CONFIG = `judges: { right: { model: claude-sonnet-5-5, rubric: It is right., labels: labels.jsonl } }\n`;
const suiteOf = (id: string): string => `model: claude-haiku-5-5
prompt: "Answer {{ q }}"
expect: [ { judge: right } ]
gate: { pass_rate: 0.5 }
cases: [ { id: ${id}, vars: { q: ${id} }, simulate: good, simulate_judge: pass } ]
`;

function labelOf(id: string): LabelRecord {
  const shown = { input: `Answer ${id}`, output: "good" };
  return {
    judge: "right",
    judge_hash: "another",
    answer_hash: answerHashOf(shown),
    shown,
    case: id,
    arm: null,
    criterion: null,
    label: "pass",
    by: "ann",
    note: null,
    at: "2026-11-28T12:00:00.000Z",
    drawn: { run: "r", stratum: "pass", labelled: 1, of: 1 },
    half: halfOf("right", id),
  };
}

test("two suites that ask one judge of the config: what is judged for one is not lost to the other, and no label is strange", async () => {
  const cwd = temporaryProject({
    "prompt-run.config.yaml": CONFIG,
    "a.yaml": suiteOf("a"),
    "b.yaml": suiteOf("b"),
  });
  const invocation = invocationOf(cwd, { suites: ["a.yaml", "b.yaml"] });
  const checked = await checkSuites(invocation, wallClock.now());
  await checked.close();
  const [judge] = checked.suites[0]?.loaded.suite.judges ?? [];
  const labels = ["a", "b"].map((id) => ({ ...labelOf(id), texts_hash: judge?.textsHash ?? "" }));
  writeFileSync(join(cwd, "labels.jsonl"), labels.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const judged = await runJudges({ judge: null, probe: false }, invocation, LABELLING_HOOKS);
  if (judged.status !== "judged") throw new Error(judged.status);
  expect(judged.judges.map((one) => [one.judged.length, one.lost])).toEqual([
    [2, 0],
    [2, 0],
  ]);
  const lines = readFileSync(join(cwd, "labels.judged.jsonl"), "utf8").trim().split("\n");
  const answers = lines.map((line) => (JSON.parse(line) as JudgedRecord).answer_hash);
  expect(answers).toEqual(labels.map((label) => label.answer_hash).toSorted());
  const again = await checkSuites(invocation, wallClock.now());
  await again.close();
  expect(again.errors).toEqual([]);
  expect(again.warnings.map(({ code }) => code)).not.toContain("unknown-label");
});

test("an answer is drawn by what the judge itself said, and not by what `not` makes of it", async () => {
  const suite = `model: claude-haiku-5-5
prompt: "Answer {{ q }}"
judges: { rude: { model: claude-sonnet-5-5, rubric: It is rude., labels: labels.jsonl } }
expect: [ { not: { judge: rude } } ]
gate: none
cases:
  - { id: a, vars: { q: 1 }, simulate: please, simulate_judge: fail }
  - { id: b, vars: { q: 2 }, simulate: bah, simulate_judge: pass }
`;
  const cwd = temporaryProject({ "suite.yaml": suite });
  await runSuite(cwd);
  const store = join(cwd, ".prompt-run");
  const folder = runFolderPath(store, listRuns(store).at(-1) ?? "");
  const found = await findLabelWork({ folder, judge: "rude", sample: 10, seed: 0 }, invocationOf(cwd), LABELLING_HOOKS);
  if (found.status !== "found") throw new Error(found.status);
  const drawn = found.work.tasks.flatMap((task) => task.drawn.map((one) => [one.case, one.verdict]));
  expect(Object.fromEntries(drawn)).toEqual({ a: "fail", b: "pass" });
});
