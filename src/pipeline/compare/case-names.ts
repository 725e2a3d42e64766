import {
  caseLabel,
  inputStart,
  inputTexts,
  type InputTexts,
  isHashedId,
  SeenVars,
} from "../../report/words/case-label.ts";
import type { SideSuite } from "./comparison-side.ts";

/** What people know cases by. */
export interface CaseNames {
  /** By id: what cases are called whose id is a hash. */
  readonly labels: ReadonlyMap<string, string>;
  /** By id: how what they ask begins. */
  readonly inputs: ReadonlyMap<string, string>;
}

export const NO_NAMES: CaseNames = { labels: new Map(), inputs: new Map() };

const MAX_LABELS = 5_000;

/** Reads each side's trials once: the candidate's names hold, the baseline's stand for cases that only it has. */
export async function caseNames(
  sides: { readonly baseline: SideSuite; readonly candidate: SideSuite },
  shown: ReadonlySet<string>,
): Promise<CaseNames> {
  const found = { labels: new Map<string, string>(), inputs: new Map<string, string>() };
  const both = sides.candidate === sides.baseline ? [sides.candidate] : [sides.candidate, sides.baseline];
  for (const side of both) await readNames(side, shown, found);
  return found;
}

async function readNames(
  { trials }: SideSuite,
  shown: ReadonlySet<string>,
  found: { readonly labels: Map<string, string>; readonly inputs: Map<string, string> },
): Promise<void> {
  if (trials === null) return;
  const seen = new SeenVars();
  const texts = new Map<string, InputTexts>();
  let last: string | null = null;
  for await (const { record } of trials()) {
    if (record.case === last) continue;
    last = record.case;
    seen.add(record);
    if (isHashedId(last) && !found.labels.has(last) && found.labels.size < MAX_LABELS)
      found.labels.set(last, caseLabel(record));
    if (shown.has(last) && !found.inputs.has(last)) texts.set(last, inputTexts(record));
  }
  for (const [id, own] of texts) {
    const start = inputStart(own, seen);
    if (start !== null) found.inputs.set(id, start);
  }
}
