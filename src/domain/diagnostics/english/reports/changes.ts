import { andOf } from "../phrases/text.ts";
import { capitalized, formatCount, plural } from "../../../../base/figures.ts";
import type { ComparisonVerdict, DifferenceRecord } from "../../../formats/records.ts";

/** What differs between two sides, and what is shown by it. */
export const CHANGES = {
  "no-case-compared": (): string => "no case was compared",
  "no-case-changed": (): string => "no case changed",
  "differs-unknown": (): string => "nothing that is known differs but the answers",
  "changed-unknown": (): string => "Nothing that is known changed but the answers.",
  /** "The prompt and the settings changed." */
  "changed-things": ({ what }: { readonly what: readonly DifferenceRecord["what"][] }): string => {
    const list = andOf(what.map((one) => `the ${one}`));
    return `${capitalized(list)} changed.`;
  },
  "prompt-changed": ({ arms }: { readonly arms: readonly string[] }): string => `the prompt of ${andOf(arms)} changed`,
  "what-changed": (): string => "what changed:",
  "text-rewritten": ({ change }: { readonly change: string }): string => `${change} (rewritten)`,
  /** "the prompt of v1 changed (2 lines added, 1 removed)": what did not happen is not counted. */
  "lines-changed": ({ change, added, removed }: LinesChanged): string =>
    `${change} (${added === 0 ? `${plural(removed, "line")} removed` : `${plural(added, "line")} added${removed === 0 ? "" : `, ${removed} removed`}`})`,
  "held-against": (): string => "Held against",
  "compared-with": (): string => "Compared with",
  /** `runs`: the fewest and the most that an arm has; of one, nothing is pooled. */
  "runs-pooled": ({ fewest, most }: { readonly fewest: number; readonly most: number }): string =>
    fewest === most
      ? `${plural(most, "run")} pooled`
      : `${formatCount(fewest)} to ${plural(most, "run")} pooled, by arm`,
  "mark-meaning": ({ verdict }: { readonly verdict: ComparisonVerdict }): string => MARKS[verdict],
  /** Of an interval that leaves 0 out beside a mark that says "open": the two seem to contradict each other. */
  "mark-held-back": ({ meaning }: { readonly meaning: string }): string =>
    `${meaning}, or off 0 alone, not beside the other comparisons`,
  "mark-of-nothing": (): string => "nothing was compared",
  "alone-only": ({ verdict }: { readonly verdict: "better" | "worse" }): string =>
    `${verdict} on its own, not beside the other comparisons`,
  "within-margin": (): string => "worse, but within the margin",
  /** Of cost and quality. `isShown`: do the figures prove it? */
  "dominated-by": ({ arm, isShown }: { readonly arm: string; readonly isShown: boolean }): string =>
    `${isShown ? "" : "perhaps "}dominated by ${arm}`,
  "on-frontier": (): string => "on the frontier",
  "answers-got-worse": ({ what }: { readonly what: string }): string =>
    `${what}: answers that got worse from arm to arm`,
};

const MARKS: Readonly<Record<ComparisonVerdict, string>> = {
  worse: "worse",
  better: "better",
  not_worse: "not worse, within the margin",
  inconclusive: "open, these cases cannot tell",
};

interface LinesChanged {
  readonly change: string;
  readonly added: number;
  readonly removed: number;
}
