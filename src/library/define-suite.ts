import { checkOptions } from "./handed-in/option-problems.ts";
import { TEXT } from "./handed-in/run-options.ts";
import type { SuiteInput } from "./suite-input.ts";

/** Where a suite's files are: carried along when its object is spread, and the same in every copy of this package. */
const FOLDER = Symbol.for("@prompt-run/cli: the folder of a suite's files");

const OPTIONS = { kinds: { folder: TEXT }, of: "options" };

/**
 * A suite as an object, typed by the suite language. `folder`: what `{ file }` in it is relative to, e.g.
 * `import.meta.dirname`; default the working folder of the run. A changed copy (`{ ...suite, trials: 3 }`) keeps it.
 */
export function defineSuite(suite: SuiteInput, options: { readonly folder?: string } = {}): SuiteInput {
  checkOptions(options, OPTIONS);
  return options.folder === undefined ? suite : inFolder(suite, options.folder);
}

/** The suite with its folder. */
export function inFolder<Suite extends object>(suite: Suite, folder: string): Suite {
  return { ...suite, [FOLDER]: folder };
}

/** The folder of a suite, if it carries one. */
export function folderOf(suite: object): string | null {
  const folder: unknown = Reflect.get(suite, FOLDER);
  return typeof folder === "string" ? folder : null;
}
