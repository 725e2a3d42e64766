import type { RunOptions } from "./handed-in/run-options.ts";
import { dataOf, workingFolder } from "./to-invocation.ts";

/**
 * The options as they are now: what a program changes of them afterwards (its lists, maps, environment and working folder)
 * changes nothing. Throws a `SuiteError` for what is no data.
 */
export function takenOptions<Options extends RunOptions>(options: Options): Options {
  const { vars, set, env, ...others } = options;
  const lists = Object.entries(others).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  return {
    ...options,
    ...Object.fromEntries(lists.map(([name, list]) => [name, [...list]])),
    ...(vars === undefined ? {} : { vars: dataOf(vars, "vars") }),
    ...(set === undefined ? {} : { set: dataOf(set, "set") }),
    ...(env === undefined ? {} : { env: { ...env } }),
    cwd: workingFolder(options),
  };
}
