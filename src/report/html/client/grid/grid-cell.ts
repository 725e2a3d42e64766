import { printable } from "../../../../base/printable.ts";
import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf, type TrialClass } from "../../../../domain/run/trial-class.ts";
import { endingWord } from "../../../words/trial-notes.ts";
import { type CaseItem, trialsOf, worstClass, worstTrial } from "../cases/case-table.ts";
import type { Flip } from "../cases/flip-standard.ts";
import { type Child, element } from "../dom/elements.ts";
import { cellText, FLIP_MARKS, MARKS } from "../cases/trial-words.ts";

/** More trials than these are counted, not shown one by one. */
const MAX_STRIP = 8;

/** What a cell of the grid is made from. */
export interface CellRequest {
  readonly item: CaseItem;
  readonly arm: string;
  /** How the arm is called, where a row that stands as a card has to say it; null where it is the only one. */
  readonly name: string | null;
  /** Its case, seen from its arm. */
  readonly address: string;
  /** What an empty cell means. */
  readonly emptyWords: string;
  readonly showsAnswer: boolean;
}

/** A case on an arm: how its trials came out, and what the worst of them said. */
export function gridCell({ item, arm, name, address, emptyWords, showsAnswer }: CellRequest): HTMLElement {
  const trials = trialsOf(item, arm);
  const outcome = worstClass(trials);
  if (outcome === null) {
    return element(
      "td",
      { tabindex: -1, class: "not-run" },
      element("span", { class: "cell none" }, element("span", { class: "unseen" }, emptyWords)),
    );
  }
  const flip = item.flips.get(arm);
  const words = cellWords(trials, outcome) + (flip === undefined ? "" : `, ${flip}`);
  const link = element(
    "a",
    { href: address, tabindex: -1, class: `${showsAnswer ? "answer" : "cell"} ${outcome} ${flip ?? ""}` },
    element("span", { class: "state", "aria-hidden": "true" }, ...stateMarks(trials, outcome, flip)),
    element("span", { class: "unseen" }, words),
    showsAnswer ? saidPart(trials) : null,
  );
  return element("td", { "data-arm": name === null ? null : printable(name) }, link);
}

/** A mark a trial, each in its own colour, then how the case flipped. */
function stateMarks(trials: readonly TrialRecord[], outcome: TrialClass, flip: Flip | undefined): Child[] {
  const flipped = flip === undefined ? null : ` ${FLIP_MARKS[flip]}`;
  if (trials.length === 1) return [MARKS[outcome], flipped];
  if (trials.length > MAX_STRIP) return [`${MARKS[outcome]} ${passedOf(trials)}/${trials.length}`, flipped];
  const marks = trials.map((trial) => element("span", { class: `one ${classOf(trial)}` }, MARKS[classOf(trial)]));
  return [...marks, flipped];
}

function saidPart(trials: readonly TrialRecord[]): HTMLElement | null {
  const trial = worstTrial(trials);
  if (trial === null) return null;
  const { got, rest } = cellText(trial);
  const said = element("span", { class: "said", dir: "auto" });
  if (got !== null) said.append(element("strong", {}, got), " ");
  said.append(element("span", {}, rest));
  return said;
}

function cellWords(trials: readonly TrialRecord[], outcome: TrialClass): string {
  const [first] = trials;
  if (trials.length > 1) return `${passedOf(trials)} of ${trials.length} passed, worst: ${outcome}`;
  const ending = first === undefined ? null : endingWord(first);
  return ending === null ? outcome : `${outcome}, ${ending}`;
}

function passedOf(trials: readonly TrialRecord[]): number {
  return trials.filter((trial) => classOf(trial) === "passed").length;
}
