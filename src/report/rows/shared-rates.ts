import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";

/** What a clean or empty sheet leaves open, and the arms that it is said of. Raw text. */
export interface SharedRate {
  /** "short and long, each"; null where the suite has no other arm. */
  readonly who: string | null;
  readonly sentence: string;
}

/** What pass rates leave open, each sentence once. */
export function sharedRates({ insights, arms }: Pick<SuiteHead, "insights" | "arms">): SharedRate[] {
  const names = shortArmNames(arms);
  const bySentence = new Map<string, string[]>();
  for (const { arm, sentence } of insights?.rates ?? [])
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), names.get(arm) ?? arm]);
  return [...bySentence].map(([sentence, of]) => ({
    who: arms.length < 2 ? null : reportWords("each-of", { names: of }),
    sentence,
  }));
}
