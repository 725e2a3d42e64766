import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf } from "../../../../domain/run/trial-class.ts";
import { checkName } from "../../../words/trial-notes.ts";
import { type CaseItem, type CaseTable, trialsOf, worstClass } from "./case-table.ts";
import { named } from "./named.ts";

/** Cases that stand together under one head. */
export interface CaseGroup {
  readonly title: string;
  readonly table: CaseTable;
  readonly cases: readonly CaseItem[];
}

/** Some cases of one suite. */
export interface SuiteCases {
  readonly table: CaseTable;
  readonly cases: readonly CaseItem[];
}

type Rank = (item: CaseItem) => number;

const CLASSES = ["failed", "errored", "undecided", "skipped"];

/** Low ranks come first; of equals, as planned. */
const RANKS: Readonly<Record<string, Rank>> = {
  "": worstRank,
  plan: () => 0,
  disagreement: (item) => -disagreement(item),
  cost: (item) => -sumOf(item, (trial) => trial.cost_usd),
  latency: (item) => -Math.max(0, ...trialsOf(item, "").map((trial) => trial.latency_ms ?? 0)),
};

/** The cases in groups: by suite, the worst first, or by the first check that failed, the most frequent first. */
export function groupCases(
  found: readonly SuiteCases[],
  { sort, group }: { readonly sort: string; readonly group: string },
): CaseGroup[] {
  const rank = named(RANKS, sort) ?? worstRank;
  const worstSuites = found.toSorted((a, b) => a.table.suite.rank - b.table.suite.rank);
  const sorted = worstSuites.map(({ table, cases }) => ({ table, cases: sortedBy(cases, rank) }));
  const groups = group === "check" ? sorted.flatMap(byCheck) : sorted.map((one) => ({ ...one, title: one.table.name }));
  const shown = groups.filter(({ cases }) => cases.length > 0);
  return group === "check" ? shown.toSorted((a, b) => b.cases.length - a.cases.length) : shown;
}

function sortedBy(cases: readonly CaseItem[], rank: Rank): CaseItem[] {
  const ranks = new Map(cases.map((item) => [item, rank(item)]));
  return cases.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** Regressed, then by the worst trial; quarantined cases, which count nowhere, last. */
export function worstRank(item: CaseItem): number {
  const rank = CLASSES.indexOf(worstClass(trialsOf(item, "")) ?? "");
  const own = [...item.flips.values()].includes("regressed") ? 0 : rank < 0 ? CLASSES.length + 1 : rank + 1;
  return own + (item.quarantined ? CLASSES.length + 2 : 0);
}

/** How far apart the arms are: the spread of their pass rates on the case. */
function disagreement({ trialsByArm }: CaseItem): number {
  const rates = [...trialsByArm.values()].map(
    (trials) => trials.filter((trial) => classOf(trial) === "passed").length / trials.length,
  );
  return rates.length < 2 ? 0 : Math.max(...rates) - Math.min(...rates);
}

function sumOf(item: CaseItem, of: (trial: TrialRecord) => number | null): number {
  return trialsOf(item, "").reduce((sum, trial) => sum + (of(trial) ?? 0), 0);
}

function byCheck({ table, cases }: SuiteCases): CaseGroup[] {
  const groups = new Map<string, CaseItem[]>();
  for (const item of cases) {
    const name = failingCheck(item) ?? `no failed check in ${table.name}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].map(([title, some]) => ({ title, table, cases: some }));
}

function failingCheck(item: CaseItem): string | null {
  for (const { checks } of trialsOf(item, "")) {
    const failed = checks.find(({ verdict, required }) => verdict === "fail" && required);
    if (failed !== undefined) return failed.name ?? checkName(failed);
  }
  return null;
}
