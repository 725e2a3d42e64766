import { isPasteable, option, shellWord } from "./shell-word.ts";

/** "prompt-run label 20261128-070529-ab12 --judge polite"; `store`: null where it is the usual one. Null for what no shell should be given. */
export function labelCommand(run: string, judge: string, store: string | null): string | null {
  const where = store === null ? [] : [option("store", store)];
  const command = ["prompt-run label", shellWord(run), option("judge", judge), ...where].join(" ");
  return isPasteable(command) ? command : null;
}
