import { shortArmNames } from "../../words/arm-names.ts";
import { outcomeCounts, outcomeOf, TROUBLES } from "./cases/case-filter.ts";
import type { CaseTable } from "./cases/case-table.ts";
import { flipText } from "./cases/flip-standard.ts";
import { offeredOutcomes, troubleWords } from "./cases/trouble-words.ts";
import { MARK_KINDS, type MarkBook } from "./cases/mark-book.ts";
import { button, byId, element, options } from "./dom/elements.ts";
import { FIRST_VIEW, type View, writeView } from "./view.ts";

/** Typing is searched for once it pauses. */
const TYPING_PAUSE_MS = 120;
const SELECTS = ["suite", "column", "tag", "mark", "sort", "group", "density"] as const;
/** Asked for by links of old; among the chips it says hardly more than the first. */
const NOT_PASSED = "not passed";
/** What the bar at the top counts, with the looks of each: where room is short, the last are not seen. */
const BAR_OUTCOMES = [
  ["failed", "✗", "failed"],
  ["regressed", "▼", "failed"],
  ["errored", "!", "errored"],
  ["undecided", "?", "undecided"],
  ["improved", "▲", "passed"],
] as const;

/** What is told of what a reader does. */
export interface FilterHost {
  /** Something was chosen. */
  change(chosen: Partial<View>): void;
  /** The reader has searched and wants to go on to what was found. */
  goOn(): void;
}

/** The search in the bar at the top, and the form that narrows the list of cases. */
export class FilterForm {
  readonly #form = byId("filters", HTMLFormElement);
  readonly #search = byId("search", HTMLFormElement);
  readonly #query = byId("query", HTMLInputElement);
  readonly #host: FilterHost;
  /** Null where nothing is known of marks. */
  readonly #marks: MarkBook | null;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: FilterHost, marks: MarkBook | null) {
    this.#host = host;
    this.#marks = marks;
    for (const id of SELECTS) {
      const select = byId(id, HTMLSelectElement);
      select.addEventListener("change", () => host.change({ [id]: select.value }));
    }
    this.#query.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => host.change({ query: this.#query.value }), TYPING_PAUSE_MS);
    });
    this.#search.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#typing);
      host.change({ query: this.#query.value });
      host.goOn();
    });
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    byId("clear", HTMLButtonElement).addEventListener("click", () => {
      this.#query.value = "";
      host.change({ suite: "", outcome: "", column: "", tag: "", mark: "", query: "" });
      this.#query.focus();
    });
  }

  /** Offers what the suites have, and shows what is chosen. `all`: of the run; `tables`: those chosen. */
  draw(all: readonly CaseTable[], tables: readonly CaseTable[], view: View): void {
    const arms = [...new Set(tables.flatMap((table) => table.arms))];
    const tags = [...new Set(tables.flatMap((table) => table.tags))];
    const names = shortArmNames(arms.map((id) => ({ id })));
    const named = (texts: readonly string[]): Offered => texts.map((text) => [text, text] as const);
    fill("suite", [["", "all"], ...withChosen(named(all.map(({ name }) => name)), view.suite)], view.suite);
    fill(
      "column",
      [
        ["", "all"],
        ...withChosen(
          arms.map((arm) => [arm, names.get(arm) ?? arm] as const),
          view.column,
        ),
      ],
      view.column,
    );
    fill("tag", [["", "all"], ...withChosen(named(tags), view.tag)], view.tag);
    fill("mark", [["", "all"], ...withChosen(markChoices(tables, this.#marks), view.mark)], view.mark);
    for (const id of ["sort", "group", "density"] as const) byId(id, HTMLSelectElement).value = view[id];
    if (document.activeElement !== this.#query) this.#query.value = view.query;
    hide("suite", all.length < 2);
    hide("column", arms.length < 2);
    hide("tag", tags.length === 0);
    hide("mark", this.#marks === null && view.mark === "");
    byId("clear", HTMLButtonElement).hidden =
      [view.suite, view.outcome, view.column, view.tag, view.mark, view.query].join("") === "";
    this.#drawOutcomes(tables, view);
    drawBar(all);
    this.#form.hidden = false;
    this.#search.hidden = false;
  }

  /** To the search; what it holds is replaced by what is typed. */
  focus(): void {
    this.#query.focus();
    this.#query.select();
  }

  /** The kinds of cases that occur, as chips with how many the rest of the filter lets through; the one shown is pressed. */
  #drawOutcomes(tables: readonly CaseTable[], view: View): void {
    const shown = outcomeOf(view, tables);
    const counts = offeredOutcomes(outcomeCounts(tables, view, this.#marks), shown).filter(
      ({ outcome }) => outcome !== NOT_PASSED || outcome === shown,
    );
    const absent = counts.some(({ outcome }) => outcome === shown) ? [] : [{ outcome: shown, count: 0 }];
    const box = byId("outcomes", HTMLElement);
    const had = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["outcome"] : undefined;
    const chips = [...counts, ...absent].map(({ outcome, count }) => {
      const attributes = { "aria-pressed": String(outcome === shown), "data-outcome": outcome };
      const words = outcome === TROUBLES ? troubleWords(tables) : outcome;
      const made = button(`${words} `, attributes, () => this.#host.change({ outcome }));
      made.append(element("strong", {}, String(count)));
      return made;
    });
    box.replaceChildren(...chips);
    if (had !== undefined) chips.find(({ dataset }) => dataset["outcome"] === had)?.focus();
  }
}

/** What is counted at the top of the page, each a link to its cases. */
function drawBar(all: readonly CaseTable[]): void {
  const counts = new Map(outcomeCounts(all).map(({ outcome, count }) => [outcome, count]));
  const links = BAR_OUTCOMES.flatMap(([outcome, mark, looks]) => {
    const count = counts.get(outcome) ?? 0;
    if (count === 0) return [];
    const href = writeView({ ...FIRST_VIEW, outcome });
    return [barChip({ href, class: `chip ${looks}` }, `${mark} ${count} ${outcome}`, barWords(outcome, all))];
  });
  byId("bar-chips", HTMLElement).replaceChildren(...links);
}

/** A link that says a count and its kind, and since when where the screen is wide: all of it or nothing, never a part. */
function barChip(attributes: { readonly href: string; readonly class: string }, count: string, since: string): Node {
  if (since === "") return element("a", attributes, count);
  const full = { ...attributes, title: `${count}${since}` };
  return element("a", full, count, element("span", { class: "since" }, since));
}

/** Of what changed, since when: " since the baseline", " on short"; else empty. */
function barWords(outcome: (typeof BAR_OUTCOMES)[number][0], all: readonly CaseTable[]): string {
  if (outcome !== "regressed" && outcome !== "improved") return "";
  const suites = all.map(({ suite }) => suite);
  return flipText(outcome, suites).slice(outcome.length);
}

/** The marks to choose from, with how many cases of these suites have each. */
function markChoices(tables: readonly CaseTable[], marks: MarkBook | null): Offered {
  if (marks === null) return [];
  const said = tables.flatMap(({ cases }) => cases.map((item) => marks.of(item)));
  return Object.entries(MARK_KINDS).map(([kind, matches]) => [kind, `${kind} (${said.filter(matches).length})`]);
}

type Offered = readonly (readonly [value: string, label: string])[];

/** What a link asks for is offered even where nothing is like it: the list is empty then, not the choice. */
function withChosen(choices: Offered, chosen: string): Offered {
  const isThere = chosen === "" || choices.some(([value]) => value === chosen);
  return isThere ? choices : [...choices, [chosen, `${chosen} (0)`]];
}

function fill(id: string, choices: Offered, chosen: string): void {
  const select = byId(id, HTMLSelectElement);
  if (!offers(select, choices)) select.replaceChildren(...options(choices));
  select.value = chosen;
}

/** Does it have these choices already? A suite may have thousands of tags, and most changes leave them as they are. */
function offers({ options: offered }: HTMLSelectElement, choices: Offered): boolean {
  const isSame = ([value, label]: Offered[number], index: number): boolean =>
    offered[index]?.value === value && offered[index].text === label;
  return offered.length === choices.length && choices.every(isSame);
}

function hide(id: string, isHidden: boolean): void {
  const field = byId(id, HTMLSelectElement).parentElement;
  if (field !== null) field.hidden = isHidden;
}
