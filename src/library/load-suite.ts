import { inFolder } from "./define-suite.ts";
import { checkOptions, PROGRAM_OPTIONS } from "./handed-in/option-problems.ts";
import { SuiteError, suiteProblem } from "./handed-in/suite-error.ts";
import type { SuiteInput } from "./suite-input.ts";
import { workingFolder } from "./to-invocation.ts";

/**
 * A suite file as an object, to be changed and run: `run({ ...(await loadSuite("a.yaml")), trials: 3 })`. Its files stay
 * relative to its folder. Throws a `SuiteError` when it cannot be read or is no suite.
 */
export async function loadSuite(path: string, options: { readonly cwd?: string } = {}): Promise<SuiteInput> {
  checkOptions(options, PROGRAM_OPTIONS);
  const cwd = workingFolder(options);
  const { readSuite } = await import("../pipeline/passes/loading/read-suite.ts");
  const read = readSuite(path, cwd);
  if (read.ok) return inFolder(read.spec, read.folder);
  throw new SuiteError(read.problems.map((problem) => suiteProblem(problem, read.locate)));
}
