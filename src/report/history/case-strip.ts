import { plural } from "../../base/figures.ts";
import { CASE_MARKS, type CaseMark } from "../../domain/case-mark.ts";
import { escapeHtml, caseAddress } from "../html/pieces/escape.ts";
import type { TrialClass } from "../../domain/run/trial-class.ts";
import { filterLinks } from "./filter-links.ts";
import { markWords } from "./mark-words.ts";
import { runAddress, startText, suiteAddress } from "./stored-run.ts";

/** How a suite's cases came out in its runs. */
export interface CaseHistory {
  /** Oldest first. */
  readonly runs: readonly { readonly id: string; readonly startedAt: string | null }[];
  readonly cases: readonly CaseOutcomes[];
}

export interface CaseOutcomes {
  readonly id: string;
  /** The worst of its trials in each run; null where it was not run. */
  readonly outcomes: readonly (TrialClass | null)[];
}

/** What readers said of the suite's cases, by id, and the mark that is asked for: empty for all. */
export interface StripMarks {
  readonly said: ReadonlyMap<string, Pick<CaseMark, "mark" | "note">>;
  readonly chosen: string;
}

const MAX_CASES = 200;
/** Asks for the cases of which nothing was said. */
const UNMARKED = "no mark";
const MARKS: Readonly<Record<TrialClass, string>> = {
  passed: "✓",
  failed: "✗",
  undecided: "?",
  errored: "!",
  skipped: "–",
};

/**
 * The cases that did not pass in some run, a row each, a column a run: since when does it fail? Those that fail now come
 * first, the newest trouble on top; where some are marked, the marks stand beside them and narrow them. Empty with fewer than
 * two runs, or when all passed always.
 */
export function caseStrip(suite: string, { runs, cases }: CaseHistory, marks: StripMarks): string {
  const troubled = cases.filter(({ outcomes }) =>
    outcomes.some((one) => one !== null && one !== "passed" && one !== "skipped"),
  );
  if (runs.length < 2 || troubled.length === 0) return "";
  const asked = troubled.filter(({ id }) => marks.chosen === "" || kindOf(id, marks) === marks.chosen);
  const list =
    asked.length === 0 ? "<p>None of these cases has this mark.</p>" : stripOf(suite, asked, { runs, marks });
  return `<section class="suite"><h2 id="since">Since when does it fail?</h2>${choices(suite, troubled, marks)}${list}</section>`;
}

interface StripContext {
  readonly runs: CaseHistory["runs"];
  readonly marks: StripMarks;
}

/** A row a case: its name, since when it fails and what was said of it, then a cell a run. */
function stripOf(suite: string, cases: readonly CaseOutcomes[], { runs, marks }: StripContext): string {
  const sorted = cases
    .map((one) => ({ ...one, failing: failingRuns(one.outcomes) }))
    .toSorted((a, b) => rankOf(a.failing, runs.length) - rankOf(b.failing, runs.length));
  const heads = runs.map(
    ({ id, startedAt }) =>
      `<th scope="col"><a href="${escapeHtml(runAddress(id))}" title="${escapeHtml(id)}"><span class="turned">${escapeHtml(startText(startedAt).slice(5))}</span></a></th>`,
  );
  const rows = sorted.slice(0, MAX_CASES).map(({ id, outcomes, failing }) => {
    const cells = outcomes.map((outcome, index) => stripCell(outcome, { suite, id, run: runs[index]?.id ?? "" }));
    return `<tr><th scope="row"><bdi>${escapeHtml(id, 200)}</bdi> <span class="since small">${sinceWords(failing, runs)}</span>${saidOf(id, marks)}</th>${cells.join("")}</tr>`;
  });
  const left = sorted.length - rows.length;
  const more = left > 0 ? `<p>… and ${plural(left, "case")} more</p>` : "";
  return `<div class="scroll" tabindex="0" role="group" aria-label="Cases over runs"><table class="strip"><caption>Cases over runs</caption><thead><tr><th scope="col">case</th>${heads.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>${more}`;
}

function kindOf(id: string, { said }: StripMarks): string {
  return said.get(id)?.mark ?? UNMARKED;
}

/** The marks of the cases that did not pass, each a link to those alone. Empty where none is marked. */
function choices(suite: string, cases: readonly CaseOutcomes[], marks: StripMarks): string {
  const kinds = [...CASE_MARKS, UNMARKED].map((kind) => ({
    words: kind,
    count: cases.filter(({ id }) => kindOf(id, marks) === kind).length,
    value: kind,
  }));
  if (marks.chosen === "" && kinds.every(({ count, value }) => count === 0 || value === UNMARKED)) return "";
  return filterLinks({
    title: "Mark",
    choices: [{ words: "all", count: cases.length, value: "" }, ...kinds.filter(({ count }) => count > 0)],
    chosen: marks.chosen,
    address: (mark) =>
      `${suiteAddress(suite)}${mark === "" ? "" : `&${new URLSearchParams({ mark }).toString()}`}#since`,
  });
}

function saidOf(id: string, { said }: StripMarks): string {
  const { mark = null, note = "" } = said.get(id) ?? {};
  const words = mark === null ? "" : ` <span class="small">${markWords(mark)}</span>`;
  return note === "" ? words : `${words} <span class="quiet small">${escapeHtml(note, 80)}</span>`;
}

/** In how many of the newest runs, without a break, a case did not pass. */
function failingRuns(outcomes: readonly (TrialClass | null)[]): number {
  const lastPass = outcomes.findLastIndex((one) => one === "passed");
  return outcomes.length - 1 - lastPass;
}

/** What fails since the last run before what fails for long; what passes again last. */
function rankOf(failing: number, runs: number): number {
  return failing === 0 ? runs + 1 : failing;
}

function sinceWords(failing: number, runs: CaseHistory["runs"]): string {
  if (failing === 0) return '<span class="good">passes again</span>';
  if (failing >= runs.length) return `<span class="bad">in all ${runs.length} runs</span>`;
  const first = runs[runs.length - failing];
  return `<span class="bad">since ${escapeHtml(startText(first?.startedAt ?? null))}</span>`;
}

interface StripPlace {
  readonly suite: string;
  readonly id: string;
  readonly run: string;
}

function stripCell(outcome: TrialClass | null, { suite, id, run }: StripPlace): string {
  if (outcome === null) return '<td><span class="quiet">·<span class="unseen">not run</span></span></td>';
  const address = escapeHtml(runAddress(run)) + caseAddress({ suite, case: id });
  return `<td><a class="cell ${outcome}" href="${address}"><span aria-hidden="true">${MARKS[outcome]}</span><span class="unseen">${outcome}</span></a></td>`;
}
