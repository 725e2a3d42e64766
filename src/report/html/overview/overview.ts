import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import type { ReportHead, SuiteHead } from "../../../domain/reporter.ts";
import { worstFirst } from "../../words/news.ts";
import type { NextStep } from "../../words/next/go-on.ts";
import { isAboutFailures, pressingSteps } from "../../words/next/next-steps.ts";
import { replyNote, runLook } from "../../words/words.ts";
import { escapeHtml, headlineHtml, sentenceHtml } from "../pieces/escape.ts";
import { changeCard } from "./change-card.ts";
import { headlineOf } from "./headline.ts";
import { resultsTable } from "./results-table.ts";
import { runLine } from "./run-line.ts";
import { scatterPlot } from "../plots/scatter.ts";
import { verdictBadge } from "../pieces/verdict-badge.ts";

const MAX_WARNINGS = 50;

/** The bar that stays in sight: the verdict with its sentence, the search, and the ways about the page. Its counts are the script's. */
export function topBar(head: ReportHead, store: string | null): string {
  const { worst, others } = headlineOf(head, pressingSteps(head, store));
  return [
    '<header class="top-bar">',
    verdictBadge(runLook(head)),
    `<p class="headline">${sentenceHtml([worst, ...others].join(" "))}</p>`,
    '<p class="chips" id="bar-chips"></p>',
    '<form id="search" role="search" aria-label="Cases" hidden><label class="unseen" for="query">Search</label><input id="query" type="search" placeholder="Search /" title="id, tag, message, answer or reason ( / )" autocomplete="off"></form>',
    '<nav aria-label="Page"><a href="#top">Overview</a><a href="#cases">Cases<span id="bar-count"></span></a><a href="#sure">How sure?</a></nav>',
    "</header>",
  ].join("\n");
}

/** What came of the run: one sentence, every suite with its arms, what changed, how cost and quality stand to each other. */
export function overview(head: ReportHead, store: string | null): string {
  // The worst is the headline; what else is to be said of the run stands smaller below it.
  const steps = pressingSteps(head, store);
  const { worst, others } = headlineOf(head, steps);
  const suites = worstFirst(head);
  const plotted = suites.map((suite) => plotOf(suite, suites.length > 1)).find((plot) => plot !== "") ?? "";
  const changed = changeCard(suites);
  // Beside the figures stands what changed; where all is well, the plot. More would push the cases off the screen.
  const isOpen = changed === "" && head.verdict === "pass";
  const beside = isOpen ? plotted : changed;
  const aside = beside === "" ? "" : `<div class="aside">${beside}</div>`;
  const under = runLine(head) + (isOpen || plotted === "" ? "" : plotFold(plotted)) + warnings(head);
  return [
    '<section class="overview" aria-labelledby="top">',
    `<h1 id="top" tabindex="-1">${headlineHtml(worst)}</h1>`,
    ...(others.length === 0 ? [] : [`<p class="others">${headlineHtml(others.join(" "))}</p>`]),
    ...nextParts(head, steps),
    ...notesParts(head),
    `<div class="first-screen"><div>${resultsTable(head)}<div class="under">${under}</div></div>${aside}</div>`,
    "</section>",
  ].join("\n");
}

/** What the figures must be read with, in one block: where the replies come from first. */
function notesParts({ run, insights }: ReportHead): string[] {
  const note = replyNote(run.replies);
  const notes = [
    ...(note === null ? [] : [`<p><strong>${escapeHtml(note)}</strong></p>`]),
    ...(insights?.notes ?? []).map((text) => `<p>! ${sentenceHtml(text)}</p>`),
  ];
  return notes.length === 0 ? [] : [`<div class="note">${notes.join("\n")}</div>`];
}

function plotFold(plot: string): string {
  return `<details class="plotted small"><summary>Pass rate against cost</summary>${plot}</details>`;
}

/** A suite's plot; named where it could be another's. */
function plotOf(suite: SuiteHead, isNamed: boolean): string {
  const name = `<strong>${escapeHtml(suite.name, 200)}</strong>: `;
  return scatterPlot(suite).replace("<figcaption>", (caption) => (isNamed ? caption + name : caption));
}

/**
 * A place for the worst case, which the script finds, and what the run lacks before it has a verdict; first what the
 * headline speaks of.
 */
function nextParts(head: ReportHead, steps: readonly NextStep[]): string[] {
  const isCaseFirst = isAboutFailures(head);
  const lead = head.verdict === "pass" ? "Worth a look" : isCaseFirst || steps.length === 0 ? "Next" : "Until then";
  const place = `<p id="next" class="next" data-lead="${lead}" hidden></p>`;
  const parts = steps.map((step, index) => stepPart(step, index === 0 && !isCaseFirst ? "Next" : "And"));
  return isCaseFirst ? [place, ...parts] : [...parts, place];
}

function stepPart({ command, what, first }: NextStep, lead: string): string {
  const before = first === null ? "" : `${reportWords("first-then", { first: sentenceHtml(first) })} `;
  return `<p class="next"><span class="quiet">${lead}: </span>${before}<code>${escapeHtml(command)}</code> ${escapeHtml(what)}</p>`;
}

function warnings({ run }: ReportHead): string {
  if (run.warnings.length === 0) return "";
  const items = run.warnings.slice(0, MAX_WARNINGS).map((warning) => {
    const line = warning.line === null ? "" : `:${warning.line}`;
    const place = warning.file === null ? "" : `<code>${escapeHtml(warning.file + line)}</code> `;
    return `<li>${place}${escapeHtml(warning.message)}</li>`;
  });
  const left = run.warnings.length - items.length;
  const more = left > 0 ? `<li>… and ${left} more</li>` : "";
  const title = `${run.warnings.length} ${run.warnings.length === 1 ? "warning" : "warnings"}`;
  return `<details class="warnings small"><summary>${title}</summary><ul>${items.join("\n")}${more}</ul></details>`;
}
