import { CASE_MARKS, type CaseMarkWord } from "../../../../domain/case-mark.ts";
import type { PageMark } from "../../page-data.ts";
import type { CaseItem } from "./case-table.ts";

/** The case of a mark. */
type MarkedCase = Pick<CaseItem, "suite" | "id">;

/** What was said of the cases of a page, as its reader goes on saying it. */
export class MarkBook {
  readonly #marks: Map<string, PageMark>;

  constructor(marks: readonly PageMark[]) {
    this.#marks = new Map(marks.map((mark) => [keyOf(mark.suite, mark.case), mark]));
  }

  /** What was said of a case; null when nothing was, or when it was taken back. */
  of({ suite, id }: MarkedCase): PageMark | null {
    const found = this.#marks.get(keyOf(suite, id)) ?? null;
    return found === null || (found.mark === null && found.note === "") ? null : found;
  }

  keep({ suite, id }: MarkedCase, mark: CaseMarkWord | null, note: string): void {
    this.#marks.set(keyOf(suite, id), { suite, case: id, mark, note });
  }
}

/** The mark of a case that nobody marked. */
export const UNMARKED = "no mark";

/** What one can ask of a case's mark, by its name in the address, in the order in which it is offered. */
export const MARK_KINDS: Readonly<Record<string, (mark: PageMark | null) => boolean>> = {
  ...Object.fromEntries(CASE_MARKS.map((word) => [word, (mark: PageMark | null) => mark?.mark === word])),
  noted: (mark) => mark !== null && mark.note !== "",
  "any mark": (mark) => mark !== null,
  [UNMARKED]: (mark) => mark === null,
};

function keyOf(suite: string, id: string): string {
  return JSON.stringify([suite, id]);
}
