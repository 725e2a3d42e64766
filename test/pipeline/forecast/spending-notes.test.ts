import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BaselineFile } from "../../../src/domain/formats/records.ts";
import { acceptRun } from "../../../src/pipeline/commands/accept-run.ts";
import { spendingNotes } from "../../../src/pipeline/forecast/baseline-history.ts";
import { forecastPlan } from "../../../src/pipeline/forecast/plan-forecast.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { type CaseOnBaseline, spendingAdvice } from "../../../src/stats/gate/spending-advice.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { runWhole } from "../../helpers/shards.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const MARGIN = 0.05;
const ALPHA = 0.05;
/** What the baseline saw of each case: most pass always, some now and then. */
const SEEN = Array.from({ length: 12 }, (_, index): readonly [passed: number, failed: number] =>
  index % 3 === 0 ? [2, 2] : [4, 0],
);

const suiteOf = (asked: (index: number) => string): string => `name: app
model: claude-haiku-5-5
prompt: "{{ x }}"
trials: 2
expect: [{ contains: ok }]
gate: { not_worse_than: { baseline: base.json, margin: ${MARGIN}, alpha: ${ALPHA} } }
cases: [${SEEN.map((_, index) => `{ id: c${index}, vars: { x: ${asked(index)} }, simulate: ok }`).join()}]
`;

/** The notes on a plan whose baseline saw `SEEN` on its arms. */
async function notesOn(
  armIds: readonly string[],
  asked: (index: number) => string = (index) => `q${index}`,
): Promise<readonly string[]> {
  const cwd = temporaryProject({ "suite.yaml": suiteOf((index) => `q${index}`) });
  const { head } = await runWhole(cwd, { allowMissingBaseline: true });
  const as = { as: "base.json", cwd, mask: (text: string) => text, guard: () => null };
  expect(await acceptRun(head.run.id, join(cwd, ".prompt-run"), as)).toMatchObject({ status: "accepted" });
  const file = join(cwd, "base.json");
  writeFileSync(file, JSON.stringify(seenOn(armIds, JSON.parse(readFileSync(file, "utf8")) as BaselineFile))); // just written
  writeFileSync(join(cwd, "suite.yaml"), suiteOf(asked));
  const { suites, facts, attachments, judging } = await checkSuites(invocationOf(cwd), Date.now());
  const [suite] = suites;
  if (suite?.baseline?.status !== "loaded") throw new Error(JSON.stringify(suite?.baseline ?? null));
  const pricing = { facts, attachments, judging, nowMs: Date.now(), isCapped: false };
  const length = { run: "r", tokensPerTrial: 10 };
  const plan = await forecastPlan(
    suite,
    { cases: [], tags: [] },
    pricing,
    new Map([["claude-haiku-5-5/default", length]]),
  );
  return spendingNotes(plan).map((note) => note.replaceAll(/ \([^()]*\$[^()]*\)/g, ""));
}

function seenOn(armIds: readonly string[], { arms, cases, ...file }: BaselineFile): BaselineFile {
  const [arm] = arms;
  if (arm === undefined) throw new Error("a baseline without an arm");
  return {
    ...file,
    arms: armIds.map((id) => ({ ...arm, id })),
    cases: cases.map((one, index) => {
      const [passed, failed] = SEEN[Number(one.id.slice(1))] ?? [0, 0];
      const [result] = one.arms;
      if (result == null) throw new Error(`no result of case ${index}`);
      return { ...one, arms: armIds.map(() => ({ ...result, passed, failed })) };
    }),
  };
}

function adviceOn(history: readonly CaseOnBaseline[]): readonly string[] {
  const advice = spendingAdvice({ history, trials: 2, costPerCaseUsd: null, rule: { margin: MARGIN, alpha: ALPHA } });
  expect(advice).not.toEqual([]);
  return advice;
}

const HISTORY: readonly CaseOnBaseline[] = SEEN.map(([passed, failed], index) => ({
  id: `c${index}`,
  cluster: null,
  passed,
  failed,
}));

test("11: a plan is advised by what the baseline's arm of that name saw", async () => {
  expect(await notesOn(["claude-haiku-5-5/default", "other/default"])).toEqual(adviceOn(HISTORY));
});

test("11: by its only arm, if that has another name", async () => {
  expect(await notesOn(["other/default"])).toEqual(adviceOn(HISTORY));
});

test("11: by none of several others", async () => {
  expect(await notesOn(["other/default", "third/default"])).toEqual([]);
});

test("11: a case that asks something else now is not known to the baseline", async () => {
  const asked = (index: number): string => (index < 5 ? `other${index}` : `q${index}`);
  expect(await notesOn(["claude-haiku-5-5/default"], asked)).toEqual(adviceOn(HISTORY.slice(5)));
});
