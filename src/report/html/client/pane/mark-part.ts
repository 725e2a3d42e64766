import { CASE_MARKS, type CaseMarkWord } from "../../../../domain/case-mark.ts";
import type { PageMark, PageMarks } from "../../page-data.ts";
import { type CaseItem, trialsOf } from "../cases/case-table.ts";
import { tell } from "../dom/copy.ts";
import { button, element } from "../dom/elements.ts";

/** What readers said of cases, where the page is served by `prompt-run view` and can keep it. */
export class CaseMarks {
  readonly #run: string;
  readonly #marks: Map<string, PageMark>;

  constructor({ run, marks }: PageMarks) {
    this.#run = run;
    this.#marks = new Map(marks.map((mark) => [keyOf(mark.suite, mark.case), mark]));
  }

  /** Buttons that mark a case, and a note on it; each is kept as soon as it is given. */
  part(item: CaseItem): HTMLElement {
    const known = this.#marks.get(keyOf(item.suite, item.id)) ?? null;
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
    const said = { suite: item.suite, case: item.id, mark, note };
    const body = JSON.stringify({ ...said, run: this.#run, vars: trial?.vars ?? {} });
    try {
      const headers = { "content-type": "application/json" };
      const { ok } = await fetch("/marks", { method: "POST", headers, body });
      if (ok) this.#marks.set(keyOf(item.suite, item.id), said);
      tell(ok ? "Kept" : "This could not be kept");
    } catch {
      tell("This could not be kept: is prompt-run view still running?");
    }
  }
}

function keyOf(suite: string, id: string): string {
  return JSON.stringify([suite, id]);
}
