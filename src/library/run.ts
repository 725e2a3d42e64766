import { said } from "../domain/diagnostics/said.ts";
import { resolve } from "node:path";
import type { InMemory } from "../domain/in-memory.ts";
import type { OpenSession } from "../pipeline/session/run-session.ts";
import { defaultStore } from "../pipeline/stored/default-store.ts";
import { refusal, reportOf, type RunReport } from "./runs/ended-report.ts";
import { type HandedOver, handOver, type SuiteSource } from "./hand-over.ts";
import { checkOptions, PROGRAM_OPTIONS } from "./handed-in/option-problems.ts";
import type { RunOptions } from "./handed-in/run-options.ts";
import { openStore } from "./runs/run-store.ts";
import { SuiteError, valueProblem } from "./handed-in/suite-error.ts";
import { type ProgramRunOptions, Telling } from "./runs/telling.ts";
import { takenOptions } from "./taken-options.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";
import { type TrialResult, TrialStream } from "./runs/trial-stream.ts";

/** A run that goes on: the promise of its report, and its trials as they end. */
export interface SuiteRun extends Promise<RunReport>, AsyncIterable<TrialResult> {}

/**
 * Runs suites: a path, an object, or a list of them. Nothing is printed, and nothing is sent when anything is wrong: then
 * the promise is rejected with a `SuiteError`. A gate that fails is no error: `ok` is false. Its trials can be followed
 * with `for await`; who stops following does not stop the run.
 */
export function run(suites: SuiteSource | readonly SuiteSource[], options: ProgramRunOptions = {}): SuiteRun {
  const trials = new TrialStream();
  const report = runToReport(suites, options, trials).finally(() => trials.end());
  async function* follow(): AsyncGenerator<TrialResult, void> {
    report.catch(() => undefined); // it is thrown here
    yield* trials.follow();
    await report;
  }
  return Object.assign(report, { [Symbol.asyncIterator]: follow });
}

/** What a test runner has beside the options of a program. */
export interface TestWishes {
  /** The trials that are run, the others are reported as skipped; absent: all. */
  readonly isWanted?: InMemory["isWanted"];
  /** From now on something may be sent. */
  readonly onStart: () => void;
}

/** Runs suites that were taken before. */
export async function runWanted(
  handed: HandedOver,
  options: ProgramRunOptions,
  wanted: TestWishes,
): Promise<RunReport> {
  checkOptions(options, PROGRAM_OPTIONS);
  return runHanded(wanting(handed, wanted.isWanted), options, new Telling(options, new TrialStream(), wanted.onStart));
}

async function runToReport(
  suites: SuiteSource | readonly SuiteSource[],
  given: ProgramRunOptions,
  trials: TrialStream,
): Promise<RunReport> {
  checkOptions(given, PROGRAM_OPTIONS);
  const options = takenOptions(given);
  return runHanded(handOver(suites, workingFolder(options), ""), options, new Telling(options, trials));
}

async function runHanded(handed: HandedOver, options: ProgramRunOptions, telling: Telling): Promise<RunReport> {
  const { freshRunId, openRunCalled } = await import("../pipeline/session/run-session.ts");
  const { runSuites } = await import("../pipeline/commands/run-suites.ts");
  const resumed = options.resume === undefined ? null : await runToResume(options, options.resume);
  const id = resumed?.id ?? freshRunId(Date.now());
  const store = await openStore(options.store, workingFolder(options));
  try {
    const invocation = toInvocation(ofRun(handed, id), options, store.path);
    const open: OpenSession = resumed?.open ?? ((request) => openRunCalled(id, request));
    const result = await runSuites(invocation, await telling.hooks(), open);
    await telling.done();
    return await reportOf(result, invocation, store);
  } finally {
    await store.close();
  }
}

function ofRun(handed: HandedOver, runId: string): HandedOver {
  return { ...handed, inMemory: { ...handed.inMemory, runId } };
}

function wanting(handed: HandedOver, isWanted: InMemory["isWanted"]): HandedOver {
  return isWanted === undefined ? handed : { ...handed, inMemory: { ...handed.inMemory, isWanted } };
}

interface ResumedRun {
  readonly id: string;
  readonly open: OpenSession;
}

async function runToResume(options: RunOptions, named: string): Promise<ResumedRun> {
  if (options.store === null) {
    throw new SuiteError([valueProblem("options.resume", said("bad-option.resume"))]);
  }
  const [{ findRun }, { resumeSession }] = await Promise.all([
    import("../pipeline/stored/stored-runs.ts"),
    import("../pipeline/session/resume-session.ts"),
  ]);
  const cwd = workingFolder(options);
  const found = await findRun(named, resolve(cwd, options.store ?? defaultStore(cwd)), cwd);
  if (found.status === "refused") throw refusal(said("refused-run", { reason: found.message }));
  return { id: found.line.id, open: resumeSession(found.folder) };
}
