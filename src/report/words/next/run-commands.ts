import { isPasteable, option, shellWord } from "./shell-word.ts";

/** A run as commands name it. */
export interface NamedRun {
  readonly id: string;
  /** Null: the usual one. */
  readonly store: string | null;
}

/** "prompt-run label 20261128-070529-ab12 --judge polite". Null for what no shell should be given. */
export function labelCommand(run: NamedRun, judge: string): string | null {
  return pasteable(["prompt-run label", shellWord(run.id), option("judge", judge), ...storeOf(run)]);
}

/** "prompt-run accept 20261128-070529-ab12 --as baselines/triage.json". The same. */
export function acceptCommand(run: NamedRun, file: string): string | null {
  return pasteable(["prompt-run accept", shellWord(run.id), option("as", file), ...storeOf(run)]);
}

function storeOf({ store }: NamedRun): string[] {
  return store === null ? [] : [option("store", store)];
}

function pasteable(words: readonly string[]): string | null {
  const command = words.join(" ");
  return isPasteable(command) ? command : null;
}
