/** Exit codes: a contract (design §6). This is their only list. */
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

/** `meaning`: what a report says of it; `brief`: the words of `--help`. */
interface ExitWords {
  readonly meaning: string;
  readonly brief: string;
}

export const EXIT_WORDS: Readonly<Record<ExitCode, ExitWords>> = {
  [EXIT.ok]: { meaning: "every gate passed", brief: "passed" },
  [EXIT.failed]: { meaning: "a gate failed", brief: "a gate failed" },
  [EXIT.wrongInput]: { meaning: "the input or the account is wrong", brief: "wrong input or account" },
  [EXIT.incomplete]: { meaning: "answers are missing or checks undecided", brief: "answers are missing" },
  [EXIT.overBudget]: { meaning: "the budget stopped the run", brief: "over budget" },
  [EXIT.inconclusive]: {
    meaning: "inconclusive: the sample cannot tell",
    brief: "inconclusive (--fail-on-inconclusive)",
  },
  [EXIT.pending]: { meaning: "a batch is not finished", brief: "a batch is not finished" },
  [EXIT.bug]: { meaning: "a bug in prompt-run", brief: "a bug" },
  [EXIT.interrupted]: { meaning: "interrupted", brief: "interrupted" },
  [EXIT.terminated]: { meaning: "interrupted", brief: "interrupted" },
};

/** What a code says; null for one that is not in the list: a stored report may come from another version. */
export function exitWords(code: number): ExitWords | null {
  // The list is asked for any number: of one that is not in it, it has nothing.
  return (EXIT_WORDS as Readonly<Record<number, ExitWords | undefined>>)[code] ?? null;
}
