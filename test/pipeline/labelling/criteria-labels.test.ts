import { join } from "node:path";
import { expect, test } from "vitest";
import { questionText } from "../../../src/cli/terminal/label-view.ts";
import { createMask } from "../../../src/base/mask.ts";
import type { LabelRecord } from "../../../src/domain/formats/records.ts";
import { runJudges } from "../../../src/pipeline/labelling/judges-run.ts";
import { judgeLines } from "../../../src/pipeline/labelling/judges-text.ts";
import type { LabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { LabelSession } from "../../../src/pipeline/labelling/label-session.ts";
import { labelSummary } from "../../../src/pipeline/labelling/label-summary.ts";
import { readLabels } from "../../../src/store/labels/label-file.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { LABELLING_HOOKS, newestLabelWork } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** Answers that are plain or not, dated or not; the judge never sees that a date is missing. */
function suiteText(combine = "all"): string {
  const cases = Array.from({ length: 12 }, (_, i) => {
    const [plain, dated] = [i % 2 === 0, i % 3 !== 0];
    const text = `${plain ? "plain" : "jargon"} ${dated ? "dated" : "undated"} ${i}`;
    return `  - { id: c${i}, vars: { q: ${i} }, simulate: ${text}, simulate_judge: { criteria: { plain: ${plain ? "pass" : "fail"}, date: pass } } }`;
  });
  return [
    "model: claude-haiku-5-5",
    'prompt: "Answer {{ q }}"',
    `judges: { clear: { model: claude-sonnet-5-5, criteria: { plain: No jargon., date: Names a date. }, combine: ${combine}, labels: labels.jsonl, require: { right: 2, wrong: 2 } } }`,
    "expect: [ { judge: clear } ]",
    "gate: none",
    "cases:",
    ...cases,
  ].join("\n");
}

const workOf = (cwd: string): Promise<LabelWork> => newestLabelWork(cwd, "clear");

const sessionOf = (work: LabelWork): LabelSession =>
  new LabelSession({ ...work, by: "ann", mask: createMask([]), nowMs: () => 0 });

/** Labels honestly by what is in the answer, at most so many criteria. */
function labelAll(session: LabelSession, most = Number.POSITIVE_INFINITY): void {
  for (let count = 0; count < most; count++) {
    const task = session.current;
    if (task === null) return;
    const wanted = task.criterion === "plain" ? "plain" : "dated";
    session.label(task.shown.output.split(" ").includes(wanted) ? "pass" : "fail", null);
  }
}

async function labelsIn(cwd: string): Promise<LabelRecord[]> {
  const { labels, problems } = await readLabels(join(cwd, "labels.jsonl"), "clear");
  expect(problems).toEqual([]);
  return labels.map(({ label }) => label);
}

test("J3: each criterion is asked by itself, and the whole is what they come to", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteText() });
  await runSuite(cwd);
  const work = await workOf(cwd);
  expect(work.tasks.slice(0, 4).map(({ criterion }) => criterion)).toEqual(["plain", "date", "plain", "date"]);
  const [first] = work.tasks;
  if (first === undefined) throw new Error("no task");
  expect(questionText(work.judge, first)).toMatch(/plain: No jargon\./);
  expect(questionText(work.judge, first)).not.toContain("Names a date");
  labelAll(sessionOf(work));
  const labels = await labelsIn(cwd);
  expect(labels).toHaveLength(3 * 12);
  for (const whole of labels.filter(({ criterion }) => criterion === null)) {
    const own = labels.filter((one) => one.answer_hash === whole.answer_hash && one.criterion !== null);
    expect(own.map(({ criterion }) => criterion)).toEqual(["plain", "date"]);
    expect(whole.label).toBe(own.every(({ label }) => label === "pass") ? "pass" : "fail");
  }
  expect((await labelSummary(join(cwd, "labels.jsonl"), "clear")).join("\n")).toMatch(
    /^12 labels: 4 pass, 8 fail.*\nplain: 12 labels: 6 pass, 6 fail.*\ndate: 12 labels: 8 pass, 4 fail/,
  );
  const judged = await runJudges({ judge: null, probe: false }, invocationOf(cwd), LABELLING_HOOKS);
  if (judged.status !== "judged") throw new Error(JSON.stringify(judged));
  const text = judged.judges.flatMap((judge) => judgeLines(judge, 0)).join("\n");
  expect(text).toMatch(/ {2}plain: passes 100% \(.*\) of right, fails 100% \(.*\) of wrong answers, κ 1/);
  expect(text).toMatch(/ {2}date: passes 100% \(.*\) of right, fails 0% \(.*\) of wrong answers, κ 0/);
  expect(text).toMatch(
    /more labels an arm, about \d+ minutes each, bring ± 5 points, more than the 12 answers judged here/,
  );
});

test("J3: labelling goes on between two criteria of an answer; what is taken back takes the whole with it", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteText("any") });
  await runSuite(cwd);
  labelAll(sessionOf(await workOf(cwd)), 3);
  expect((await labelsIn(cwd)).map(({ criterion }) => criterion)).toEqual(["plain", "date", null, "plain"]);
  const session = sessionOf(await workOf(cwd));
  expect(session.progress).toEqual({ done: 3, of: 24 });
  expect(session.current?.criterion).toBe("date");
  session.label("unsure", null);
  expect((await labelsIn(cwd)).at(-1)?.criterion).toBe(null);
  expect(session.back()).toBe(true);
  expect((await labelsIn(cwd)).map(({ criterion }) => criterion)).toEqual(["plain", "date", null, "plain"]);
  session.label("pass", null);
  expect((await labelsIn(cwd)).at(-1)).toMatchObject({ criterion: null, label: "pass" });
});
