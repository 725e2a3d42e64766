import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf, type TrialClass } from "../../../../domain/run/trial-class.ts";
import { type CaseItem, type CaseTable, isFlaky, trialsOf, worstClass } from "./case-table.ts";
import type { Flip } from "./flip-standard.ts";
import { MARK_KINDS, type MarkBook, UNMARKED } from "./mark-book.ts";
import { named } from "./named.ts";

/** What the list of cases is narrowed to. Empty strings narrow nothing, but an empty outcome: see `outcomeOf`. */
export interface CaseFilter {
  readonly suite: string;
  readonly outcome: string;
  readonly column: string;
  readonly tag: string;
  /** What was said of the case: a name of `MARK_KINDS`. */
  readonly mark: string;
  readonly query: string;
}

/** Every case. */
export const ALL = "all";
/** What was answered and did not pass, errors too, or passes no longer: what is shown first. What was not run is none of it. */
export const TROUBLES = "failed or regressed";

/** A case as it is seen on one arm, or on all of them (`column` empty). */
interface CaseInColumn {
  readonly item: CaseItem;
  readonly column: string;
  readonly trials: readonly TrialRecord[];
  /** Of its trials: found once, since most kinds ask for them. */
  readonly classes: ReadonlySet<TrialClass>;
}

type Matches = (seen: CaseInColumn) => boolean;

function seen(item: CaseItem, column: string): CaseInColumn {
  const trials = trialsOf(item, column);
  const classes = new Set<TrialClass>();
  for (const trial of trials) classes.add(classOf(trial));
  return { item, column, trials, classes };
}

const has =
  (wanted: TrialClass): Matches =>
  ({ classes }) =>
    classes.has(wanted);
const ended =
  (wanted: TrialRecord["ending"]): Matches =>
  ({ trials }) =>
    trials.some(({ ending }) => ending === wanted);
const flipped =
  (flip: Flip): Matches =>
  ({ item: { flips }, column }) =>
    column === "" ? [...flips.values()].includes(flip) : flips.get(column) === flip;
const isRegressed = flipped("regressed");
const isFailed: Matches = ({ classes }) => classes.has("failed") || classes.has("errored") || classes.has("undecided");

/** The kinds of cases one can ask for, by their name in the address, in the order in which they are offered. */
const OUTCOMES: Readonly<Record<string, Matches>> = {
  [TROUBLES]: (one) => isFailed(one) || isRegressed(one),
  "not passed": (one) => isFailed(one) || one.classes.has("skipped"),
  failed: has("failed"),
  regressed: isRegressed,
  improved: flipped("improved"),
  errored: has("errored"),
  undecided: has("undecided"),
  refused: ended("refusal"),
  truncated: ended("truncated"),
  skipped: has("skipped"),
  flaky: ({ item: { trialsByArm }, column }) =>
    (column === "" ? [...trialsByArm.values()] : [trialsByArm.get(column) ?? []]).some(isFlaky),
  "arms differ": ({ item: { trialsByArm } }) => new Set([...trialsByArm.values()].map(worstClass)).size > 1,
  quarantined: ({ item }) => item.quarantined,
  passed: ({ classes }) => classes.size === 1 && classes.has("passed"),
  [ALL]: () => true,
};
const KINDS = Object.entries(OUTCOMES);

export interface OutcomeCount {
  readonly outcome: string;
  readonly count: number;
}

const NOTHING: Omit<CaseFilter, "outcome"> = { suite: "", column: "", tag: "", mark: "", query: "" };

/**
 * The kinds that occur, with how many cases each has among those that the rest of a filter lets through. One that has none
 * of them is offered all the same: what is on offer does not change under its reader's fingers.
 */
export function outcomeCounts(
  tables: readonly CaseTable[],
  filter: Omit<CaseFilter, "outcome"> = NOTHING,
  marks: MarkBook | null = null,
): readonly OutcomeCount[] {
  const { column, tag, mark, query } = filter;
  const isNarrow = [column, tag, mark, query.trim()].join("") !== "";
  const counted = tables.map((table) => {
    if (!isNarrow) return countsOf(table);
    return countOutcomes(filterCases(table, { ...filter, outcome: ALL }, marks), column);
  });
  return Object.keys(OUTCOMES)
    .filter((outcome) => tables.some((table) => countsOf(table).has(outcome)))
    .map((outcome) => ({ outcome, count: counted.reduce((sum, counts) => sum + (counts.get(outcome) ?? 0), 0) }));
}

const countsByTable = new WeakMap<CaseTable, ReadonlyMap<string, number>>();

/** Of all cases of a suite. Counted once: they do not change. */
function countsOf(table: CaseTable): ReadonlyMap<string, number> {
  let counts = countsByTable.get(table);
  if (counts === undefined) countsByTable.set(table, (counts = countOutcomes(table.cases, "")));
  return counts;
}

function countOutcomes(cases: readonly CaseItem[], column: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of cases) {
    for (const kind of kindsOf(item, column)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

const kindsByCase = new WeakMap<CaseItem, readonly string[]>();

/** The kinds that a case is of, seen on one arm or on all of them; the latter found once. */
function kindsOf(item: CaseItem, column: string): readonly string[] {
  const known = column === "" ? kindsByCase.get(item) : undefined;
  if (known !== undefined) return known;
  const one = seen(item, column);
  const kinds: string[] = [];
  for (const [kind, matches] of KINDS) if (matches(one)) kinds.push(kind);
  if (column === "") kindsByCase.set(item, kinds);
  return kinds;
}

/** What an empty outcome asks for: the troubles where there are any, else everything; a search, and a mark, is looked for everywhere. */
export function outcomeOf({ outcome, query, mark }: CaseFilter, tables: readonly CaseTable[]): string {
  if (outcome !== "") return outcome;
  const isSought = query.trim() !== "" || (mark !== "" && mark !== UNMARKED);
  return !isSought && tables.some((table) => countsOf(table).has(TROUBLES)) ? TROUBLES : ALL;
}

/** The cases of a suite that a filter lets through, in plan order. A kind that there is none of lets nothing through. */
export function filterCases(table: CaseTable, filter: CaseFilter, marks: MarkBook | null = null): readonly CaseItem[] {
  const { outcome, column } = filter;
  const cases = narrowCases(table, filter, marks);
  if (outcome === "" || outcome === ALL) return cases;
  // Of all arms together it was found already, when the kinds were counted.
  if (column === "") return cases.filter((item) => kindsOf(item, column).includes(outcome));
  const matches = named(OUTCOMES, outcome) ?? ((): boolean => false);
  return cases.filter((item) => matches(seen(item, column)));
}

const lastNarrowed = new WeakMap<CaseTable, { readonly key: string; readonly cases: readonly CaseItem[] }>();

/** What all of a filter but its outcome lets through. What was found last is kept: it is counted first, then listed. */
function narrowCases(
  table: CaseTable,
  { column, tag, mark, query }: CaseFilter,
  marks: MarkBook | null,
): readonly CaseItem[] {
  const wanted = query.trim().toLowerCase();
  const key = JSON.stringify([column, tag, wanted]);
  const last = lastNarrowed.get(table);
  // What is said of cases changes while the page is open.
  if (last?.key === key && mark === "") return last.cases;
  const isMarked = named(MARK_KINDS, mark) ?? ((): boolean => false);
  const cases = table.cases.filter(
    (item) =>
      (column === "" || item.trialsByArm.has(column)) &&
      (tag === "" || item.tags.includes(tag)) &&
      (mark === "" || isMarked(marks?.of(item) ?? null)) &&
      (wanted === "" || searchText(item).includes(wanted)),
  );
  if (mark === "") lastNarrowed.set(table, { key, cases });
  return cases;
}

const searchTexts = new WeakMap<CaseItem, string>();

/** What a search looks at, in lower case: names, answers, and why something did not pass. Made once, when first needed. */
export function searchText(item: CaseItem): string {
  const known = searchTexts.get(item);
  if (known !== undefined) return known;
  const parts = [item.id, ...item.tags];
  for (const trial of trialsOf(item, "")) {
    if (trial.turns.length === 0) parts.push(trial.output ?? "");
    for (const { user, output } of trial.turns) parts.push(user, output);
    for (const { verdict, name, reason } of trial.checks) if (verdict !== "pass") parts.push(name ?? "", reason);
    parts.push(trial.error?.type ?? "", trial.error?.message ?? "", trial.status_reason ?? "");
  }
  const text = parts.join("\n").toLowerCase();
  searchTexts.set(item, text);
  return text;
}
