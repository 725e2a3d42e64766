import { plural } from "../../../base/figures.ts";
import { armNames } from "../../words/arm-names.ts";
import type { PageData, PageSuite } from "../page-data.ts";
import { CaseDialog } from "./case-dialog.ts";
import { filterCases } from "./case-filter.ts";
import { CaseGrid } from "./case-grid.ts";
import { type CaseItem, type CaseTable, createCaseTable } from "./case-table.ts";
import { button, byId, element } from "./elements.ts";
import { FilterForm } from "./filter-form.ts";
import { inAddress, readView, type View, writeView } from "./view.ts";

const PAGE_CASES = 100;
/** A print has no second page to turn to. */
const PRINT_CASES = 1_000;

/** The page: one view at a time, the address its only state. */
export class ReportPage {
  readonly #data: PageData;
  readonly #tables = new Map<PageSuite, CaseTable>();
  readonly #grid = new CaseGrid();
  readonly #form: FilterForm;
  readonly #dialog: CaseDialog;
  #view: View = readView(location.hash);
  #shown: readonly CaseItem[] = [];
  #drawnList: string | null = null;
  /** The link that opened a case: going to an address takes the focus away from it. */
  #opener: HTMLAnchorElement | null = null;

  constructor(data: PageData) {
    this.#data = data;
    this.#form = new FilterForm((chosen) => this.#narrow(chosen));
    this.#dialog = new CaseDialog({
      neighbour: (item, steps) => this.#neighbour(item, steps),
      show: (item) => this.#go({ ...this.#view, case: item.id }),
      closed: () => this.#closed(),
    });
    document.addEventListener("click", ({ target }) => {
      this.#opener = target instanceof Element ? target.closest("a") : null;
    });
    // The link that skips to the cases is no view.
    addEventListener("hashchange", () => location.hash !== "#cases" && this.#show(readView(location.hash)));
    addEventListener("beforeprint", () => this.#drawGrid(PRINT_CASES));
    addEventListener("afterprint", () => this.#drawGrid(PAGE_CASES));
    this.#show(this.#view);
  }

  #closed(): void {
    this.#go({ ...this.#view, case: "", arm: "" });
    // Closing may have given the focus back already, and its reader gone on.
    if (document.activeElement === document.body) this.#opener?.focus();
  }

  /** Narrowing starts at the first page; another suite has other arms and tags. */
  #narrow(chosen: Partial<View>): void {
    const fresh = chosen.suite === undefined ? {} : { outcome: "", column: "", tag: "" };
    this.#go({ ...this.#view, ...fresh, ...chosen, page: 0 });
  }

  /** Shows a view and writes it into the address, without a step of history for every key typed. */
  #go(view: View): void {
    const address = writeView(view) || location.pathname + location.search;
    history.replaceState(null, "", address);
    this.#show(view);
  }

  #show(view: View): void {
    this.#view = view;
    const { suite, table } = this.#current();
    const list = writeView({ ...view, suite: suite.name, case: "", arm: "" });
    // Opening a case must not take away the link that the focus comes back to.
    if (list !== this.#drawnList) this.#drawList(table);
    this.#drawnList = list;
    const item = table.byId.get(view.case) ?? table.cases.find(({ id }) => inAddress(id) === view.case);
    if (item === undefined) this.#dialog.close();
    else this.#dialog.open(item, suite, view.arm);
  }

  #drawList(table: CaseTable): void {
    const suites = this.#data.suites.map(({ name }) => name);
    this.#form.draw(suites, table, this.#view, namesOf(table));
    this.#drawGrid(PAGE_CASES);
  }

  #current(): { readonly suite: PageSuite; readonly table: CaseTable } {
    const { suites } = this.#data;
    const suite = suites.find(({ name }) => name === this.#view.suite) ?? suites[0];
    if (suite === undefined) throw new Error("a page without suites has no cases to show");
    let table = this.#tables.get(suite);
    if (table === undefined) this.#tables.set(suite, (table = createCaseTable(suite)));
    return { suite, table };
  }

  #drawGrid(pageCases: number): void {
    const { suite, table } = this.#current();
    const { column, page } = this.#view;
    this.#shown = filterCases(table, this.#view);
    const pages = Math.max(1, Math.ceil(this.#shown.length / pageCases));
    const first = Math.min(page, pages - 1) * pageCases;
    this.#grid.draw({
      table,
      arms: table.arms.includes(column) ? [column] : table.arms,
      names: namesOf(table),
      cases: this.#shown.slice(first, first + pageCases),
      emptyWords: this.#data.left_out > 0 ? "not on this page" : "not run",
      linkTo: (item, arm) => writeView({ ...this.#view, suite: suite.name, case: item.id, arm }),
    });
    byId("count", HTMLElement).textContent = this.#countWords(table, first, pageCases);
    this.#drawPager(pages);
  }

  #countWords({ cases }: CaseTable, first: number, pageCases: number): string {
    const found = this.#shown.length;
    const range = found > pageCases ? `, shown: ${first + 1}–${Math.min(first + pageCases, found)}` : "";
    const left = this.#data.left_out;
    const missing = left > 0 ? `; ${plural(left, "trial")} of the run left out of this page` : "";
    return `${found} of ${cases.length} ${cases.length === 1 ? "case" : "cases"}${range}${missing}`;
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
}

function namesOf({ arms }: CaseTable): ReadonlyMap<string, string> {
  return armNames(arms.map((id) => ({ id })));
}
