import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { CaseChanges } from "./case-matcher.ts";

/** Why cases of a baseline have no pair, and the way on; null where all have one. */
export function whyUnpaired({ inputs, checks, removed, skipped, quarantined, vars }: CaseChanges): Sentence | null {
  const totals = {
    inputs: inputs.total,
    checks: checks.total,
    removed: removed.total,
    skipped: skipped.total,
    quarantined: quarantined.total,
  };
  return Object.values(totals).every((total) => total === 0)
    ? null
    : rulingWords("cases-unpaired", { ...totals, vars });
}
