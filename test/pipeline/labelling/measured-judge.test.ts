import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import type { LabelRecord } from "../../../src/domain/formats/records.ts";
import { gradeRun } from "../../../src/pipeline/commands/grade-run.ts";
import { findLabelWork, type LabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { LabelSession } from "../../../src/pipeline/labelling/label-session.ts";
import { runJudges } from "../../../src/pipeline/labelling/judges-run.ts";
import { judgeLines } from "../../../src/pipeline/labelling/judges-text.ts";
import { listRuns, runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { readLabels } from "../../../src/store/labels/label-file.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { LABELLING_HOOKS } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

/** Right and wrong answers, and a judge that errs as often as said; `tail` changes the suite. */
function suiteText(
  right: number,
  wrong: number,
  { meaning = "It is wrong.", seed = 1, rubric = "It is right." } = {},
): string {
  const cases = (kind: string, count: number, truth: string) =>
    Array.from(
      { length: count },
      (_, i) =>
        `  - { id: ${kind}${i}, vars: { q: ${kind}${i} }, simulate: ${kind} ${i}, simulate_judge: { truth: ${truth} } }`,
    );
  return [
    "model: claude-haiku-5-5",
    'prompt: "Answer {{ q }}"',
    "judges:",
    "  right:",
    "    model: claude-sonnet-5-5",
    `    rubric: ${rubric}`,
    `    verdicts: { pass: It is right., fail: ${meaning} }`,
    "    labels: labels/right.jsonl",
    "    require: { right: 3, wrong: 3 }",
    `    simulate: { sensitivity: 0.9, specificity: 0.8, seed: ${seed} }`,
    "expect: [ { judge: right } ]",
    "gate: { pass_rate: 0.5, confidence: 0.9 }",
    "cases:",
    ...cases("good", right, "pass"),
    ...cases("bad", wrong, "fail"),
  ].join("\n");
}

function lastRun(cwd: string): string {
  const store = join(cwd, ".prompt-run");
  return runFolderPath(store, listRuns(store).at(-1) ?? "");
}

async function workOf(cwd: string, sample = 100): Promise<LabelWork> {
  const request = { folder: lastRun(cwd), judge: "right", sample, seed: 0 };
  const found = await findLabelWork(request, invocationOf(cwd), LABELLING_HOOKS);
  if (found.status !== "found") throw new Error(JSON.stringify(found));
  return found.work;
}

function sessionOf(work: LabelWork, by = "ann"): LabelSession {
  return new LabelSession({ ...work, by, mask: createMask([]), nowMs: () => 0 });
}

/** Labels honestly by what is in the answer. */
function labelAll(work: LabelWork, by?: string): void {
  const session = sessionOf(work, by);
  for (let task = session.current; task !== null; task = session.current)
    session.label(task.shown.output.startsWith("good") ? "pass" : "fail", null);
}

const runs = new Map<string, Promise<string>>();

/** A project in which a suite ran, its answers labelled where that is asked for, for one test to go on with. Each is made once. */
async function projectOf(text: string, isLabelled: boolean): Promise<string> {
  const key = `${isLabelled} ${text}`;
  const once = runs.get(key) ?? projectAnew(text, isLabelled);
  runs.set(key, once);
  const cwd = temporaryProject({});
  cpSync(await once, cwd, { recursive: true });
  return cwd;
}

async function projectAnew(text: string, isLabelled: boolean): Promise<string> {
  const cwd = permanentProject({});
  if (isLabelled) {
    cpSync(await projectOf(text, false), cwd, { recursive: true });
    labelAll(await workOf(cwd));
  } else {
    writeFileSync(join(cwd, "suite.yaml"), text);
    await runSuite(cwd);
  }
  return cwd;
}

const labelled = (text: string): Promise<string> => projectOf(text, true);

async function labelsIn(cwd: string): Promise<readonly LabelRecord[]> {
  return (await readLabels(join(cwd, "labels/right.jsonl"), "right")).labels.map(({ label }) => label);
}

async function graded(cwd: string) {
  let head = null;
  await gradeRun(lastRun(cwd), invocationOf(cwd), LABELLING_HOOKS, (report) => {
    head = report;
    return Promise.resolve();
  });
  return head as Awaited<ReturnType<typeof runSuite>>["head"] | null;
}

test("from no labels to a verdict: incomplete, labelled blind, put right; the same figures for the same records", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteText(12, 14) });
  const { head } = await runSuite(cwd);
  expect(head.suites[0]?.judges?.[0]).toMatchObject({ status: "unmeasured", judged: 26, labels: 0, sensitivity: null });
  expect(head.exit_code).toBe(3);
  const work = await workOf(cwd);
  expect(work.tasks).toHaveLength(26);
  labelAll(work);
  const labels = await labelsIn(cwd);
  expect(labels[0]).toMatchObject({ judge: "right", by: "ann", criterion: null, simulated: true });
  expect(Object.keys(labels[0]?.shown ?? {})).toEqual(["input", "output"]);
  expect(new Set(labels.map(({ half }) => half))).toEqual(new Set(["test", "tune"]));
  const [first, again] = [await graded(cwd), await graded(cwd)];
  const suite = first?.suites[0];
  expect(suite?.judges?.[0]?.status).toBe("measured");
  expect(suite?.arms[0]?.corrected_pass_rate?.method).toBe("judge-strata");
  expect(again?.suites[0]?.arms[0]?.corrected_pass_rate).toEqual(suite?.arms[0]?.corrected_pass_rate);
  expect(again?.suites[0]?.judges).toEqual(suite?.judges);
});

test("labelling goes on where it was left, takes back, skips, and labels further draws of an answer without asking", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteText(6, 4).replace(/simulate: good \d/g, "simulate: good 0") });
  await runSuite(cwd);
  const session = sessionOf(await workOf(cwd));
  const first = session.current;
  session.label("pass", "a note");
  expect(session.progress.done).toBe(1);
  expect(session.back()).toBe(true);
  expect(session.current).toBe(first);
  expect(await labelsIn(cwd)).toEqual([]);
  session.skip();
  expect(session.current).not.toBe(first);
  session.label("unsure", null);
  const next = sessionOf(await workOf(cwd));
  expect(next.progress.done).toBe(1);
  expect(next.back()).toBe(false);
});

test("a changed rubric needs `judges` again, changed texts of verdicts make labels stale", async () => {
  const cwd = await labelled(suiteText(12, 14));
  const changed = (text: string): string => {
    const project = temporaryProject({ "suite.yaml": text });
    cpSync(join(cwd, "labels"), join(project, "labels"), { recursive: true });
    return project;
  };
  const edited = changed(suiteText(12, 14, { rubric: "It is right indeed." }));
  expect((await runSuite(edited)).head.suites[0]?.judges?.[0]?.status).toBe("unmeasured");
  const judged = await runJudges({ judge: null, probe: true }, invocationOf(edited), LABELLING_HOOKS);
  if (judged.status !== "judged") throw new Error(JSON.stringify(judged));
  const text = judged.judges.flatMap((judge) => judgeLines(judge, 0)).join("\n");
  expect(text).toMatch(/right \(.*\): measured/);
  expect(text).toMatch(/sensitivity, of right answers it passes: \d/);
  expect(text).toMatch(/must not pass/);
  expect((await runSuite(edited)).head.suites[0]?.judges?.[0]?.status).toBe("measured");
  const stale = changed(suiteText(12, 14, { meaning: "It is not right." }));
  expect((await runSuite(stale)).head.suites[0]?.judges?.[0]?.status).toBe("stale");
});

describe("finding 16: labelled answers are judged under a cap", () => {
  const LIMIT = "\nlimits: { max_cost_usd: 1 }";

  /** A labelled suite whose judge was edited since, so that all its labelled answers are to be judged again. */
  async function edited(tail: string): Promise<string> {
    const cwd = await labelled(suiteText(4, 3));
    writeFileSync(join(cwd, "suite.yaml"), suiteText(4, 3, { rubric: "It is right indeed." }) + tail);
    return cwd;
  }

  test.each([
    ["no cap", "", null, [null, 7]],
    ["--max-cost", "", 1, [null, 7]],
    ["a suite's own limit", LIMIT, null, [null, 7]],
    ["a cap that is too small", "", 0.000_001, ["budget", 0]],
  ])("%s", async (_, tail, maxCostUsd, ended) => {
    const cwd = await edited(tail);
    const done = await runJudges({ judge: null, probe: true }, invocationOf(cwd, { maxCostUsd }), LABELLING_HOOKS);
    if (done.status !== "judged") throw new Error(JSON.stringify(done));
    expect([done.stopped?.reason ?? null, done.judges[0]?.judged.length]).toEqual(ended);
  });
});

test("what a simulated judge said measures no other one", async () => {
  const cwd = await labelled(suiteText(12, 14));
  const { suiteLabels } = await import("../../../src/pipeline/judging/judge-labels.ts");
  const { loadSuites } = await import("../../../src/pipeline/passes/loading/load-suites.ts");
  const [loaded] = (await loadSuites(invocationOf(cwd))).suites;
  if (loaded === undefined) throw new Error("no suite");
  expect((await suiteLabels(loaded.suite, true)).judges[0]?.unjudged).toBe(0);
  expect((await suiteLabels(loaded.suite, false)).judges[0]).toMatchObject({ groups: [] });
});

test("a judge without labels, a name that nobody has: refused with the way out", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteText(2, 2).replace("    labels: labels/right.jsonl\n", "") });
  await runSuite(cwd);
  const request = { folder: lastRun(cwd), judge: "right", sample: 10, seed: 0 };
  expect(await findLabelWork(request, invocationOf(cwd), LABELLING_HOOKS)).toMatchObject({
    status: "refused",
    message: expect.stringContaining("labels: labels/right.jsonl"),
  });
  expect(await findLabelWork({ ...request, judge: "other" }, invocationOf(cwd), LABELLING_HOOKS)).toMatchObject({
    message: expect.stringContaining("there are: right"),
  });
});
