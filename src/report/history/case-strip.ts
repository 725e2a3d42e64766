import { plural } from "../../base/figures.ts";
import { escapeHtml, caseAddress } from "../html/pieces/escape.ts";
import type { TrialClass } from "../words/trial-notes.ts";
import { runAddress, startText } from "./stored-run.ts";

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

const MAX_CASES = 200;
const MARKS: Readonly<Record<TrialClass, string>> = {
  passed: "✓",
  failed: "✗",
  undecided: "?",
  errored: "!",
  skipped: "–",
};

/**
 * The cases that did not pass in some run, a row each, a column a run: since when does it fail? Those that fail now come
 * first, the newest trouble on top. Empty with fewer than two runs, or when all passed always.
 */
export function caseStrip(suite: string, { runs, cases }: CaseHistory): string {
  const troubled = cases.filter(({ outcomes }) =>
    outcomes.some((one) => one !== null && one !== "passed" && one !== "skipped"),
  );
  if (runs.length < 2 || troubled.length === 0) return "";
  const sorted = troubled
    .map((one) => ({ ...one, failing: failingRuns(one.outcomes) }))
    .toSorted((a, b) => rankOf(a.failing, runs.length) - rankOf(b.failing, runs.length));
  const heads = runs.map(
    ({ id, startedAt }) =>
      `<th scope="col"><a href="${escapeHtml(runAddress(id))}" title="${escapeHtml(id)}"><span class="turned">${escapeHtml(startText(startedAt).slice(5))}</span></a></th>`,
  );
  const rows = sorted.slice(0, MAX_CASES).map(({ id, outcomes, failing }) => {
    const cells = outcomes.map((outcome, index) => stripCell(outcome, { suite, id, run: runs[index]?.id ?? "" }));
    return `<tr><th scope="row"><bdi>${escapeHtml(id, 200)}</bdi></th>${cells.join("")}<td class="words">${sinceWords(failing, runs)}</td></tr>`;
  });
  const left = sorted.length - rows.length;
  const more = left > 0 ? `<p>… and ${plural(left, "case")} more</p>` : "";
  return `<section class="suite"><h2>Since when does it fail?</h2><div class="scroll" tabindex="0" role="group" aria-label="Cases over runs"><table class="strip"><caption>Cases over runs</caption><thead><tr><th scope="col">case</th>${heads.join("")}<th scope="col" class="words">since</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>${more}</section>`;
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
