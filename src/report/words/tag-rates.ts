import { formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { trialsRun } from "./slice-trials.ts";
import { shortArmNames } from "./arm-names.ts";

const MAX_TAG = 40;

/** How the trials of a tag went on an arm. */
export interface TagRate {
  readonly tag: string;
  /** What its arm is called; null where the suite has no other. Raw text. */
  readonly arm: string | null;
  readonly passed: number;
  /** Passed or failed. */
  readonly decided: number;
}

/** The tags of a suite by arm, the one that passes least first; those without a decided trial last, those that were not run not at all. */
export function tagRates({ slices, arms }: Pick<SuiteHead, "slices" | "arms">): TagRate[] {
  const ids = [...new Set([...arms.map(({ id }) => id), ...slices.map(({ arm }) => arm)])];
  const names = shortArmNames(ids.map((id) => ({ id })));
  const nameOf = (arm: string): string | null => (ids.length < 2 ? null : (names.get(arm) ?? arm));
  return slices
    .filter((slice) => trialsRun(slice) > 0)
    .map(({ tag, arm, passed, failed }) => ({ tag, arm: nameOf(arm), passed, decided: passed + failed }))
    .sort((a, b) => shareOf(a) - shareOf(b));
}

/** Does a tag tell more than its arm: is the share of its trials that passed another one? */
export function doTagsDiffer({ slices, arms }: Pick<SuiteHead, "slices" | "arms">): boolean {
  const whole = new Map(arms.map((arm) => [arm.id, arm]));
  return slices.some(({ arm, passed, failed }) => {
    const all = whole.get(arm);
    const decided = passed + failed;
    return decided > 0 && (all === undefined || passed * (all.passed + all.failed) !== all.passed * decided);
  });
}

function shareOf({ passed, decided }: TagRate): number {
  return decided === 0 ? 2 : passed / decided;
}

/** "lang=ja 60.0% (6/10)"; of several arms "lang=ja · careful 60.0% (6/10)". */
export function tagRateText({ tag, arm, passed, decided }: TagRate): string {
  const share = decided === 0 ? "–" : formatPercent(passed / decided);
  const who = arm === null ? "" : ` · ${safeLine(arm, MAX_TAG)}`;
  const count = decided === 0 ? "" : ` (${passed}/${decided})`;
  return `${safeLine(tag, MAX_TAG)}${who} ${share}${count}`;
}
