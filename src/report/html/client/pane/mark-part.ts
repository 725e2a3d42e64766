import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import { CASE_MARKS, type CaseMarkWord } from "../../../../domain/case-mark.ts";
import { type CaseItem, trialsOf } from "../cases/case-table.ts";
import type { MarkBook } from "../cases/mark-book.ts";
import { tell } from "../dom/copy.ts";
import { button, element } from "../dom/elements.ts";

/** Where what readers say of cases goes: `prompt-run view`, which serves the page, keeps it. */
export interface MarkKeeper {
  readonly run: string;
  readonly book: MarkBook;
  /** Told once something new is kept. */
  kept(item: CaseItem): void;
}

/** The part of an open case in which it is marked and noted. */
export class CaseMarks {
  readonly #keeper: MarkKeeper;

  constructor(keeper: MarkKeeper) {
    this.#keeper = keeper;
  }

  /** Buttons that mark a case, and a note on it; each is kept as soon as it is given. */
  part(item: CaseItem): HTMLElement {
    const known = this.#keeper.book.of(item);
    let chosen = known?.mark ?? null;
    const note = element("input", {
      type: "text",
      placeholder: "a note on this case",
      "aria-label": "Note",
      maxlength: 2_000,
    });
    note.value = known?.note ?? "";
    const buttons = CASE_MARKS.map((word) => {
      const made = button(word, { class: "small-button" }, () => {
        chosen = chosen === word ? null : word;
        press();
        void this.#save(item, chosen, note.value);
      });
      return { word, made };
    });
    const press = (): void => {
      for (const { word, made } of buttons) made.setAttribute("aria-pressed", String(word === chosen));
    };
    press();
    note.addEventListener("change", () => void this.#save(item, chosen, note.value));
    return element(
      "div",
      { class: "marks", role: "group", "aria-label": "Mark" },
      ...buttons.map(({ made }) => made),
      note,
    );
  }

  async #save(item: CaseItem, mark: CaseMarkWord | null, note: string): Promise<void> {
    const [trial] = trialsOf(item, "");
    const said = { suite: item.suite, case: item.id, run: this.#keeper.run, mark, note };
    const body = JSON.stringify({ ...said, vars: trial?.vars ?? {} });
    try {
      const headers = { "content-type": "application/json" };
      const { ok } = await fetch("/marks", { method: "POST", headers, body });
      tell(ok ? "Kept" : pageWords("mark-lost"));
      if (!ok) return;
      this.#keeper.book.keep(item, mark, note);
      this.#keeper.kept(item);
    } catch {
      tell(pageWords("view-gone"));
    }
  }
}
