import type { ReportHead } from "../../../domain/reporter.ts";
import { verdictSentence, verdictSentences } from "../../words/news.ts";
import { replyNote, runLook } from "../../words/words.ts";
import { escapeHtml } from "../pieces/escape.ts";
import { changeCard } from "./change-card.ts";
import { resultsTable } from "./results-table.ts";
import { runLine } from "./run-line.ts";
import { worstFirst } from "./suite-order.ts";
import { scatterPlot } from "../plots/scatter.ts";
import { verdictBadge } from "../pieces/verdict-badge.ts";

const MAX_WARNINGS = 50;

/** The bar that stays in sight: the verdict with its sentence, and the ways about the page. Its counts are the script's. */
export function topBar(head: ReportHead): string {
  return [
    '<header class="top-bar">',
    verdictBadge(runLook(head)),
    `<p class="headline">${escapeHtml(verdictSentence(head))}</p>`,
    '<p class="chips" id="bar-chips"></p>',
    '<nav aria-label="Page"><button id="bar-search" type="button" title="/" hidden>Search</button><a href="#top">Overview</a><a href="#cases">Cases<span id="bar-count"></span></a><a href="#sure">How sure?</a></nav>',
    "</header>",
  ].join("\n");
}

/** What came of the run: one sentence, every suite with its arms, what changed, how cost and quality stand to each other. */
export function overview(head: ReportHead): string {
  const note = replyNote(head.run.replies);
  // The worst is the headline; what else is to be said of the run stands smaller below it.
  const [worst = "", ...others] = verdictSentences(head);
  const suites = worstFirst(head.suites);
  const plotted = suites.map((suite) => scatterPlot(suite)).find((plot) => plot !== "") ?? "";
  const changed = changeCard(suites);
  // What changed stands beside the figures, the plot below them; without a change, the plot takes its place.
  const [below, beside] = changed === "" ? ["", plotted] : [plotted, changed];
  const aside = beside === "" ? "" : `<div class="aside">${beside}</div>`;
  return [
    '<section class="overview" aria-labelledby="top">',
    `<h1 id="top" tabindex="-1">${escapeHtml(worst)}</h1>`,
    ...(others.length === 0 ? [] : [`<p class="others">${escapeHtml(others.join(" "))}</p>`]),
    ...(note === null ? [] : [`<p class="note"><strong>${escapeHtml(note)}</strong></p>`]),
    ...(head.insights?.notes ?? []).map((text) => `<p class="note">! ${escapeHtml(text)}</p>`),
    `<div class="first-screen"><div>${resultsTable(head)}${below}</div>${aside}</div>`,
    runLine(head),
    warnings(head),
    "</section>",
  ].join("\n");
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
  return `<details class="warnings"><summary>${title}</summary><ul>${items.join("\n")}${more}</ul></details>`;
}
