import { basename } from "node:path";
import { option, shellWord } from "../../report/words/next/shell-word.ts";
import { storeOfFolder, storeToName } from "./default-store.ts";

type Verb = "resume" | "report" | "grade";

/** `prompt-run resume RUN`, with the store where it is not the usual one. `store`: relative to the working folder unless absolute. */
export function runCommandOf(verb: Verb, run: string, store: string): string {
  return worded(verb, run, storeToName(store));
}

/** The same of the run in a folder. */
export function runCommandIn(verb: Verb, folder: string): string {
  return worded(verb, basename(folder), storeOfFolder(folder));
}

function worded(verb: Verb, run: string, store: string | null): string {
  const where = store === null ? [] : [option("store", store)];
  return [`prompt-run ${verb}`, shellWord(run), ...where].join(" ");
}
