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

/** "prompt-run grade 20261128-070529-ab12 --baseline baselines/". The same. */
export function gradeCommand(run: NamedRun, baseline: string): string | null {
  return pasteable(["prompt-run grade", shellWord(run.id), option("baseline", baseline), ...storeOf(run)]);
}

/** "prompt-run compare 20261127-070529-cd34 20261128-070529-ab12": the second against the first. The same. */
export function compareCommand(baseline: NamedRun, candidate: string): string | null {
  return pasteable(["prompt-run compare", shellWord(baseline.id), shellWord(candidate), ...storeOf(baseline)]);
}

/** "prompt-run judges suites/a.yaml --judge polite". The same. */
export function judgesCommand(
  { file, judge }: { readonly file: string; readonly judge: string },
  isSimulated: boolean,
): string | null {
  const mode = isSimulated ? ["--simulate"] : [];
  return pasteable(["prompt-run judges", shellWord(file), option("judge", judge), ...mode]);
}

function storeOf({ store }: NamedRun): string[] {
  return store === null ? [] : [option("store", store)];
}

function pasteable(words: readonly string[]): string | null {
  const command = words.join(" ");
  return isPasteable(command) ? command : null;
}
