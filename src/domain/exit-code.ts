import { EXITS, type ExitWords } from "./diagnostics/english/reports/exits.ts";

/** Exit codes: a contract (docs/errors.md). This is their only list. */
export const EXIT = {
  ok: 0,
  failed: 1,
  wrongInput: 2,
  incomplete: 3,
  overBudget: 4,
  inconclusive: 5,
  pending: 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Each code of the list has its words: one without does not compile. */
const WORDS: Readonly<Record<keyof typeof EXIT, () => ExitWords>> = EXITS;

/** Every exit code with its words, in ascending order. */
export function allExitWords(): readonly (readonly [ExitCode, ExitWords])[] {
  const names = Object.keys(EXIT) as (keyof typeof EXIT)[]; // what its type says, and no more: it is our constant
  return names.map((name) => [EXIT[name], WORDS[name]()]);
}

/** What a code says; null for one that is not in the list: a stored report may come from another version. */
export function exitWords(code: number): ExitWords | null {
  return allExitWords().find(([known]) => known === code)?.[1] ?? null;
}
