import { basename, dirname, relative, resolve } from "node:path";
import { RUNS_FOLDER } from "../../store/folders/store-folder.ts";
import { option, shellWord } from "../../report/words/next/shell-word.ts";
import { storeOfFolder, storeToName } from "./default-store.ts";

type Verb = "resume" | "report" | "grade";

/** `prompt-run resume RUN`, with the store where it is not the usual one. `store`: relative to the working folder unless absolute. */
export function runCommandOf(verb: Verb, run: string, store: string): string {
  return worded(verb, run, storeToName(store));
}

/** The same of the run in a folder; of one that lies in no store by its path. */
export function runCommandIn(verb: Verb, folder: string): string {
  const path = resolve(folder);
  if (basename(dirname(path)) === RUNS_FOLDER) return worded(verb, basename(path), storeOfFolder(path));
  const near = relative(process.cwd(), path);
  return worded(verb, near === "" || near.startsWith("..") ? path : near, null);
}

function worded(verb: Verb, run: string, store: string | null): string {
  const where = store === null ? [] : [option("store", store)];
  return [`prompt-run ${verb}`, shellWord(run), ...where].join(" ");
}
