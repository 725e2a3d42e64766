import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import type { GradeResult } from "../../../src/pipeline/grading/graded-run.ts";
import { gradeRun } from "../../../src/pipeline/commands/grade-run.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { judgedOf, runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ n }}"
judges: { j: { model: claude-sonnet-5-5, rubric: It is right. } }
expect: [ { judge: j } ]
cases:
  - { id: a, vars: { n: 1 }, simulate: one, simulate_judge: pass }
  - { id: b, vars: { n: 2 }, simulate: two, simulate_judge: fail }
`;

interface Graded {
  readonly result: Extract<GradeResult, { status: "graded" }>;
  readonly trials: readonly TrialRecord[];
}

async function gradedRun(cwd: string, sends: boolean, maxCostUsd: number | null = null): Promise<Graded> {
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  const folder = join(cwd, ".prompt-run/runs", id);
  const trials: TrialRecord[] = [];
  const hooks = {
    ...SILENT_HOOKS,
    clock: wallClock,
    signal: new AbortController().signal,
    mask: (text: string) => text,
    sends,
  };
  const result = await gradeRun(folder, invocationOf(cwd, { maxCostUsd }), hooks, async (_head, of) => {
    for await (const trial of of(0)) trials.push(trial);
  });
  if (result.status !== "graded") throw new Error(result.status);
  return { result, trials };
}

test("judges that a cap has no room for are not asked: the answers stand, their checks are open, and the budget stopped it", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  await runSuite(cwd);
  writeFileSync(join(cwd, "suite.yaml"), SUITE.replace("It is right.", "It is short."));
  const { result, trials } = await gradedRun(cwd, true, 0.000001);
  expect(trials.map(({ status, verdict, output }) => [status, verdict, output])).toEqual([
    ["completed", "undecided", "one"],
    ["completed", "undecided", "two"],
  ]);
  expect(result).toMatchObject({ unjudged: 2, head: { verdict: "over_budget", exit_code: 4 } });
  expect((await gradedRun(cwd, true, 1)).trials.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
});

test("a changed rubric: grade takes stored judgements alone, --send asks for the new ones once and keeps them", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const before = await runSuite(cwd);
  const stored = await gradedRun(cwd, false);
  expect(stored.trials.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
  expect(stored.result.unjudged).toBe(0);
  writeFileSync(join(cwd, "suite.yaml"), SUITE.replace("It is right.", "It is short."));
  const unasked = await gradedRun(cwd, false);
  expect(unasked.trials.map(({ verdict }) => verdict)).toEqual(["undecided", "undecided"]);
  expect(unasked.result.unjudged).toBe(2);
  expect(judgedOf(unasked.trials)[0]?.reason).toMatch(/grade RUN --send/);
  const sent = await gradedRun(cwd, true);
  expect(sent.trials.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
  expect(sent.result.head.totals.grading_cost_usd).toBeGreaterThan(before.head.totals.grading_cost_usd ?? 0);
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  const file = join(cwd, ".prompt-run/runs", id, "judgements.jsonl");
  const lines = readFileSync(file, "utf8").trim().split("\n").length;
  expect(existsSync(join(cwd, ".prompt-run/runs", id, "lock"))).toBe(false);
  const again = await gradedRun(cwd, false);
  expect(again.trials.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
  expect(again.result.unjudged).toBe(0);
  const twice = await gradedRun(cwd, true);
  expect(twice.result.head.totals.requests).toBe(sent.result.head.totals.requests);
  const more = readFileSync(file, "utf8").trim().split("\n");
  expect(more.filter((line) => line.includes('"type":"call"'))).toHaveLength(2);
  expect(more.length).toBe(lines + 1);
});
