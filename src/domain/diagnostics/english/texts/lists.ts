import { formatCount } from "../../../../base/figures.ts";

/** What commands that list or count something say beside their tables. */
export const LISTS = {
  "models-legend": ({ day, none }: { readonly day: string; readonly none: string }): string =>
    `$ in, $ out, $ read: USD per million tokens of input, output and cache reads on ${day}; ${none} no price in force, or none established. ` +
    "sampling: are temperature, top_p and top_k free to choose? More with --json; another day with --on.",
  "tokens-counted": ({ arm, tokens }: { readonly arm: string; readonly tokens: number }): string =>
    `counted  ${arm}  ${formatCount(tokens)} input tokens`,
  "all-suites": ({ count }: { readonly count: number }): string => `all ${count} suites`,
  "names-and-more": ({ names, more }: { readonly names: readonly string[]; readonly more: number }): string =>
    `${names.join(", ")}${more === 0 ? "" : ` and ${more} more`}`,
  /** Of a failing trial none of whose checks fails. */
  "score-too-low": (): string => "the score is too low",
  /** What the reporter `github` writes, as a place of a problem. */
  "github-report": ({ report }: { readonly report: string }): string => `the ${report} of --reporter github`,
};
