import { join, relative } from "node:path";
import { projectRoot } from "../../host/project-root.ts";

/** Where runs are kept unless told otherwise: at the root of the working folder's project, whichever folder of it that is. */
export function defaultStore(cwd: string = process.cwd()): string {
  return join(relative(cwd, projectRoot(cwd)), ".prompt-run");
}
