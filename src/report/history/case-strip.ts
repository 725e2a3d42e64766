import { reportWords } from "../../domain/diagnostics/report-words.ts";
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
  readonly runs: readonly {
    readonly id: string;
    readonly startedAt: string | null;
    readonly changed?: ChangedCases | null;
  }[];
  readonly cases: readonly CaseOverRuns[];
}

/** What changed in the cases of a run since the runs before it; null where that is not known. */
export interface ChangedCases {
  /** A case that asks for something else, is new or gone: not one that was not selected. */
  readonly cases: boolean;
  /** A case whose answers are checked by something else. */
  readonly checks: boolean;
}

export interface CaseOverRuns {
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
  const list = asked.length === 0 ? `<p>${reportWords("none-with-mark")}</p>` : stripOf(suite, asked, { runs, marks });
  return `<section class="suite"><h2 id="since">Since when does it fail?</h2>${choices(suite, troubled, marks)}${list}</section>`;
}

interface StripContext {
  readonly runs: CaseHistory["runs"];
  readonly marks: StripMarks;
}

/** A row a case: its name, since when it fails and what was said of it, then a cell a run. */
function stripOf(suite: string, cases: readonly CaseOverRuns[], { runs, marks }: StripContext): string {
  const sorted = cases
    .map((one) => ({ ...one, standing: standingOf(one.outcomes) }))
    .toSorted((a, b) => rankOf(a.standing, runs.length) - rankOf(b.standing, runs.length));
  const heads = runs.map(
    ({ id, startedAt }) =>
      `<th scope="col"><a href="${escapeHtml(runAddress(id))}" title="${escapeHtml(id)}"><span class="turned">${escapeHtml(startText(startedAt).slice(5))}</span></a></th>`,
  );
  const rows = sorted.slice(0, MAX_CASES).map(({ id, outcomes, standing }) => {
    const cells = outcomes.map((outcome, index) => stripCell(outcome, { suite, id, run: runs[index]?.id ?? "" }));
    return `<tr><th scope="row"><bdi>${escapeHtml(id, 200)}</bdi> <span class="since small">${sinceWords(standing, outcomes, runs)}</span>${saidOf(id, marks)}</th>${cells.join("")}</tr>`;
  });
  const left = sorted.length - rows.length;
  const more = left > 0 ? `<p>… and ${plural(left, "case")} more</p>` : "";
  return `<div class="scroll" tabindex="0" role="group" aria-label="Cases over runs"><table class="strip"><caption>Cases over runs</caption><thead><tr><th scope="col">case</th>${heads.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>${more}`;
}

function kindOf(id: string, { said }: StripMarks): string {
  return said.get(id)?.mark ?? UNMARKED;
}

/** The marks of the cases that did not pass, each a link to those alone. Empty where none is marked. */
function choices(suite: string, cases: readonly CaseOverRuns[], marks: StripMarks): string {
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

/** How a case stands in the newest run that tells it. */
interface CaseStanding {
  /** The run since which it fails; null: it does not, as far as is known. */
  readonly since: number | null;
  /** Why the newest run that has it does not tell whether it fails; null: it tells. */
  readonly open: "errored" | "undecided" | "skipped" | null;
}

/** A trial without a verdict is no failed one: the newest run before it that has one tells. */
function standingOf(outcomes: readonly (TrialClass | null)[]): CaseStanding {
  const newest = outcomes.findLast((one) => one !== null);
  const open = newest === undefined || newest === "passed" || newest === "failed" ? null : newest;
  const lastFailed = outcomes.lastIndexOf("failed");
  const lastPassed = outcomes.lastIndexOf("passed");
  return { since: lastFailed > lastPassed ? outcomes.indexOf("failed", lastPassed + 1) : null, open };
}

/** What fails since the last run before what fails for long, then what nobody knows; what passes again last. */
function rankOf({ since, open }: CaseStanding, runs: number): number {
  if (since !== null) return runs - since;
  return runs + (open === null ? 2 : 1);
}

function sinceWords(
  { since, open }: CaseStanding,
  outcomes: CaseOverRuns["outcomes"],
  runs: CaseHistory["runs"],
): string {
  const last =
    open === null
      ? ""
      : `<span class="unsure">${open === "skipped" ? "not answered in full" : open} in its last run</span>`;
  if (since === null) return open === null ? '<span class="good">passes again</span>' : last;
  if (outcomes.every((one) => one === "failed")) return `<span class="bad">in all ${runs.length} runs</span>`;
  const words = `<span class="bad">since ${escapeHtml(startText(runs[since]?.startedAt ?? null))}</span>`;
  return last === "" ? words : `${words} ${last}`;
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
