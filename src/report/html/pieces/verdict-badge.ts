import type { VerdictLook } from "../../words/words.ts";

/** How a run or suite came out, as a coloured badge with its mark. */
export function verdictBadge({ mark, tone, words }: VerdictLook): string {
  return `<span class="badge ${tone}">${mark} ${words}</span>`;
}
