import type { ArmSummary } from "../../domain/formats/records.ts";
import { safeLine } from "../../base/inert.ts";

const DEFAULT_PROMPT = "/default";
const MAX_CHARS = 120;

/**
 * The names that reports call arms by, by id: the id, or the label alone where every arm's prompt is `default`.
 * Safe for a terminal.
 */
export function armNames(arms: readonly Pick<ArmSummary, "id">[]): ReadonlyMap<string, string> {
  return new Map(arms.map((arm, index) => [arm.id, safeLine(plainNames(arms)[index] ?? arm.id, MAX_CHARS)]));
}

/** The same without the part that all of them begin with, cut at a `-` or `/`: where arms stand below one another it says nothing. */
export function shortArmNames(arms: readonly Pick<ArmSummary, "id">[]): ReadonlyMap<string, string> {
  const names = plainNames(arms);
  const start = commonStart(names);
  return new Map(arms.map((arm, index) => [arm.id, safeLine((names[index] ?? arm.id).slice(start), MAX_CHARS)]));
}

function plainNames(arms: readonly Pick<ArmSummary, "id">[]): string[] {
  const isPlain = arms.every(({ id }) => id.endsWith(DEFAULT_PROMPT));
  return arms.map(({ id }) => (isPlain ? id.slice(0, -DEFAULT_PROMPT.length) : id));
}

/** Behind the longest common start after which every name still begins with a letter: `7` and `8` are no names of models. */
function commonStart(names: readonly string[]): number {
  const [first = ""] = names;
  if (names.length < 2) return 0;
  let shared = 0;
  while (shared < first.length && names.every((name) => name.charAt(shared) === first.charAt(shared))) shared += 1;
  for (let end = shared; end > 0; end--) {
    if (/[-/]/.test(first.charAt(end - 1)) && names.every((name) => /^\p{L}/u.test(name.slice(end)))) return end;
  }
  return 0;
}
