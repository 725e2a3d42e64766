import { formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { SliceSummary } from "../../domain/formats/records.ts";

const MAX_TAG = 40;

/** How the trials of a tag went, over all arms. */
export interface TagRate {
  readonly tag: string;
  readonly passed: number;
  /** Passed or failed. */
  readonly decided: number;
}

/** The tags of a suite, the one that passes least first; tags without a decided trial last. */
export function tagRates(slices: readonly SliceSummary[]): TagRate[] {
  const rates = new Map<string, TagRate>();
  for (const { tag, passed, failed } of slices) {
    const { passed: before, decided } = rates.get(tag) ?? { passed: 0, decided: 0 };
    rates.set(tag, { tag, passed: before + passed, decided: decided + passed + failed });
  }
  return [...rates.values()].sort((a, b) => shareOf(a) - shareOf(b));
}

function shareOf({ passed, decided }: TagRate): number {
  return decided === 0 ? 2 : passed / decided;
}

/** "lang=ja 60.0% (6/10)". */
export function tagRateText({ tag, passed, decided }: TagRate): string {
  const share = decided === 0 ? "–" : formatPercent(passed / decided);
  return `${safeLine(tag, MAX_TAG)} ${share} (${passed}/${decided})`;
}
