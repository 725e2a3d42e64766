import { outcomeCounts } from "./case-filter.ts";
import type { CaseTable } from "./case-table.ts";
import { byId, options } from "./elements.ts";
import type { View } from "./view.ts";

/** Typing is searched for once it pauses. */
const TYPING_PAUSE_MS = 120;
const SELECTS = ["suite", "outcome", "column", "tag"] as const;

/** The form that narrows the list of cases. `change` is told what its reader chose. */
export class FilterForm {
  readonly #form = byId("filters", HTMLFormElement);
  readonly #query = byId("query", HTMLInputElement);
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(change: (chosen: Partial<View>) => void) {
    for (const id of SELECTS) {
      const select = byId(id, HTMLSelectElement);
      select.addEventListener("change", () => change({ [id]: select.value }));
    }
    this.#query.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => change({ query: this.#query.value }), TYPING_PAUSE_MS);
    });
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    byId("clear", HTMLButtonElement).addEventListener("click", () => {
      change({ outcome: "", column: "", tag: "", query: "" });
      this.#query.focus();
    });
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Offers what the suite has, and shows what is chosen. */
  draw(suites: readonly string[], table: CaseTable, view: View, names: ReadonlyMap<string, string>): void {
    const outcomes = outcomeCounts(table).map(({ outcome, count }) => [outcome, `${outcome} (${count})`] as const);
    fill(
      "suite",
      suites.map((name) => [name, name] as const),
      table.name,
    );
    fill("outcome", [["", "all"], ...withChosen(outcomes, view.outcome)], view.outcome);
    fill("column", [["", "all"], ...table.arms.map((arm) => [arm, names.get(arm) ?? arm] as const)], view.column);
    fill(
      "tag",
      [
        ["", "all"],
        ...withChosen(
          table.tags.map((tag) => [tag, tag] as const),
          view.tag,
        ),
      ],
      view.tag,
    );
    if (document.activeElement !== this.#query) this.#query.value = view.query;
    hide("suite", suites.length < 2);
    hide("column", table.arms.length < 2);
    hide("tag", table.tags.length === 0);
    byId("clear", HTMLButtonElement).hidden = [view.outcome, view.column, view.tag, view.query].join("") === "";
    this.#form.hidden = false;
  }

  /** A slash goes to the search, as on many pages. */
  #onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (event.key !== "/" || isTyping || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    this.#query.focus();
  }
}

type Choices = readonly (readonly [value: string, label: string])[];

/** What a link asks for is offered even where nothing is like it: the list is empty then, not the choice. */
function withChosen(choices: Choices, chosen: string): Choices {
  const isThere = chosen === "" || choices.some(([value]) => value === chosen);
  return isThere ? choices : [...choices, [chosen, `${chosen} (0)`]];
}

function fill(id: string, choices: Choices, chosen: string): void {
  const select = byId(id, HTMLSelectElement);
  if (!offers(select, choices)) select.replaceChildren(...options(choices));
  select.value = chosen;
}

/** Does it have these choices already? A suite may have thousands of tags, and most changes leave them as they are. */
function offers({ options: offered }: HTMLSelectElement, choices: Choices): boolean {
  const isSame = ([value, label]: Choices[number], index: number): boolean =>
    offered[index]?.value === value && offered[index].text === label;
  return offered.length === choices.length && choices.every(isSame);
}

function hide(id: string, isHidden: boolean): void {
  const field = byId(id, HTMLSelectElement).parentElement;
  if (field !== null) field.hidden = isHidden;
}
