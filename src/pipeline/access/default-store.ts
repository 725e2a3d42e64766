import { join, relative } from "node:path";
import { STORE_FOLDER } from "../../store/folders/store-folder.ts";
import { projectRoot } from "../../host/project-root.ts";

/** Where runs are kept unless told otherwise: at the root of the working folder's project, whichever folder of it that is. */
export function defaultStore(cwd: string = process.cwd()): string {
  return join(relative(cwd, projectRoot(cwd)), STORE_FOLDER);
}
