import { basename, dirname, join, relative, resolve } from "node:path";
import { RUNS_FOLDER, STORE_FOLDER } from "../../store/folders/store-folder.ts";
import { projectRoot } from "../../host/project-root.ts";

/** Where runs are kept unless told otherwise: at the root of the working folder's project, whichever folder of it that is. */
export function defaultStore(cwd: string = process.cwd()): string {
  return join(relative(cwd, projectRoot(cwd)), STORE_FOLDER);
}

/** The store as a command has to name it; null where it is the usual one. `store`: relative to `cwd` unless absolute. */
export function storeToName(store: string, cwd: string = process.cwd()): string | null {
  return resolve(cwd, store) === resolve(cwd, defaultStore(cwd)) ? null : store;
}

/** The same of the store that a run's folder lies in; null where it lies in none. */
export function storeOfFolder(folder: string, cwd: string = process.cwd()): string | null {
  const runs = dirname(resolve(cwd, folder));
  if (basename(runs) !== RUNS_FOLDER) return null;
  return nearStore(dirname(runs), cwd);
}

/** A store as a command has to name it, from the working folder where it is below it; null where it is the usual one. */
export function nearStore(store: string, cwd: string = process.cwd()): string | null {
  const near = relative(cwd, store);
  return storeToName(near === "" || near.startsWith("..") ? store : near, cwd);
}
