import type { CaseMarkWord } from "../../../../domain/case-mark.ts";
import type { PageMark } from "../../page-data.ts";
import { element } from "../dom/elements.ts";
import { shortLine } from "../cases/trial-words.ts";

/** The looks of each mark: those of outcomes. */
const LOOKS: Readonly<Record<CaseMarkWord, string>> = { good: "passed", bad: "failed", "look again": "undecided" };

/** What was said of a case, in a line of its row: the mark, and how the note begins. Null when nothing was. */
export function markSign(said: PageMark | null): HTMLElement | null {
  if (said === null) return null;
  const { mark, note } = said;
  return element(
    "span",
    { class: "said-of" },
    mark === null ? null : element("span", { class: `chip ${LOOKS[mark]}` }, mark),
    note === "" ? null : element("span", { class: "why", dir: "auto" }, shortLine(note)),
  );
}
