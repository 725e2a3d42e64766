import { shortLine } from "./trial-words.ts";
import { type CaseItem, type CaseTable, trialsOf } from "./case-table.ts";

const MAX_CHARS = 160;
/** A shorter start in common may be chance. */
const MIN_SHARED = 24;
/** So many cases tell what is the template's. */
const SAMPLE = 200;

const sharedStarts = new WeakMap<CaseTable, number>();

/** The start of what is the case's own in its first message: what the template of the prompt begins with is left out. */
export function inputStart(item: CaseItem, table: CaseTable): string {
  const message = firstMessage(item);
  if (message === null) return "";
  const start = sharedStart(table);
  return `${start > 0 ? "…" : ""}${shortLine(message.slice(start), MAX_CHARS)}`;
}

function sharedStart(table: CaseTable): number {
  let shared = sharedStarts.get(table);
  if (shared === undefined) sharedStarts.set(table, (shared = sharedLength(table)));
  return shared;
}

function sharedLength({ cases }: CaseTable): number {
  let start: string | null = null;
  for (const item of cases.slice(0, SAMPLE)) {
    const message = firstMessage(item);
    if (message === null) continue;
    start = start === null ? message : start.slice(0, sameLength(start, message));
  }
  if (start === null || cases.length < 2) return 0;
  const word = start.search(/\S+$/);
  const end = word < 0 ? start.length : word;
  return end < MIN_SHARED ? 0 : end;
}

function sameLength(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same;
}

function firstMessage(item: CaseItem): string | null {
  return trialsOf(item, "").find(({ turns }) => turns.length > 0)?.turns[0]?.user ?? null;
}
