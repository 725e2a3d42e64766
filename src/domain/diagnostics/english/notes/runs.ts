import { formatUsd, plural } from "../../../../base/figures.ts";

/** What is told of a run that begins. */
export const RUN_NOTES = {
  /** `most`: what so many trials may cost; null: that is not known yet. */
  "uncapped-run": ({ most }: { readonly most: { readonly usd: number; readonly trials: number } | null }): string =>
    `no cap on money: ${most === null ? "`prompt-run plan` says what the run may cost" : `at worst ${formatUsd(most.usd)} for ${plural(most.trials, "trial")}`}; --max-cost USD sets one`,
};
