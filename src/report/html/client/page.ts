import { pageWords } from "../../../domain/diagnostics/page-words.ts";
import type { PageData, PageSuite } from "../page-data.ts";
import { filterCases, outcomeOf } from "./cases/case-filter.ts";
import { CaseGrid } from "./grid/case-grid.ts";
import { type CaseGroup, groupCases } from "./cases/case-order.ts";
import { MarkBook } from "./cases/mark-book.ts";
import { CaseMarks } from "./pane/mark-part.ts";
import { CasePane } from "./pane/case-pane.ts";
import { type CaseItem, type CaseTable, createCaseTable, trialsOf, worstClass } from "./cases/case-table.ts";
import { addCopyButtons, showChanges } from "./command-buttons.ts";
import { copyText } from "./dom/copy.ts";
import { button, byId, element } from "./dom/elements.ts";
import { FilterForm } from "./filter-form.ts";
import { showNext } from "./next-part.ts";
import { listenToKeys } from "./page-keys.ts";
import { inAddress, isView, readView, type View, writeView } from "./view.ts";

const PAGE_CASES = 100;
/** A print has no second page to turn to. */
const PRINT_CASES = 1_000;

/** The page: one view at a time, the address its only state. */
export class ReportPage {
  readonly #data: PageData;
  readonly #tables: readonly CaseTable[];
  /** What was said of the cases; null where nothing is known of that. */
  readonly #marks: MarkBook | null;
  readonly #grid = new CaseGrid();
  readonly #form: FilterForm;
  readonly #pane: CasePane;
  #view: View = readView(location.hash);
  #groups: readonly CaseGroup[] = [];
  #shown: readonly CaseItem[] = [];
  #drawnList: string | null = null;
  /** The link that opened a case: going to an address takes the focus away from it. */
  #opener: HTMLAnchorElement | null = null;

  constructor(data: PageData) {
    this.#data = data;
    this.#tables = data.suites.map(createCaseTable);
    const { marked } = data;
    this.#marks = marked === undefined ? null : new MarkBook(marked.marks);
    const filterHost = { change: (chosen: Partial<View>) => this.#narrow(chosen), goOn: () => this.#grid.focus() };
    this.#form = new FilterForm(filterHost, this.#marks);
    const host = {
      neighbour: (item: CaseItem, steps: number) => this.#neighbour(item, steps),
      place: (item: CaseItem) => this.#placeOf(item),
      show: (item: CaseItem) => this.#go({ ...this.#view, ...this.#names(item) }),
      closed: () => this.#closed(),
    };
    this.#pane = new CasePane(host, this.#caseMarks());
    document.addEventListener("click", ({ target }) => {
      this.#opener = target instanceof Element ? target.closest("a") : null;
    });
    addEventListener("hashchange", () => this.#onAddress());
    addEventListener("beforeprint", () => this.#drawGrid(PRINT_CASES));
    addEventListener("afterprint", () => this.#drawGrid(PAGE_CASES));
    listenToKeys({
      search: () => this.#search(),
      step: (steps) => (this.#pane.isOpen ? this.#pane.step(steps) : this.#grid.step(steps)),
      nextFailure: () => this.#nextFailure(),
      copyLink: () => void copyText(location.href, "link"),
      close: () => this.#pane.isOpen && (this.#pane.close(), true),
    });
    for (const part of document.querySelectorAll(".overview")) {
      addCopyButtons(part);
      showChanges(part);
    }
    showNext(this.#tables, this.#data.first);
    this.#show(isView(location.hash) ? this.#view : readView(""));
  }

  /** What is said of a case shows at once; a list that is narrowed by marks keeps it until it is drawn anew. */
  #caseMarks(): CaseMarks | null {
    const { marked } = this.#data;
    const book = this.#marks;
    if (marked === undefined || book === null) return null;
    const kept = (item: CaseItem): void => {
      this.#grid.showMark(item, book.of(item));
      this.#form.draw(this.#tables, this.#chosen(), this.#view);
    };
    return new CaseMarks({ run: marked.run, book, kept });
  }

  #search(): void {
    // A case that lies over the page lies over the search too.
    if (this.#pane.coversPage) this.#pane.close();
    this.#form.focus();
  }

  /** A link to a place on the page is no view; one to a list of cases leads to it. */
  #onAddress(): void {
    if (!isView(location.hash)) return;
    const view = readView(location.hash);
    const list = this.#drawnList;
    this.#show(view);
    if (view.case === "" && list !== this.#drawnList) byId("cases", HTMLElement).scrollIntoView();
  }

  #closed(): void {
    this.#grid.mark(null);
    this.#go({ ...this.#view, of: "", case: "", arm: "" });
    // Closing may have given the focus back already, and its reader gone on.
    if (document.activeElement === document.body) this.#opener?.focus();
  }

  /** Narrowing starts at the first page; another suite has other arms and tags. */
  #narrow(chosen: Partial<View>): void {
    const fresh = chosen.suite === undefined ? {} : { outcome: "", column: "", tag: "" };
    this.#go({ ...this.#view, ...fresh, ...chosen, page: 0 });
    // A reader who types at the top of the page wants to see what is found.
    if (chosen.query !== undefined && chosen.query !== "") this.#grid.bringIntoSight();
  }

  /** Shows a view and writes it into the address, without a step of history for every key typed. */
  #go(view: View): void {
    const address = writeView(view) || location.pathname + location.search;
    history.replaceState(null, "", address);
    this.#show(view);
  }

  #show(view: View): void {
    this.#view = view;
    const list = writeView({ ...view, of: "", case: "", arm: "" });
    // Opening a case must not take away the link that the focus comes back to.
    if (list !== this.#drawnList) this.#drawList();
    this.#drawnList = list;
    const found = this.#find(view);
    if (found === null) this.#pane.close();
    else this.#pane.open(found, this.#suiteOf(found), view.arm);
    // The pane takes room from the list: only now is it known where a row lies.
    this.#grid.mark(found);
  }

  /** What names a case in the address: its suite only where several are listed. */
  #names({ id, suite }: CaseItem): Pick<View, "case" | "of"> {
    return { case: id, of: this.#chosen().length > 1 ? suite : "" };
  }

  #drawList(): void {
    this.#form.draw(this.#tables, this.#chosen(), this.#view);
    this.#drawGrid(PAGE_CASES);
  }

  /** The suites whose cases are listed. */
  #chosen(): readonly CaseTable[] {
    const name = this.#view.suite;
    return name === "" ? this.#tables : this.#tables.filter((table) => table.name === name);
  }

  #find({ case: id, of }: View): CaseItem | null {
    if (id === "") return null;
    for (const table of this.#chosen()) {
      if (of !== "" && table.name !== of) continue;
      const item = table.byId.get(id) ?? table.cases.find((one) => inAddress(one.id) === id);
      if (item !== undefined) return item;
    }
    return null;
  }

  #suiteOf({ suite }: CaseItem): PageSuite {
    const found = this.#data.suites.find(({ name }) => name === suite);
    if (found === undefined) throw new Error("a case is of a suite of the page");
    return found;
  }

  #drawGrid(pageCases: number): void {
    const tables = this.#chosen();
    const filter = { ...this.#view, outcome: outcomeOf(this.#view, tables) };
    const found = tables.map((table) => ({ table, cases: filterCases(table, filter, this.#marks) }));
    this.#groups = groupCases(found, this.#view);
    this.#shown = this.#groups.flatMap(({ cases }) => cases);
    const pages = Math.max(1, Math.ceil(this.#shown.length / pageCases));
    const first = Math.min(this.#view.page, pages - 1) * pageCases;
    this.#grid.draw({
      groups: pageOf(this.#groups, first, pageCases),
      column: this.#view.column,
      showsAnswers: this.#view.density !== "marks",
      nothing: pageWords("no-such-case"),
      isWhole: pageCases === PRINT_CASES,
      emptyWords: this.#data.left_out > 0 ? "not on this page" : "not run",
      markOf: (item) => this.#marks?.of(item) ?? null,
      linkTo: (item, arm) => writeView({ ...this.#view, ...this.#names(item), arm }),
    });
    const all = tables.reduce((sum, { cases }) => sum + cases.length, 0);
    byId("count", HTMLElement).textContent = this.#countWords(all, first, pageCases);
    const isSearch = this.#view.query.trim() !== "";
    byId("bar-count", HTMLElement).textContent = isSearch ? ` (${this.#shown.length} of ${all})` : ` (${all})`;
    this.#drawPager(pages);
  }

  #countWords(all: number, first: number, pageCases: number): string {
    const found = this.#shown.length;
    const range = found > pageCases ? `, shown: ${first + 1}–${Math.min(first + pageCases, found)}` : "";
    const left = this.#data.left_out;
    const missing = left > 0 ? pageWords("trials-left-out", { count: left }) : "";
    return `${found} of ${all} ${all === 1 ? "case" : "cases"}${range}${missing}`;
  }

  #drawPager(pages: number): void {
    const page = Math.min(this.#view.page, pages - 1);
    const turn = (to: number): void => {
      this.#go({ ...this.#view, page: to });
      this.#grid.focus();
    };
    const parts = [
      button("Previous page", { disabled: page === 0 }, () => turn(page - 1)),
      element("span", {}, `page ${page + 1} of ${pages}`),
      button("Next page", { disabled: page === pages - 1 }, () => turn(page + 1)),
    ];
    byId("pager", HTMLElement).replaceChildren(...(pages < 2 ? [] : parts));
  }

  #neighbour(item: CaseItem, steps: number): CaseItem | null {
    const at = this.#shown.indexOf(item);
    return at < 0 ? null : (this.#shown[at + steps] ?? null);
  }

  #placeOf(item: CaseItem): string {
    const at = this.#shown.indexOf(item);
    return at < 0 ? "" : `${at + 1} of ${this.#shown.length}`;
  }

  #nextFailure(): void {
    const isFailed = (item: CaseItem): boolean => ["failed", "errored"].includes(worstClass(trialsOf(item, "")) ?? "");
    if (!this.#pane.isOpen) return this.#grid.step(1, (row) => row.querySelector(".failed, .errored") !== null);
    const open = this.#find(this.#view);
    const at = open === null ? -1 : this.#shown.indexOf(open);
    const next = this.#shown.slice(at + 1).find(isFailed);
    if (next !== undefined) this.#go({ ...this.#view, ...this.#names(next) });
  }
}

/** The groups, cut to the cases that stand on one page of the list. */
function pageOf(
  groups: readonly CaseGroup[],
  first: number,
  count: number,
): { readonly group: CaseGroup; readonly total: number }[] {
  const end = first + count;
  let at = 0;
  return groups.flatMap((group) => {
    const { cases } = group;
    const shown = cases.slice(Math.max(0, first - at), Math.max(0, end - at));
    at += cases.length;
    return shown.length === 0 ? [] : [{ group: { ...group, cases: shown }, total: cases.length }];
  });
}
