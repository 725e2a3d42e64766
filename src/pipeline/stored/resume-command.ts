import { basename } from "node:path";
import { option, shellWord } from "../../report/words/next/shell-word.ts";
import { storeOfFolder, storeToName } from "./default-store.ts";

/** `prompt-run resume RUN`, with the store where it is not the usual one. `store`: relative to the working folder unless absolute. */
export function resumeCommandOf(run: string, store: string): string {
  return worded(run, storeToName(store));
}

/** The same of the run in a folder. */
export function resumeCommandIn(folder: string): string {
  return worded(basename(folder), storeOfFolder(folder));
}

function worded(run: string, store: string | null): string {
  return ["prompt-run resume", shellWord(run), ...(store === null ? [] : [option("store", store)])].join(" ");
}
