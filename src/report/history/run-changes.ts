import type { SuiteHashes } from "../../domain/formats/records.ts";

const PARTS = ["prompts", "settings", "checks", "cases"] as const;

/** "prompt", "prompt and checks": which parts of a suite differ between two of its runs; null for none. */
export function changedParts(before: SuiteHashes | undefined, after: SuiteHashes | undefined): string | null {
  if (before === undefined || after === undefined) return null;
  const changed = PARTS.filter((part) => before[part] !== after[part]).map((part) =>
    part === "prompts" ? "prompt" : part,
  );
  return changed.length === 0 ? null : changed.join(", ");
}
