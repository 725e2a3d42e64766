import type { HandedOver } from "./hand-over.ts";
import type { RunOptions } from "./handed-in/run-options.ts";
import { SuiteError, suiteProblem } from "./handed-in/suite-error.ts";
import { toInvocation } from "./to-invocation.ts";

/** A case on an arm: what a test of a runner is. */
export interface PlannedTest {
  readonly caseId: string;
  readonly armId: string;
  readonly trials: number;
  /** Why it is not run; null: it is. */
  readonly skip: string | null;
  /** Why it does not count; null: it does. */
  readonly quarantine: string | null;
}

/** The cases of a suite that was taken, on its arms, in plan order. Sends nothing; throws a `SuiteError` when anything is wrong. */
export async function plannedTests(handed: HandedOver, options: RunOptions): Promise<readonly PlannedTest[]> {
  const { checkSuites } = await import("../pipeline/passes/check-suites.ts");
  const { plannedCases } = await import("../pipeline/commands/list-cases.ts");
  const invocation = toInvocation(handed, options);
  const checked = await checkSuites(invocation, Date.now());
  try {
    if (checked.errors.length > 0) {
      throw new SuiteError(checked.errors.map((problem) => suiteProblem(problem, checked.locate)));
    }
    const tests: PlannedTest[] = [];
    for await (const { planned, suite } of plannedCases(checked.suites)) {
      const { id: caseId, trials, skip, quarantine } = planned;
      tests.push(...suite.arms.map((arm) => ({ caseId, armId: arm.id, trials, skip, quarantine })));
    }
    return tests;
  } finally {
    await checked.close();
  }
}
