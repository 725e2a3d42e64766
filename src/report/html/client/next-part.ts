import { plural } from "../../../base/figures.ts";
import { filterCases, TROUBLES } from "./cases/case-filter.ts";
import { groupCases } from "./cases/case-order.ts";
import type { CaseTable } from "./cases/case-table.ts";
import { copyButton } from "./dom/copy.ts";
import { byId, element } from "./dom/elements.ts";
import { caseCommand } from "./pane/copy-texts.ts";
import { FIRST_VIEW, writeView } from "./view.ts";

const EVERYWHERE = { ...FIRST_VIEW, outcome: TROUBLES };

/** What to do next, on the first screen: the worst case, and the command that asks it again alone. Nothing where all is well. */
export function showNext(tables: readonly CaseTable[]): void {
  const groups = groupCases(
    tables.map((table) => ({ table, cases: filterCases(table, EVERYWHERE) })),
    EVERYWHERE,
  );
  const [item] = groups[0]?.cases ?? [];
  const suite = tables.find(({ name }) => name === item?.suite)?.suite;
  if (item === undefined || suite === undefined) return;
  const count = groups.reduce((sum, { cases }) => sum + cases.length, 0);
  const of = tables.length > 1 ? { of: item.suite } : {};
  const link = element("a", { href: writeView({ ...of, case: item.id }) }, element("bdi", {}, item.label));
  const command = caseCommand(item, suite);
  const place = byId("next", HTMLElement);
  place.replaceChildren(
    element("span", { class: "quiet" }, `${place.dataset["lead"] ?? ""}: `),
    link,
    count === 1
      ? ", the only case that failed or regressed"
      : `, the worst of ${plural(count, "case")} that failed or regressed`,
  );
  if (command !== null) {
    const alone = element(
      "span",
      { class: "again" },
      element("code", {}, command),
      copyButton("Copy command", () => command),
    );
    place.append("; again, alone: ", alone);
  }
  place.hidden = false;
}
