import { canonicalJson } from "../../base/canonical-json.ts";
import type { SuiteHashes } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { ChangedCases } from "./case-strip.ts";

const PARTS = ["prompts", "settings", "checks", "cases"] as const;

/**
 * "prompt", "prompt, checks": which parts of a suite differ between two of its runs; null for none. `own`: what is known of
 * the cases one by one, which the suite's hashes know only as a whole, with what nothing reads and what was not selected.
 */
export function changedParts(
  before: SuiteHashes | undefined,
  after: SuiteHashes | undefined,
  own: ChangedCases | null,
): string | null {
  if (before === undefined || after === undefined) return null;
  const isChanged = (part: (typeof PARTS)[number]): boolean =>
    own !== null && (part === "cases" || part === "checks") ? own[part] : before[part] !== after[part];
  const changed = PARTS.filter(isChanged).map((part) => (part === "prompts" ? "prompt" : part));
  return changed.length === 0 ? null : changed.join(", ");
}

/** The same of one arm: that another arm's prompt or settings were changed is no news of this one. */
export function changedPartsOf(
  arm: string,
  before: SuiteHead | undefined,
  after: SuiteHead,
  own: ChangedCases | null = null,
): string | null {
  if (before === undefined) return null;
  const { prompts, settings, ...shared } = after.hashes;
  const isSame = {
    prompts: isKnownSame(promptOf(arm, before), promptOf(arm, after)),
    settings: isKnownSame(settingsOf(arm, before), settingsOf(arm, after)),
  };
  const hashes = {
    ...shared,
    prompts: isSame.prompts ? before.hashes.prompts : prompts,
    settings: isSame.settings ? before.hashes.settings : settings,
  };
  return changedParts(before.hashes, hashes, own);
}

function isKnownSame(before: string | null, after: string | null): boolean {
  return before !== null && before === after;
}

function promptOf(arm: string, { insights }: SuiteHead): string | null {
  return insights?.prompts?.find(({ arms }) => arms.includes(arm))?.text ?? null;
}

function settingsOf(id: string, { arms }: SuiteHead): string | null {
  const arm = arms.find((one) => one.id === id);
  return arm === undefined ? null : canonicalJson({ ...arm.settings, dropped: arm.dropped_settings });
}
