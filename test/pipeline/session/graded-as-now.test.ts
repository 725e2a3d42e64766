import { expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import type { Replay } from "../../../src/domain/run/call.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { createPlanStream } from "../../../src/pipeline/passes/plan-stream.ts";
import { gradedAsNow } from "../../../src/pipeline/session/graded-as-now.ts";
import type { JournalHistory } from "../../../src/store/journal/journal-history.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { trial } from "../../helpers/report-fixtures.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** A suite of one case with these checks, and whether `resume` lets the finished record of an earlier session stand. */
async function stands(
  expectation: string,
  change: Partial<TrialRecord> = {},
  then: { readonly checks?: string; readonly treatment?: string } = {},
): Promise<boolean> {
  const suite = `model: claude-haiku-5-5\nprompt: "Say {{ word }}"\ncases: [{ id: a, vars: { word: w }, expect: [${expectation}] }]\n`;
  const cwd = temporaryProject({ "suite.yaml": suite, "grade.mjs": "export default () => true;\n" });
  const checked = await checkSuites(invocationOf(cwd), wallClock.now());
  expect(checked.errors).toEqual([]);
  const stream = createPlanStream(checked.suites, { cases: [], tags: [] });
  const [bucket = ""] = stream.buckets;
  for await (const planned of stream.open(bucket)) {
    const { planned: origin } = stream.caseOf(planned);
    const { file, line } = checked.locate(origin.place);
    const location = { file, line: line ?? 1 };
    const record = trial({ case: "a", arm: planned.armId, tags: [], vars: origin.vars, location, ...change });
    const replay: Replay = {
      answered: () => Promise.resolve(null),
      finished: () => ({ record, isInPlace: true }),
      close: () => undefined,
    };
    const { checks, treatment } = then;
    const suites = checked.suites.map((now) => ({
      hashes: { ...now.hashes, checks: checks ?? now.hashes.checks },
      ...(treatment === undefined ? {} : { treatment: treatment === "same" ? now.treatment : treatment }),
    }));
    const history = { runs: [{ suites }] } as unknown as JournalHistory; // all that is looked at
    return gradedAsNow(replay, { history, checked, stream }).finished(planned) !== null;
  }
  throw new Error("the suite has a trial");
}

test("a verdict that a script gave does not stand on resume: the script may be another one now", async () => {
  expect(await stands("{ contains: w }")).toBe(true);
  expect(await stands("{ script: grade.mjs }")).toBe(false);
});

test("nor does one of a script inside another check", async () => {
  expect(await stands("{ not: { script: grade.mjs } }")).toBe(false);
  expect(await stands("{ any_of: [{ contains: w }, { not: { script: grade.mjs } }] }")).toBe(false);
  expect(await stands("{ any_of: [{ contains: w }, { not: { contains: script } }] }")).toBe(true);
});

test("nor does one under other checks, or of a case that says something else now", async () => {
  expect(await stands("{ contains: w }", {}, { checks: "other" })).toBe(false);
  expect(await stands("{ contains: w }", { vars: { word: "x" } })).toBe(false);
  expect(await stands("{ contains: w }", { quarantined: true })).toBe(false);
});

test("merge4: nor does one of a suite that gave its cases something else, such as fewer rounds of tools", async () => {
  expect(await stands("{ contains: w }", {}, { treatment: "same" })).toBe(true);
  expect(await stands("{ contains: w }", {}, { treatment: "other" })).toBe(false);
  expect(await stands("{ contains: w }", {}, {})).toBe(true); // a run of an earlier version kept no such hash
});
