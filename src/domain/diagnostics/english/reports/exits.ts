/** What an exit code says: `meaning` in reports, `brief` in `--help`. */
export interface ExitWords {
  readonly meaning: string;
  readonly brief: string;
}

/** By the names of the codes (`EXIT`). */
export const EXITS = {
  ok: (): ExitWords => ({ meaning: "every gate passed", brief: "passed" }),
  failed: (): ExitWords => ({ meaning: "a gate failed", brief: "a gate failed" }),
  wrongInput: (): ExitWords => ({ meaning: "the input or the account is wrong", brief: "wrong input or account" }),
  incomplete: (): ExitWords => ({ meaning: "answers are missing or checks undecided", brief: "answers are missing" }),
  overBudget: (): ExitWords => ({ meaning: "the budget stopped the run", brief: "over budget" }),
  inconclusive: (): ExitWords => ({
    meaning: "inconclusive: the sample cannot tell",
    brief: "inconclusive (--fail-on-inconclusive)",
  }),
  pending: (): ExitWords => ({ meaning: "a batch is not finished", brief: "a batch is not finished" }),
  bug: (): ExitWords => ({ meaning: "a bug in prompt-run", brief: "a bug" }),
  interrupted: (): ExitWords => ({ meaning: "interrupted", brief: "interrupted" }),
  terminated: (): ExitWords => ({ meaning: "interrupted", brief: "interrupted" }),
};
