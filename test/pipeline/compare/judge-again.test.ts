import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { JudgeQuestion } from "../../../src/domain/judging.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { compareSides } from "../../../src/pipeline/commands/compare-sides.ts";
import { compareJudgedAgain } from "../../../src/pipeline/labelling/judge-again.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const suite = (judge: string): string =>
  [
    "model: claude-haiku-5-5",
    'prompt: "Say {{ n }}"',
    `judges: { grounded: { ${judge} } }`,
    "expect: [ { judge: grounded } ]",
    "gate: none",
    "cases:",
    ...Array.from(
      { length: 8 },
      (_, n) => `  - { id: c${n}, vars: { n: ${n} }, simulate: "a${n}", simulate_judge: pass }`,
    ),
  ].join("\n");

const OLD = suite("model: claude-sonnet-5-5, rubric: It is right., verdicts: { pass: It is., fail: It is not. }");

const request = (cwd: string) => ({
  arms: {},
  seed: 0,
  margin: null,
  failOnInconclusive: false,
  store: join(cwd, ".prompt-run"),
  cwd,
});

/** The run with the old judge, which every test takes a copy of. */
const old = { cwd: "", id: "" };
beforeAll(async () => {
  old.cwd = permanentProject({ "suite.yaml": OLD });
  old.id = (await runSuite(old.cwd)).head.run.id;
});

/** Two runs, the second with another judge (and its answers judged to be wrong). */
async function twoRuns(changed: string): Promise<{ cwd: string; ids: [string, string] }> {
  const cwd = temporaryProject({});
  cpSync(old.cwd, cwd, { recursive: true });
  writeFileSync(join(cwd, "suite.yaml"), changed);
  const after = await runSuite(cwd);
  return { cwd, ids: [old.id, after.head.run.id] };
}

async function differences(changed: string): Promise<string[]> {
  const { cwd, ids } = await twoRuns(changed);
  const compared = await compareSides({ ...request(cwd), named: { baseline: ids[0], candidate: ids[1] } });
  if (compared.status !== "compared") throw new Error(compared.message);
  return compared.report.suites.flatMap((one) =>
    one.differences.flatMap(({ what, sentence }) => (what === "judge" ? [sentence] : [])),
  );
}

test.each([
  ["a rubric", OLD.replace("It is right.", "It is so."), "the judge grounded changed: rubric"],
  [
    "a model",
    OLD.replace("sonnet-5-5", "opus-5"),
    "the judge grounded changed: model claude-sonnet-5-5 → claude-opus-5",
  ],
  ["verdicts", OLD.replace("fail: It is not.", "fail: No."), "the judge grounded changed: verdicts or criteria"],
  ["settings", OLD.replace("rubric:", "max_tokens: 900, rubric:"), "the judge grounded changed: settings"],
  ["votes", OLD.replace("rubric:", "repeats: 3, rubric:"), "the judge grounded changed: votes"],
  ["a name", OLD.replaceAll("grounded", "sound"), "the judge sound is new"],
])("a changed judge is named, with what changed: %s", async (_, changed, sentence) => {
  const found = await differences(changed);
  expect(found).toContain(sentence);
  expect(found.at(-1)).toContain("--judge-again");
});

test("a changed prompt alone is no changed judge", async () => {
  expect(await differences(OLD.replace("Say {{ n }}", "Say {{ n }}!"))).toEqual([]);
});

test("old answers are judged by the new judge under a cap, which is said, and kept in the old run", async () => {
  const changed = OLD.replace("It is right.", "It is so.").replaceAll("simulate_judge: pass", "simulate_judge: fail");
  const { cwd, ids } = await twoRuns(changed);
  const side = (id: string) => ({
    name: id,
    folder: join(cwd, ".prompt-run/runs", id),
    invocation: invocationOf(cwd, { maxCostUsd: 1 }),
  });
  const hooks = {
    ...SILENT_HOOKS,
    clock: wallClock,
    signal: new AbortController().signal,
    mask: (text: string) => text,
  };
  const sides = { baseline: side(ids[0]), candidate: side(ids[1]) };
  const compared = await compareJudgedAgain(sides, request(cwd), hooks);
  if (compared.status !== "compared") throw new Error(compared.status);
  const { report } = compared;
  const [comparison] = report.suites[0]?.comparisons ?? [];
  // By its own judge the old run passed all; by the new one it fails as the new run does.
  expect(comparison?.comparison).toMatchObject({ cases: 8, neither_passes: 8, only_baseline_passes: 0 });
  expect(report.notes[0]).toMatch(/is judged by the judges as they are now: 8 judgements for \$0\.0/);
  expect(report.notes[1]).toMatch(/no judgement was missing, none was asked for/);
  const kept = readFileSync(join(cwd, ".prompt-run/runs", ids[0], "judgements.jsonl"), "utf8");
  expect(kept.split("\n").filter((line) => line.includes('"type":"call"'))).toHaveLength(8);
  const again = await compareJudgedAgain(sides, request(cwd), hooks);
  if (again.status !== "compared") throw new Error(again.status);
  expect(again.report.notes[0]).toMatch(/no judgement was missing, none was asked for/);
  expect(readdirSync(join(cwd, ".prompt-run/runs", ids[1]))).not.toContain("lock");
});

async function judgedAgain(changed: string) {
  const { cwd, ids } = await twoRuns(changed);
  const [baseline, candidate] = ids.map((id) => ({
    name: id,
    folder: join(cwd, ".prompt-run/runs", id),
    invocation: invocationOf(cwd, { maxCostUsd: 1 }),
  }));
  if (baseline === undefined || candidate === undefined) throw new Error("two runs");
  const { signal } = new AbortController();
  const asked: (string | undefined)[] = [];
  const onQuestion = ({ shown }: JudgeQuestion): void => void asked.push(shown.input);
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal, mask: (text: string) => text, onQuestion };
  const compared = await compareJudgedAgain({ baseline, candidate }, request(cwd), hooks);
  if (compared.status !== "compared") throw new Error(compared.status);
  return { report: compared.report, asked };
}

const NEW_JUDGE = OLD.replace("It is right.", "It is so.").replaceAll("simulate_judge: pass", "simulate_judge: fail");

test("J6: answers of a case that asks something else now are said to be missing, and why", async () => {
  const { report } = await judgedAgain(NEW_JUDGE.replace("vars: { n: 3 }", "vars: { n: 33 }"));
  expect(report.notes).toContainEqual(
    expect.stringMatching(
      /has no answer to 1 request of the suite as it is now \(c3\): the case was changed since.*could not be judged again/,
    ),
  );
  expect(report.suites[0]?.comparisons[0]?.comparison.cases).toBe(7);
});

test("J6: answers to a prompt that was changed since are judged beside what was asked then", async () => {
  const { report, asked } = await judgedAgain(NEW_JUDGE.replace("Say {{ n }}", "Please say {{ n }}"));
  expect(report.notes[0]).toMatch(/8 judgements for .*; 8 of its answers are to a prompt that was changed since/);
  expect(report.notes.join()).not.toMatch(/has no answer/);
  expect(report.suites[0]?.comparisons[0]?.comparison).toMatchObject({ cases: 8, neither_passes: 8 });
  // First the old run's answers, then the new one's, each beside its own question.
  expect([asked[0], asked.at(-1)]).toEqual([expect.stringMatching(/^Say \d/), expect.stringMatching(/^Please say \d/)]);
});

test("J6: a judge that sees the system prompt is not shown that of now with answers of then", async () => {
  const seeing = (text: string) => text.replace("rubric:", "see: [system, input, output], rubric:");
  const { report } = await judgedAgain(seeing(NEW_JUDGE).replace("Say {{ n }}", "Please say {{ n }}"));
  expect(report.notes).toContainEqual(expect.stringMatching(/has no answer to 8 requests/));
});
