import type { SkipReason } from "./trial.ts";

const REASONS: readonly SkipReason[] = ["budget", "interrupted", "fail-fast", "decided", "suite"];

/** How a skipped trial's record says why (`status_reason`): the reason's word, then, after a colon, what is known beyond it. */
export function writeSkipReason(reason: SkipReason, detail: string | null): string {
  return detail === null ? reason : `${reason}: ${detail}`;
}

/** The reason's word of a record's `status_reason`; null where it is none of ours. */
export function readSkipReason(statusReason: string | null): SkipReason | null {
  const word = statusReason?.split(":", 1)[0];
  return REASONS.find((reason) => reason === word) ?? null;
}

/** The same for people: of a run that was stopped, what stopped it says more than that it was interrupted. */
export function skipWords(statusReason: string): string {
  const stopped = /^interrupted: (?<why>.+)$/s.exec(statusReason);
  return stopped?.groups?.["why"] ?? statusReason;
}

/** Was the trial left out on purpose (`skip:`, or decided without it)? Then it is no missing answer. */
export function isLeftOut(statusReason: string | null): boolean {
  const reason = readSkipReason(statusReason);
  return reason === "suite" || reason === "decided";
}
