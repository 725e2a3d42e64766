import { describe, test } from "vitest";
import { textWords } from "../domain/diagnostics/text-words.ts";
import { handOver, type SuiteSource } from "../library/hand-over.ts";
import type { TrialResult } from "../library/runs/trial-stream.ts";
import { checkOptions } from "../library/handed-in/option-problems.ts";
import { type PlannedTest, plannedTests } from "../library/planned-tests.ts";
import { takenOptions } from "../library/taken-options.ts";
import { workingFolder } from "../library/to-invocation.ts";
import { caseFailure, caseNotes, gateFailure, gateNotes } from "./outcomes.ts";
import { RunOnce } from "./run-once.ts";
import { SUITE_TEST_OPTIONS, type SuiteTestOptions } from "./test-options.ts";

/** The parts of vitest's test context that are used. */
interface Context {
  readonly task: TaskLike;
  readonly annotate?: (message: string, type?: string) => Promise<unknown>;
  readonly skip: (note?: string) => never;
}

interface TaskLike {
  readonly name: string;
  readonly mode: string;
  readonly retry?: unknown;
  readonly suite?: { readonly tasks: readonly TaskLike[] };
}

const GATE = "gate";

/** The tests that run; null: all. */
interface Selected {
  readonly tests: readonly PlannedTest[] | null;
}

/**
 * A suite as tests: one for each case and arm, and one named `gate`. It runs once, when the first of them runs; what `-t`
 * leaves out is not sent, and then there is no verdict on the whole. `source`: a path, or an object.
 */
export function suite(source: SuiteSource, given: SuiteTestOptions = {}): void {
  checkOptions(given, SUITE_TEST_OPTIONS);
  // As they are now: the tests run later.
  const options = takenOptions(given);
  const handed = handOver(source, workingFolder(options), "plan");
  describe(titleOf(source), async () => {
    const planned = await plannedTests(handed, options);
    const once = new RunOnce(handed, options);
    const names = testNames(planned);
    let selected: Selected | null = null;
    // Asked when the first test runs: one that is skipped later was selected all the same.
    const selectedOf = (asked: Context): Selected => (selected ??= { tests: wantedOf(asked, planned, names) });
    const timeout = options.testTimeoutMs ?? 0;
    for (const [index, one] of planned.entries()) {
      const name = names[index] ?? one.caseId;
      test.skipIf(one.skip !== null)(name, { timeout }, async (context) => {
        const asked = asContext(context);
        await caseTest(one, { once, asked, options, wanted: selectedOf(asked).tests });
      });
    }
    test(GATE, { timeout }, async (context) => {
      const asked = asContext(context);
      await gateTest(once, asked, selectedOf(asked).tests);
    });
  });
}

/** Another version of vitest may lack what is optional here. */
function asContext(context: object): Context {
  const asked = context as Context;
  refuseRetry(asked.task);
  return asked;
}

/** Asking again until it passes is no test: the rate of passing is what is measured. */
function refuseRetry({ retry }: TaskLike): void {
  const times = typeof retry === "object" && retry !== null && "count" in retry ? retry.count : retry;
  if (typeof times !== "number" || times <= 0) return;
  throw new Error(textWords("retry-refused"));
}

function titleOf(source: SuiteSource): string {
  return typeof source === "string" ? source : (source.name ?? "suite");
}

/** A case's id, with its arm where there are several. A case that is called like the gate keeps out of its way. */
function testNames(planned: readonly PlannedTest[]): string[] {
  const arms = new Set(planned.map(({ armId }) => armId));
  return planned.map(({ caseId, armId }) => (arms.size > 1 || caseId === GATE ? `${caseId} [${armId}]` : caseId));
}

/** The tests that were selected; null: all, also where the gate alone was asked for. */
function wantedOf(
  { task }: Context,
  planned: readonly PlannedTest[],
  names: readonly string[],
): readonly PlannedTest[] | null {
  const modes = new Map((task.suite?.tasks ?? []).map(({ name, mode }) => [name, mode]));
  const wanted = planned.filter(({ skip }, index) => skip !== null || modes.get(names[index] ?? "") !== "skip");
  const asked = wanted.filter(({ skip }) => skip === null);
  return asked.length === 0 || wanted.length === planned.length ? null : wanted;
}

interface CaseTest {
  readonly once: RunOnce;
  readonly asked: Context;
  readonly options: SuiteTestOptions;
  readonly wanted: readonly PlannedTest[] | null;
}

async function caseTest(one: PlannedTest, { once, asked, options, wanted }: CaseTest): Promise<void> {
  const trials: readonly TrialResult[] = await once.trialsOf(one, wanted);
  for (const { text, type } of caseNotes(trials)) await asked.annotate?.(text, type);
  const failure = caseFailure(trials, { canSend: options.maxCostUsd !== undefined });
  if (failure === null) return;
  if (one.quarantine !== null) asked.skip(textWords("quarantined", { reason: one.quarantine }));
  if (options.cases !== "report") throw failure;
  await asked.annotate?.(failure.message, "warning");
}

async function gateTest(once: RunOnce, asked: Context, wanted: readonly PlannedTest[] | null): Promise<void> {
  if (wanted !== null) asked.skip(textWords("only-a-part"));
  const report = await once.report(wanted);
  for (const { text, type } of gateNotes(report)) await asked.annotate?.(text, type);
  const failure = gateFailure(report);
  if (failure !== null) throw failure;
}
