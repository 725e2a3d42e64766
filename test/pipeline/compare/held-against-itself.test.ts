import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { compareSides } from "../../../src/pipeline/commands/compare-sides.ts";
import { gradeRun } from "../../../src/pipeline/commands/grade-run.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import type { RunLine } from "../../../src/domain/formats/records.ts";
import { runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { merge, ranOf, runFolders, runShard, runWhole } from "../../helpers/shards.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
const GATE = { rest: "gate: { not_worse_than: { margin: 0.1 } }" };
const GOOD = simulatedSuite({ cases: 20, ...GATE });
const BAD = simulatedSuite({ cases: 20, failing: 15, ...GATE });

/** A good run, and a bad one that was held against it as `latest`. */
const ran = { cwd: "", good: "", bad: "" };
beforeAll(async () => {
  ran.cwd = permanentProject({ "suite.yaml": GOOD });
  ran.good = (await runWhole(ran.cwd)).head.run.id;
  writeFileSync(join(ran.cwd, "suite.yaml"), BAD);
  const { head } = await runWhole(ran.cwd, { baseline: "latest" });
  expect(head.verdict).toBe("fail");
  ran.bad = head.run.id;
});

/** Both, for one test to go on with. */
function badRun(): { cwd: string; good: string; bad: string; folder: string } {
  const cwd = temporaryProject({});
  cpSync(ran.cwd, cwd, { recursive: true });
  return { ...ran, cwd, folder: runFolderPath(join(cwd, ".prompt-run"), ran.bad) };
}

function lineOf(folder: string): RunLine {
  const [first = ""] = readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n");
  return JSON.parse(first) as RunLine;
}

describe("merge4: no answers are held against themselves", () => {
  test("a run keeps which run `latest` was, and is gone on with against that", async () => {
    const { cwd, good, folder } = badRun();
    expect(lineOf(folder).request?.baseline).toBe(good);
    const resumed = await runSuites(invocationOf(cwd, { baseline: good }), hooks, resumeSession(folder));
    expect(ranOf(resumed).head.verdict).toBe("fail");
  });

  test("`latest` is no baseline of the newest run: neither where it is resumed nor where it is graded", async () => {
    const { cwd, bad, folder } = badRun();
    const invocation = invocationOf(cwd, { baseline: "latest" });
    const words = {
      status: "refused",
      message: expect.stringContaining(`${bad} would be held against itself`) as string,
    };
    expect(await runSuites(invocation, hooks, resumeSession(folder))).toMatchObject(words);
    const grading = { ...hooks, mask: (text: string) => text, sends: false };
    expect(await gradeRun(folder, invocation, grading, () => Promise.resolve())).toMatchObject(words);
  });

  test("a comparison of a run with itself says so", async () => {
    const { cwd, good, bad } = badRun();
    const store = join(cwd, ".prompt-run");
    const notesOf = async (baseline: string): Promise<unknown> => {
      const named = { baseline, candidate: "latest" };
      const request = { named, arms: {}, seed: 0, margin: 0.1, failOnInconclusive: false, store, cwd };
      const compared = await compareSides(request);
      return compared.status === "compared" ? compared.report.notes : compared;
    };
    expect(await notesOf(bad)).toEqual([expect.stringContaining(`both sides are the run ${bad}`)]);
    expect(await notesOf(good)).toEqual([]);
  });

  test("shards merged again are not held against the run that they were merged to before", async () => {
    const cwd = temporaryProject({ "suite.yaml": GOOD });
    for (const store of [".prompt-run", "stores/1-2", "stores/2-2"]) await runWhole(cwd, { store });
    const [good = ""] = runFolders(join(cwd, ".prompt-run"));
    writeFileSync(join(cwd, "suite.yaml"), BAD);
    for (const shard of ["1/2", "2/2"]) await runShard(cwd, shard, { baseline: good });
    const runs = [1, 2].map((index) => runFolders(join(cwd, `stores/${index}-2`)).at(-1) ?? "");
    expect(ranOf(await merge(cwd, { runs })).head.verdict).toBe("fail");
    expect(await merge(cwd, { runs, options: { baseline: "latest" } })).toMatchObject({
      status: "refused",
      message: expect.stringContaining("was merged of the same shards") as string,
    });
    expect(ranOf(await merge(cwd, { runs })).head.verdict).toBe("fail");
  });
});
