import { canonicalJson } from "../../base/canonical-json.ts";
import type { SuiteHashes } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

const PARTS = ["prompts", "settings", "checks", "cases"] as const;

/** "prompt", "prompt and checks": which parts of a suite differ between two of its runs; null for none. */
export function changedParts(before: SuiteHashes | undefined, after: SuiteHashes | undefined): string | null {
  if (before === undefined || after === undefined) return null;
  const changed = PARTS.filter((part) => before[part] !== after[part]).map((part) =>
    part === "prompts" ? "prompt" : part,
  );
  return changed.length === 0 ? null : changed.join(", ");
}

/** The same of one arm: that another arm's prompt or settings were changed is no news of this one. */
export function changedPartsOf(arm: string, before: SuiteHead | undefined, after: SuiteHead): string | null {
  if (before === undefined) return null;
  const { prompts, settings, ...shared } = after.hashes;
  const isSame = {
    prompts: isKnownSame(promptOf(arm, before), promptOf(arm, after)),
    settings: isKnownSame(settingsOf(arm, before), settingsOf(arm, after)),
  };
  return changedParts(before.hashes, {
    ...shared,
    prompts: isSame.prompts ? before.hashes.prompts : prompts,
    settings: isSame.settings ? before.hashes.settings : settings,
  });
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
