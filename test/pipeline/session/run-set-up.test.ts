import { sentence } from "../../helpers/sentence.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import type { Json, JsonObject } from "../../../src/domain/values/json.ts";
import type { PlannedTrial } from "../../../src/domain/run/trial.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { HeldCases } from "../../../src/pipeline/passes/cases/held-cases.ts";
import { type CheckedSuites, checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { createPlanStream, DataChangedError, type PlanStream } from "../../../src/pipeline/passes/plan-stream.ts";
import type { CheckedSuite } from "../../../src/pipeline/passes/preflight.ts";
import { createFailFast } from "../../../src/pipeline/session/watch/fail-fast.ts";
import { type TrialOptions, trialOptions } from "../../../src/pipeline/session/trial-options.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { failedTrial } from "../../helpers/report-fixtures.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
const NOTHING_SELECTED = { cases: [], tags: [] };

interface SetUp {
  readonly checked: CheckedSuites;
  readonly stream: PlanStream;
  readonly invocation: Invocation;
}

async function setUp(cwd: string, changes: Partial<Invocation> = {}): Promise<SetUp> {
  const invocation = invocationOf(cwd, changes);
  const checked = await checkSuites(invocation, wallClock.now());
  expect(checked.errors).toEqual([]);
  return { checked, stream: createPlanStream(checked.suites, NOTHING_SELECTED), invocation };
}

async function trialsOf(stream: PlanStream): Promise<PlannedTrial[]> {
  const trials: PlannedTrial[] = [];
  for (const bucket of stream.buckets) for await (const trial of stream.open(bucket)) trials.push(trial);
  return trials;
}

test.each([
  ["live", true],
  ["simulate", false],
] as const)("a run that is %s is synced to disk: %s", async (mode, durable) => {
  const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 1 }) });
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const said: boolean[] = [];
  const invocation = invocationOf(cwd, { mode, ...(mode === "live" ? { credential } : {}) });
  const result = await runSuites(invocation, hooks, ({ folderOptions }) => {
    said.push(folderOptions.durable);
    return Promise.resolve({ status: "refused", message: sentence("no folder here") });
  });
  expect(result).toEqual({ status: "refused", message: "no folder here" });
  expect(said).toEqual([durable]);
});

const rows = (count: number): string =>
  Array.from({ length: count }, (_, n) => JSON.stringify({ id: `case-${n}`, word: `word ${n}` })).join("\n");

const ROWS_SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases: [{ file: rows.jsonl, expect: [{ contains: word }] }]
`;

test.each([
  ["rows vanish at the end between the two passes", 3],
  ["all rows but one vanish", 1],
  ["a row is added", 6],
])("data that changed stops the run, although what is left was checked: %s", async (_name, count) => {
  const cwd = temporaryProject({ "suite.yaml": ROWS_SUITE, "rows.jsonl": rows(5) });
  const { checked } = await setUp(cwd);
  const tooMany = checked.suites.map((suite) => ({ ...suite, held: null }));
  const stream = createPlanStream(tooMany, NOTHING_SELECTED);
  expect(await trialsOf(stream)).toHaveLength(5);
  writeFileSync(join(cwd, "rows.jsonl"), rows(count));
  await expect(trialsOf(stream)).rejects.toThrow(DataChangedError);
});

test("a small suite is sent as it was checked, and not read again", async () => {
  const cwd = temporaryProject({ "suite.yaml": ROWS_SUITE, "rows.jsonl": rows(5) });
  const { checked } = await setUp(cwd);
  const told = async (suites: readonly CheckedSuite[]): Promise<unknown[]> => {
    const trials = await trialsOf(createPlanStream(suites, NOTHING_SELECTED));
    return trials.map(({ key, ordinal, nth, caseId }) => [key, ordinal, nth, caseId]);
  };
  const openCases = (): never => {
    throw new Error("it was read again");
  };
  const unread = checked.suites.map((suite) => {
    return { ...suite, loaded: { ...suite.loaded, suite: { ...suite.loaded.suite, openCases } } };
  });
  expect(await told(unread)).toEqual(await told(checked.suites.map((suite) => ({ ...suite, held: null }))));
});

test.each([
  ["rows vanish", rows(3), true],
  ["the last row is another", rows(5).replace("word 4", "word 5"), true],
  ["a row is added", rows(6), true],
  ["the same rows are written again", `${rows(5)}\n`, false],
])("a small suite is read again when its data was written to: %s", async (_name, text, stops) => {
  const cwd = temporaryProject({ "suite.yaml": ROWS_SUITE, "rows.jsonl": rows(5) });
  const { stream } = await setUp(cwd);
  writeFileSync(join(cwd, "rows.jsonl"), text);
  if (stops) await expect(trialsOf(stream)).rejects.toThrow(DataChangedError);
  else expect(await trialsOf(stream)).toHaveLength(5);
});

test.each<[string, number, Json, number | null]>([
  ["a few cases", 3, "x", 3],
  ["as many as are held", 5000, "x", 5000],
  ["one more", 5001, "x", null],
  ["few that are long", 3, "x".repeat(700_000), null],
  ["few that hold much in lists", 3, ["x".repeat(350_000), { more: "x".repeat(350_000) }], null],
])("what is held of the first pass: %s", (_name, count, word, held) => {
  const cases = new HeldCases<{ vars: JsonObject }>([]);
  for (let n = 0; n < count; n++) cases.add({ vars: { word } });
  expect(cases.all()?.cases.length ?? null).toBe(held);
});

test.each([
  ["a failure that counts ends a run with --fail-fast", false, true],
  ["a quarantined failure does not", true, false],
])("%s", async (_name, quarantined, ends) => {
  const { checked, stream } = await setUp(temporaryProject({ "suite.yaml": simulatedSuite({ cases: 4 }) }));
  const [first] = await trialsOf(stream);
  if (first === undefined) throw new Error("the suite has trials");
  const record = failedTrial("not today", "no yes", { case: first.caseId, arm: first.armId, quarantined });
  expect(createFailFast(checked.suites, stream)(first, record)).toBe(ends);
});

test.each([
  ["--fail-fast stops a run early", { failFast: true }, true],
  ["beside --sequential it does not: that stop is not valid at any time", { failFast: true, sequential: true }, false],
  ["without it nothing does", {}, false],
])("%s", async (_name, changes, stops) => {
  const { checked, stream, invocation } = await setUp(
    temporaryProject({ "suite.yaml": simulatedSuite({ cases: 2 }) }),
    changes,
  );
  const options: TrialOptions = trialOptions(checked, stream, invocation, hooks);
  expect(options.watching.shouldStop !== undefined).toBe(stops);
});
