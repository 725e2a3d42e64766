import { pageWords } from "../../../domain/diagnostics/page-words.ts";
import { plural } from "../../../base/figures.ts";
import { isLeftOut } from "../../../domain/run/skip-reason.ts";
import { filterCases, TROUBLES } from "./cases/case-filter.ts";
import { groupCases, worstRank } from "./cases/case-order.ts";
import { type CaseItem, type CaseTable, trialsOf } from "./cases/case-table.ts";
import { troubleWords } from "./cases/trouble-words.ts";
import { againCommand } from "../../words/next/again-command.ts";
import type { PageFirst } from "../page-data.ts";
import { copyButton } from "./dom/copy.ts";
import { byId, element } from "./dom/elements.ts";
import { caseCommand } from "./pane/copy-texts.ts";
import { FIRST_VIEW, writeView } from "./view.ts";

const EVERYWHERE = { ...FIRST_VIEW, outcome: TROUBLES };
const UNRUN = { ...FIRST_VIEW, outcome: "skipped" };

/** What to do next, on the first screen: the worst case, and the command that asks it again alone; cases that lack trials. Nothing where all is well. */
export function showNext(tables: readonly CaseTable[], first: PageFirst | null): void {
  const [worst, unrun] = [worstPart(tables, first), notRunPart(tables)];
  const parts = [...worst, ...(worst.length > 0 && unrun.length > 0 ? [" · "] : []), ...unrun];
  if (parts.length === 0) return;
  const place = byId("next", HTMLElement);
  const lead = element("span", { class: "quiet" }, `${place.dataset["lead"] ?? ""}: `);
  place.replaceChildren(lead, ...parts);
  place.hidden = false;
}

function worstPart(tables: readonly CaseTable[], first: PageFirst | null): (Node | string)[] {
  const groups = groupCases(
    tables.map((table) => ({ table, cases: filterCases(table, EVERYWHERE) })),
    EVERYWHERE,
  );
  const named = namedCase(tables, first);
  const item = named ?? groups[0]?.cases[0];
  const suite = tables.find(({ name }) => name === item?.suite)?.suite;
  if (item === undefined || suite === undefined) return [];
  const count = groups.reduce((sum, { cases }) => sum + cases.length, 0);
  const of = tables.length > 1 ? { of: item.suite } : {};
  const arm = named === null || first === null || suite.arms.length < 2 ? {} : { arm: first.arm };
  const link = element("a", { href: writeView({ ...of, case: item.id, ...arm }) }, element("bdi", {}, item.label));
  const isTied = groups.some(({ cases }) =>
    cases.some((other) => other !== item && worstRank(other) <= worstRank(item)),
  );
  const kinds = troubleWords(tables).replace("undecided", "stayed undecided");
  const place = item !== groups[0]?.cases[0] ? "one" : isTied ? "the first" : "the worst";
  const among = amongWords(count, { place, kinds });
  const command = named === null || first === null ? caseCommand(item, suite) : againCommand(item.id, first.arm, suite);
  if (command === null) return [link, among];
  const alone = element(
    "span",
    { class: "again" },
    element("code", {}, command),
    copyButton("Copy command", () => command),
  );
  return [link, among, "; again, alone: ", alone];
}

/** The case that every report names first; null where there is none, or it is not on this page. */
function namedCase(tables: readonly CaseTable[], first: PageFirst | null): CaseItem | null {
  return tables.find(({ name }) => name === first?.suite)?.byId.get(first?.case ?? "") ?? null;
}

/** ", the worst of 6 cases that failed or regressed"; among equals it is the first, and further down the list one of them. */
function amongWords(count: number, { place, kinds }: { readonly place: string; readonly kinds: string }): string {
  if (count === 1) return `, the only case that ${kinds}`;
  return `, ${place} of ${plural(count, "case")} that ${kinds}`;
}

/** Cases of which trials were to be run and were not. */
function notRunPart(tables: readonly CaseTable[]): (Node | string)[] {
  const count = tables.reduce((sum, { cases }) => sum + cases.filter(lacksTrials).length, 0);
  if (count === 0) return [];
  const words = pageWords("cases-not-run", { count });
  return [element("a", { href: writeView(UNRUN) }, words)];
}

function lacksTrials(item: CaseItem): boolean {
  return trialsOf(item, "").some(({ status, status_reason: reason, quarantined }) => {
    return status === "skipped" && !isLeftOut(reason) && !quarantined;
  });
}
