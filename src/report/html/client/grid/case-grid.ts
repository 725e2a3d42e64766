import { plural } from "../../../../base/figures.ts";
import { shortArmNames } from "../../../words/arm-names.ts";
import { inputStart } from "../cases/case-input.ts";
import type { CaseGroup } from "../cases/case-order.ts";
import { type CaseItem, firstFinding, trialsOf } from "../cases/case-table.ts";
import { byId, element } from "../dom/elements.ts";
import { gridCell } from "./grid-cell.ts";
import { neighbour, rowsIn, stopIn } from "./grid-keys.ts";
import { firstExpectation, shortLine } from "../cases/trial-words.ts";

/** A list that begins below so much of the window is as good as out of sight. */
const LOW = 0.5;

export interface GridRequest {
  /** With the cases to draw, each with how many there are in all. */
  readonly groups: readonly { readonly group: CaseGroup; readonly total: number }[];
  /** The only arm to show; empty for all. */
  readonly column: string;
  readonly showsAnswers: boolean;
  /** What an empty cell means. */
  readonly emptyWords: string;
  /** The address of a case, seen from an arm (empty for the first). */
  linkTo(item: CaseItem, arm: string): string;
}

/** The grid of cases by arms, a table a group. Its cells are gone through with the arrow keys: one of them is in the tab order. */
export class CaseGrid {
  readonly #box = byId("grid", HTMLElement);
  #rows = new Map<CaseItem, HTMLTableRowElement>();

  constructor() {
    this.#box.addEventListener("keydown", (event) => this.#onKey(event));
    this.#box.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement) this.#makeTabStop(target);
    });
  }

  draw(request: GridRequest): void {
    this.#rows = new Map();
    const isOnly = request.groups.length === 1;
    const parts = request.groups.map(({ group, total }) => {
      const table = this.#table(group, request);
      const { suite } = group.table;
      const beside = group.title === suite.name ? "" : ` in ${suite.name}`;
      const count = element("span", { class: "quiet" }, ` ${plural(total, "case")}${beside}`);
      const title = element("h3", {}, element("bdi", {}, group.title), count);
      return element("section", { class: "group" }, isOnly && group.title === suite.name ? null : title, table);
    });
    this.#box.className = request.showsAnswers ? "answers-shown" : "marks-shown";
    this.#box.replaceChildren(...parts);
    const first = stopIn(this.#box);
    if (first !== null) this.#makeTabStop(first);
  }

  /** Puts the focus on the first cell. */
  focus(): void {
    stopIn(this.#box)?.focus();
  }

  /** Marks the row of the case that is open, and brings it into sight. */
  mark(item: CaseItem | null): void {
    for (const row of this.#box.querySelectorAll("tr.current")) row.classList.remove("current");
    const row = item === null ? undefined : this.#rows.get(item);
    if (row === undefined) return;
    row.classList.add("current");
    const { top, bottom } = this.#box.getBoundingClientRect();
    const isOff = top > innerHeight * LOW || bottom < innerHeight * (1 - LOW);
    if (isOff) byId("cases", HTMLElement).scrollIntoView();
    row.scrollIntoView({ block: "nearest" });
  }

  /** Moves the focus by rows: to the next one, or to the next that a test holds for. */
  step(steps: 1 | -1, holds: (row: HTMLTableRowElement) => boolean = () => true): void {
    const rows = rowsIn(this.#box);
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    for (let next = at < 0 && steps < 0 ? -1 : at + steps; next >= 0 && next < rows.length; next += steps) {
      const row = rows[next];
      if (row === undefined || !holds(row)) continue;
      stopIn(row)?.focus();
      return row.scrollIntoView({ block: "nearest" });
    }
  }

  #table(group: CaseGroup, request: GridRequest): HTMLTableElement {
    const { arms: all } = group.table;
    const arms = all.includes(request.column) ? [request.column] : all;
    const names = shortArmNames(all.map((id) => ({ id })));
    const expected = request.showsAnswers && group.cases.some((item) => expectedOf(item, arms) !== null);
    const titles = arms.map((arm) =>
      element("th", { scope: "col", title: arm }, element("bdi", {}, names.get(arm) ?? arm)),
    );
    const head = element(
      "tr",
      {},
      element("th", { scope: "col", class: "case" }, "case"),
      expected ? element("th", { scope: "col", class: "expected" }, "expected") : null,
      ...titles,
    );
    const table = element("table", { role: "grid", "aria-label": `Cases and arms of ${group.title}` });
    // Columns of set widths are laid out without measuring every cell.
    table.classList.toggle("with-expected", expected);
    const rows = group.cases.map((item) => this.#row(item, group, { ...request, arms, names, expected }));
    table.append(element("thead", {}, head), element("tbody", {}, ...rows));
    return table;
  }

  #row(item: CaseItem, { table }: CaseGroup, columns: Columns): HTMLTableRowElement {
    const { arms, expected, showsAnswers: showsAnswer, emptyWords } = columns;
    const name = element("a", { href: columns.linkTo(item, ""), tabindex: -1 }, element("bdi", {}, item.label));
    const under = showsAnswer ? inputStart(item, table) : reasonOf(item, columns);
    const wanted = expected ? (expectedOf(item, arms) ?? "") : "";
    const row = element(
      "tr",
      {},
      element(
        "th",
        { scope: "row", class: "case" },
        name,
        under === "" ? null : element("span", { class: "why", dir: "auto" }, under),
      ),
      expected ? element("td", { class: "expected" }, element("span", { class: "said", dir: "auto" }, wanted)) : null,
      ...arms.map((arm) => gridCell({ item, arm, address: columns.linkTo(item, arm), emptyWords, showsAnswer })),
    );
    this.#rows.set(item, row);
    return row;
  }

  #makeTabStop(stop: HTMLElement): void {
    for (const other of this.#box.querySelectorAll('[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    stop.setAttribute("tabindex", "0");
  }

  #onKey(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.metaKey) return;
    const next = neighbour(this.#box, event.target, event);
    if (next === null) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

interface Columns extends GridRequest {
  readonly arms: readonly string[];
  /** How arms are called. */
  readonly names: ReadonlyMap<string, string>;
  readonly expected: boolean;
}

/** Why the first trial that did not pass did not, and on which arm where there are several. */
function reasonOf(item: CaseItem, { arms, names }: Columns): string {
  const finding = firstFinding(arms.flatMap((arm) => trialsOf(item, arm)));
  if (finding === null) return "";
  return shortLine(arms.length > 1 ? `${names.get(finding.arm) ?? finding.arm}: ${finding.reason}` : finding.reason);
}

/** What the first failed check of the first trial that has one wanted. */
function expectedOf(item: CaseItem, arms: readonly string[]): string | null {
  for (const arm of arms) {
    for (const trial of trialsOf(item, arm)) {
      const found = firstExpectation(trial);
      if (found !== null) return shortLine(found.at === null ? found.expected : `${found.at}: ${found.expected}`);
    }
  }
  return null;
}
