import type { TrialRecord } from "../../../domain/formats/records.ts";
import { classOf, endingWord } from "../../words/trial-notes.ts";
import { type CaseItem, type CaseTable, firstFinding, trialsOf, worstClass } from "./case-table.ts";
import { byId, element } from "./elements.ts";
import { MARKS } from "./trial-view.ts";

const FLIP_MARKS = { regressed: "▼", improved: "▲" } as const;
const MAX_FINDING_CHARS = 160;
/** Rows that Page Up and Page Down go over. */
const FAR_ROWS = 10;

export interface GridRequest {
  readonly table: CaseTable;
  /** The columns. */
  readonly arms: readonly string[];
  /** How arms are called. */
  readonly names: ReadonlyMap<string, string>;
  readonly cases: readonly CaseItem[];
  /** What an empty cell means. */
  readonly emptyWords: string;
  /** The address of a case, seen from an arm (empty for the first). */
  linkTo(item: CaseItem, arm: string): string;
}

/** The grid of cases by arms. Its cells are gone through with the arrow keys: one of them is in the tab order. */
export class CaseGrid {
  readonly #box = byId("grid", HTMLElement);

  constructor() {
    this.#box.addEventListener("keydown", (event) => this.#onKey(event));
    this.#box.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement) this.#makeTabStop(target);
    });
  }

  draw(request: GridRequest): void {
    const { arms, names } = request;
    const titles = arms.map((arm) => element("th", { scope: "col" }, element("bdi", {}, names.get(arm) ?? arm)));
    const head = element("tr", {}, element("th", { scope: "col", class: "case" }, "case"), ...titles);
    const rows = request.cases.map((item) => gridRow(item, request));
    const table = element("table", { role: "grid", "aria-label": "Cases and arms" });
    table.append(element("thead", {}, head), element("tbody", {}, ...rows));
    this.#box.replaceChildren(table);
    const first = stopIn(table);
    if (first !== null) this.#makeTabStop(first);
  }

  /** Puts the focus on the first cell. */
  focus(): void {
    stopIn(this.#box)?.focus();
  }

  #makeTabStop(stop: HTMLElement): void {
    for (const other of this.#box.querySelectorAll('[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    stop.setAttribute("tabindex", "0");
  }

  #onKey(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.metaKey) return;
    const next = neighbour(event.target, event);
    if (next === null) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** What takes the focus in a part of the grid: a cell's link, or a cell without one. */
function stopIn(part: HTMLElement): HTMLElement | null {
  return part.matches("[tabindex]") ? part : part.querySelector<HTMLElement>("[tabindex]");
}

/** Where a key goes from a place in the grid (ARIA practices for grids); null for keys that are no such thing. */
function neighbour(from: HTMLElement, { key, ctrlKey }: KeyboardEvent): HTMLElement | null {
  const row = from.closest("tr");
  const body = row?.parentElement;
  if (row === null || !(body instanceof HTMLTableSectionElement)) return null;
  const last = body.rows.length - 1;
  const at = row.rowIndex - 1;
  const column = [...row.cells].findIndex((cell) => cell.contains(from));
  const end = row.cells.length - 1;
  const targets: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [at - 1, column],
    ArrowDown: [at + 1, column],
    ArrowLeft: [at, column - 1],
    ArrowRight: [at, column + 1],
    PageUp: [Math.max(0, at - FAR_ROWS), column],
    PageDown: [Math.min(last, at + FAR_ROWS), column],
    Home: ctrlKey ? [0, 0] : [at, 0],
    End: ctrlKey ? [last, end] : [at, end],
  };
  const [toRow, toColumn] = targets[key] ?? [-1, -1];
  const cell = body.rows[toRow]?.cells[toColumn];
  return cell === undefined ? null : stopIn(cell);
}

function gridRow(item: CaseItem, request: GridRequest): HTMLElement {
  const name = element("a", { href: request.linkTo(item, ""), tabindex: -1 }, element("bdi", {}, item.id));
  const finding = firstFinding(request.arms.flatMap((arm) => trialsOf(item, arm)));
  const reason = finding === null ? null : clipped(finding.reason);
  const why = reason === null ? null : element("span", { class: "why" }, reason);
  const cells = request.arms.map((arm) => gridCell(item, arm, request));
  return element("tr", {}, element("th", { scope: "row", class: "case" }, name, why), ...cells);
}

function clipped(text: string): string {
  const line = text.slice(0, MAX_FINDING_CHARS * 2).replaceAll(/\s+/g, " ");
  return line.length > MAX_FINDING_CHARS ? `${line.slice(0, MAX_FINDING_CHARS)}…` : line;
}

function gridCell(item: CaseItem, arm: string, request: GridRequest): HTMLElement {
  const trials = trialsOf(item, arm);
  const outcome = worstClass(trials);
  if (outcome === null) {
    return element(
      "td",
      { tabindex: -1 },
      element("span", { class: "cell none" }, element("span", { class: "unseen" }, request.emptyWords)),
    );
  }
  const flip = item.flips.get(arm);
  const shown = MARKS[outcome] + (trials.length > 1 ? ` ${passedOf(trials)}/${trials.length}` : "");
  const mark = flip === undefined ? shown : `${shown} ${FLIP_MARKS[flip]}`;
  const link = element(
    "a",
    { href: request.linkTo(item, arm), tabindex: -1, class: `cell ${outcome} ${flip ?? ""}` },
    element("span", { "aria-hidden": "true" }, mark),
    element("span", { class: "unseen" }, cellWords(trials, outcome) + (flip === undefined ? "" : `, ${flip}`)),
  );
  return element("td", {}, link);
}

function cellWords(trials: readonly TrialRecord[], outcome: string): string {
  const [first] = trials;
  if (trials.length > 1) return `${passedOf(trials)} of ${trials.length} passed, worst: ${outcome}`;
  const ending = first === undefined ? null : endingWord(first);
  return ending === null ? outcome : `${outcome}, ${ending}`;
}

function passedOf(trials: readonly TrialRecord[]): number {
  return trials.filter((trial) => classOf(trial) === "passed").length;
}
