import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import type { LabelRecord } from "../../../src/domain/formats/records.ts";
import { runJudges } from "../../../src/pipeline/labelling/judges-run.ts";
import type { LabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { LabelSession } from "../../../src/pipeline/labelling/label-session.ts";
import { groupLabels } from "../../../src/stats/judges/label-groups.ts";
import { readLabels } from "../../../src/store/labels/label-file.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { LABELLING_HOOKS, newestLabelWork } from "./newest-work.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

/** Cases that all ask "Is it?" and are all answered "yes", which is right where `wanted` is yes. */
function suiteOf(texts: string, wanted: readonly string[], reference = "wanted"): string {
  const cases = wanted.map(
    (word, index) =>
      `  - { id: c${index}, vars: { ${reference}: "${word}", n: 1 }, simulate: yes it is, simulate_judge: ${word === "yes" ? "pass" : "fail"} }`,
  );
  const check = reference === "wanted" ? '{ judge: { use: right, reference: "{{ wanted }}" } }' : "{ judge: right }";
  return `model: claude-haiku-5-5
prompt: Is it?
judges: { right: { model: claude-sonnet-5-5, see: [output], ${texts}, labels: labels.jsonl } }
expect: [ ${check} ]
gate: none
cases:
${cases.join("\n")}
`;
}

const BY_REFERENCE = 'rubric: "Does it say {{ reference }}?"';
const BY_VARIABLE = 'verdicts: { pass: "It says {{ truth }}.", fail: It does not. }';
const WANTED = ["yes", "no", "yes", "no", "no", "yes", "yes", "no"];

const workOf = (cwd: string): Promise<LabelWork> => newestLabelWork(cwd, "right");

const sessionOf = (work: LabelWork): LabelSession =>
  new LabelSession({ ...work, by: "ann", mask: createMask([]), nowMs: () => 0 });

interface Labelled {
  readonly cwd: string;
  readonly work: LabelWork;
}

const labelledOnce = new Map<string, Promise<Labelled>>();

/** A run, its answers labelled by what is right in their case; each suite is run once. */
function labelled(suite: string): Promise<Labelled> {
  const known = labelledOnce.get(suite) ?? labelledAnew(suite);
  labelledOnce.set(suite, known);
  return known;
}

/** The same as a project that a test may change. */
async function labelledCopy(suite: string): Promise<string> {
  const cwd = temporaryProject({});
  cpSync((await labelled(suite)).cwd, cwd, { recursive: true });
  return cwd;
}

async function labelledAnew(suite: string): Promise<Labelled> {
  const cwd = permanentProject({ "suite.yaml": suite });
  await runSuite(cwd);
  const work = await workOf(cwd);
  const session = sessionOf(work);
  for (let task = session.current; task !== null; task = session.current) {
    const wanted = task.shown["reference"] ?? task.shown["vars.truth"];
    session.label(wanted === "yes" ? "pass" : "fail", null);
  }
  return { cwd, work };
}

async function labelsIn(cwd: string): Promise<LabelRecord[]> {
  const { labels, problems } = await readLabels(join(cwd, "labels.jsonl"), "right");
  expect(problems).toEqual([]);
  return labels.map(({ label }) => label);
}

async function judgesOf(cwd: string) {
  const judged = await runJudges({ judge: null, probe: false }, invocationOf(cwd), LABELLING_HOOKS);
  if (judged.status !== "judged") throw new Error(JSON.stringify(judged));
  const [one] = judged.judges;
  if (one === undefined) throw new Error("no judge");
  return one;
}

describe.each([
  ["a reference", BY_REFERENCE, "wanted"],
  ["a variable in a verdict", BY_VARIABLE, "truth"],
])("one answer is right in one case and wrong in another: %s", (_, texts, variable) => {
  test("people are asked once for each value, and the judge is held to what they say of its case", async () => {
    const suite = suiteOf(texts, WANTED, variable);
    const [{ work }, cwd] = [await labelled(suite), await labelledCopy(suite)];
    expect(work.tasks).toHaveLength(2);
    const labels = await labelsIn(cwd);
    expect(labels.map(({ case: id, label }) => `${id} ${label}`).toSorted()).toEqual(
      WANTED.map((word, index) => `c${index} ${word === "yes" ? "pass" : "fail"}`),
    );
    const { judge, judged, lost } = await judgesOf(cwd);
    expect({ judged: judged.length, lost }).toEqual({ judged: 2, lost: 0 });
    const verdicts = new Map(judged.map(({ answer_hash: answer, verdict }) => [answer, verdict]));
    for (const half of ["test", "tune"] as const) {
      const { cells, stale } = groupLabels(labels, judge, {
        half,
        isSimulated: true,
        judged: (answer) => verdicts.get(answer),
      });
      expect({ wrongPassed: cells.wrongPassed, rightFailed: cells.rightFailed, stale }).toEqual({
        wrongPassed: 0,
        rightFailed: 0,
        stale: 0,
      });
    }
  });

  test("a label that does not tell the value is of nobody knows which case: it is stale", async () => {
    const { cwd, work } = await labelled(suiteOf(texts, WANTED, variable));
    const untold = (await labelsIn(cwd)).map((label) => ({ ...label, shown: { output: label.shown.output } }));
    const { groups, stale } = groupLabels(untold, work.judge, {
      half: "test",
      isSimulated: true,
      judged: () => "pass",
    });
    expect(groups).toEqual([]);
    expect(stale).toBeGreaterThan(0);
  });
});

test("labels outlive a change of the rubric's words", async () => {
  const cwd = await labelledCopy(suiteOf(BY_REFERENCE, WANTED));
  const file = join(cwd, "suite.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("Does it say", "Does the answer clearly say"));
  await runSuite(cwd);
  expect(sessionOf(await workOf(cwd)).current).toBeNull();
});

test("an answer whose case has another value now is not judged for its label", async () => {
  const cwd = await labelledCopy(suiteOf(BY_VARIABLE, WANTED, "truth"));
  writeFileSync(
    join(cwd, "suite.yaml"),
    suiteOf(
      BY_VARIABLE,
      WANTED.map((word) => (word === "yes" ? "maybe" : word)),
      "truth",
    ),
  );
  const { judged, lost } = await judgesOf(cwd);
  expect({ judged: judged.length, lost }).toEqual({ judged: 1, lost: 1 });
});

test("what a judge's texts do not read of the case parts no labels", async () => {
  const cwd = temporaryProject({ "suite.yaml": suiteOf('rubric: "Is it short?"', ["yes", "yes"], "truth") });
  await runSuite(cwd);
  const { tasks } = await workOf(cwd);
  expect(tasks.map(({ shown }) => shown)).toEqual([{ output: "yes it is" }]);
});
