import { join } from "node:path";
import { expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import { gradeRun } from "../../../src/pipeline/commands/grade-run.ts";
import { findLabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { LabelSession } from "../../../src/pipeline/labelling/label-session.ts";
import type { ReportHead } from "../../../src/domain/reporter.ts";
import { listRuns, runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { LABELLING_HOOKS } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { IS_SOAK, times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const THETA = 0.75;
const CASES = times({ small: 16, long: 40 });
const LANES = 4;
const RUNS = times({ small: 2, long: 600 });

/** Answers that are right with a chance of THETA, and a judge that passes 90% of right and fails 80% of wrong ones. */
function suiteOf(run: number): string {
  const random = seededRandom(`pooled ${run}`);
  const cases = Array.from({ length: CASES }, (_, i) => {
    const [word, truth] = random() < THETA ? ["good", "pass"] : ["bad", "fail"];
    return `  - { id: r${run}c${i}, vars: { q: ${run} ${i} }, simulate: ${word} ${i}, simulate_judge: { truth: ${truth} } }`;
  });
  const judge = `{ model: claude-sonnet-5-5, rubric: It is right., labels: labels.jsonl, require: { right: 1, wrong: 1 }, simulate: { sensitivity: 0.9, specificity: 0.8, seed: ${run} } }`;
  const head = ["model: claude-haiku-5-5", 'prompt: "Answer {{ q }}"', `judges: { right: ${judge} }`];
  return [...head, "expect: [ { judge: right } ]", "gate: none", "cases:", ...cases].join("\n");
}

/** Run, label all by what is in the answers, grade: does the corrected interval hold THETA? Null: too few labels of a kind. */
async function covers(run: number): Promise<boolean | null> {
  const cwd = temporaryProject({ "suite.yaml": suiteOf(run) });
  await runSuite(cwd, { seed: run });
  const store = join(cwd, ".prompt-run");
  const folder = runFolderPath(store, listRuns(store).at(-1) ?? "");
  const found = await findLabelWork(
    { folder, judge: "right", sample: CASES, seed: run },
    invocationOf(cwd),
    LABELLING_HOOKS,
  );
  if (found.status !== "found") throw new Error(JSON.stringify(found));
  const session = new LabelSession({ ...found.work, by: "ann", mask: createMask([]), nowMs: () => 0 });
  for (let task = session.current; task !== null; task = session.current)
    session.label(task.shown.output.startsWith("good") ? "pass" : "fail", null);
  const heads: ReportHead[] = [];
  await gradeRun(folder, invocationOf(cwd), LABELLING_HOOKS, (head) => Promise.resolve(void heads.push(head)));
  const rate = heads[0]?.suites[0]?.arms[0]?.corrected_pass_rate;
  if (rate === undefined || rate === null || rate.low === null || rate.high === null) return null;
  return rate.low <= THETA && THETA <= rate.high;
}

test(
  `${RUNS} runs of a seeded judge, labelled and graded: the corrected intervals hold the true rate`,
  { timeout: 3_600_000 },
  async () => {
    const results: (boolean | null)[] = [];
    // Several at once: a run waits for its simulator more than it computes.
    const lane = async (first: number): Promise<void> => {
      for (let run = first; run < RUNS; run += LANES) results.push(await covers(run));
    };
    await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
    const known = results.filter((result) => result !== null).length;
    const held = results.filter((result) => result === true).length;
    if (IS_SOAK) console.log(`${held} of ${known} intervals hold ${THETA}: ${((100 * held) / known).toFixed(1)}%`);
    expect(known).toBeGreaterThanOrEqual(RUNS * 0.9);
    expect(held / known).toBeGreaterThanOrEqual(IS_SOAK ? 0.92 : 0.5);
  },
);
