import type { RunVerdict } from "../../domain/formats/records.ts";
import { VERDICT_LOOKS, verdictWords } from "../words/words.ts";

/** A verdict as a coloured badge with its mark. */
export function verdictBadge(verdict: RunVerdict): string {
  const { mark, tone } = VERDICT_LOOKS[verdict];
  return `<span class="badge ${tone}">${mark} ${verdictWords(verdict)}</span>`;
}
