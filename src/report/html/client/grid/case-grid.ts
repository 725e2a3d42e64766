import { plural } from "../../../../base/figures.ts";
import { shortArmNames } from "../../../words/arm-names.ts";
import type { PageMark } from "../../page-data.ts";
import { inputStart } from "../cases/case-input.ts";
import type { CaseGroup } from "../cases/case-order.ts";
import { type CaseItem, firstFinding, trialsOf } from "../cases/case-table.ts";
import { byId, element, nodes } from "../dom/elements.ts";
import { gridCell } from "./grid-cell.ts";
import { neighbour, rowsIn, stopIn } from "./grid-keys.ts";
import { markSign } from "./mark-sign.ts";
import { firstExpectation, shortLine } from "../cases/trial-words.ts";

/** A list that begins below so much of the window is as good as out of sight. */
const LOW = 0.5;
/** And so is one that ends so near below the top of the window. */
const SLIVER_PX = 160;
/** So many columns of answers stand side by side on paper. */
const ARMS_ON_PAPER = 3;
/** Rows that are drawn at once: more than a screen shows. The others follow, so many a frame. */
const FIRST_ROWS = 16;
const NEXT_ROWS = 28;

export interface GridRequest {
  /** With the cases to draw, each with how many there are in all. */
  readonly groups: readonly { readonly group: CaseGroup; readonly total: number }[];
  /** The only arm to show; empty for all. */
  readonly column: string;
  readonly showsAnswers: boolean;
  /** What an empty cell means. */
  readonly emptyWords: string;
  /** What is said where there is no row. */
  readonly nothing: string;
  /** Must every row be there at once? */
  readonly isWhole: boolean;
  /** What was said of a case, if anything is known of that. */
  markOf(item: CaseItem): PageMark | null;
  /** The address of a case, seen from an arm (empty for the first). */
  linkTo(item: CaseItem, arm: string): string;
}

/** The grid of cases by arms, a table a group. Its cells are gone through with the arrow keys: one of them is in the tab order. */
export class CaseGrid {
  readonly #box = byId("grid", HTMLElement);
  #rows = new Map<CaseItem, HTMLTableRowElement>();
  /** Draws a row at each step, until there is none left. */
  #drawing: Iterator<void> = [].values();

  constructor() {
    this.#box.addEventListener("keydown", (event) => this.#onKey(event));
    this.#box.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement) this.#makeTabStop(target);
    });
  }

  draw(request: GridRequest): void {
    this.#rows = new Map();
    this.#box.className = request.showsAnswers ? "answers-shown" : "marks-shown";
    this.#box.replaceChildren(
      ...(request.groups.length === 0 ? [element("p", { class: "none" }, request.nothing)] : []),
    );
    this.#drawing = this.#drawRows(request);
    this.#drawSome(request.isWhole ? Infinity : FIRST_ROWS);
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
    if (item !== null && !this.#rows.has(item)) this.#drawSome(Infinity);
    const row = item === null ? undefined : this.#rows.get(item);
    if (row === undefined) return;
    row.classList.add("current");
    const { top, bottom } = this.#box.getBoundingClientRect();
    const isOff = top > innerHeight * LOW || bottom < innerHeight * (1 - LOW);
    if (isOff) byId("cases", HTMLElement).scrollIntoView();
    row.scrollIntoView({ block: "nearest" });
  }

  /** Shows what has just been said of a case beside its name. */
  showMark(item: CaseItem, mark: PageMark | null): void {
    const name = this.#rows.get(item)?.querySelector("th");
    name?.querySelector(".said-of")?.remove();
    name?.append(...nodes([markSign(mark)]));
  }

  /** Brings the list into sight, unless a good part of it is. */
  bringIntoSight(): void {
    const { top, bottom } = this.#box.getBoundingClientRect();
    if (top > innerHeight * LOW || bottom < SLIVER_PX) byId("cases", HTMLElement).scrollIntoView();
  }

  /** Moves the focus by rows: to the next one, or to the next that a test holds for. */
  step(steps: 1 | -1, holds: (row: HTMLTableRowElement) => boolean = () => true): void {
    this.#drawSome(Infinity);
    const rows = rowsIn(this.#box);
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    for (let next = at < 0 && steps < 0 ? -1 : at + steps; next >= 0 && next < rows.length; next += steps) {
      const row = rows[next];
      if (row === undefined || !holds(row)) continue;
      stopIn(row)?.focus();
      return row.scrollIntoView({ block: "nearest" });
    }
  }

  /** Draws so many rows more, and the rest behind the next frame. */
  #drawSome(count: number): void {
    const drawing = this.#drawing;
    for (let drawn = 0; drawn < count; drawn++) if (drawing.next().done === true) return;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (this.#drawing === drawing) this.#drawSome(NEXT_ROWS);
      }),
    );
  }

  /** A table a group, each put onto the page with its first row. */
  *#drawRows(request: GridRequest): Generator<void> {
    const isOnly = request.groups.length === 1;
    for (const { group, total } of request.groups) {
      const columns = columnsOf(group, request);
      const body = element("tbody");
      const { suite } = group.table;
      const beside = group.title === suite.name ? "" : ` in ${suite.name}`;
      const count = element("span", { class: "quiet" }, ` ${plural(total, "case")}${beside}`);
      const title = element("h3", {}, element("bdi", {}, group.title), count);
      const isTitled = !isOnly || group.title !== suite.name;
      this.#box.append(
        element("section", { class: "group" }, isTitled ? title : null, tableOf(group.title, columns, body)),
      );
      for (const item of group.cases) {
        body.append(this.#row(item, group, columns));
        yield;
      }
    }
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
        markSign(columns.markOf(item)),
      ),
      expected ? element("td", { class: "expected" }, element("span", { class: "said", dir: "auto" }, wanted)) : null,
      ...arms.map((arm) => {
        const armName = arms.length > 1 ? (columns.names.get(arm) ?? arm) : null;
        return gridCell({ item, arm, name: armName, address: columns.linkTo(item, arm), emptyWords, showsAnswer });
      }),
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
    this.#drawSome(Infinity);
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

function columnsOf({ table, cases }: CaseGroup, request: GridRequest): Columns {
  const arms = table.arms.includes(request.column) ? [request.column] : table.arms;
  const names = shortArmNames(table.arms.map((id) => ({ id })));
  const expected = request.showsAnswers && cases.some((item) => expectedOf(item, arms) !== null);
  return { ...request, arms, names, expected };
}

function tableOf(title: string, { arms, names, expected }: Columns, body: HTMLTableSectionElement): HTMLTableElement {
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
  const table = element("table", { role: "grid", "aria-label": `Cases and arms of ${title}` });
  // Columns of set widths are laid out without measuring every cell.
  table.classList.toggle("with-expected", expected);
  table.classList.toggle("many-arms", arms.length > ARMS_ON_PAPER);
  table.append(element("thead", {}, head), body);
  return table;
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
