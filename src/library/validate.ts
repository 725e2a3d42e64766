import { handOver, type SuiteSource } from "./hand-over.ts";
import { checkOptions } from "./handed-in/option-problems.ts";
import type { RunOptions } from "./handed-in/run-options.ts";
import { SuiteError, type SuiteProblem, suiteProblem } from "./handed-in/suite-error.ts";
import { takenOptions } from "./taken-options.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";

/** What can be known of suites without sending. */
export interface Validation {
  /** No errors; there may be warnings. */
  readonly ok: boolean;
  readonly problems: readonly SuiteProblem[];
}

/** Reads and checks suites: every problem of all of them. Sends nothing, needs no key, writes nothing, runs no function. */
export async function validate(
  suites: SuiteSource | readonly SuiteSource[],
  options: RunOptions = {},
): Promise<Validation> {
  checkOptions(options);
  try {
    const invocation = toInvocation(handOver(suites, workingFolder(options), "validate"), takenOptions(options));
    const { checkSuites } = await import("../pipeline/passes/check-suites.ts");
    const checked = await checkSuites(invocation, Date.now());
    await checked.close();
    const problems = [...checked.errors, ...checked.warnings].map((found) => suiteProblem(found, checked.locate));
    return { ok: checked.errors.length === 0, problems };
  } catch (error) {
    if (error instanceof SuiteError) return { ok: false, problems: error.problems };
    throw error;
  }
}
