import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { worstFirst } from "../words/news.ts";
import { verdictWords } from "../words/words.ts";
import { documentEnd, documentStart } from "./pieces/document.ts";
import { escapeHtml } from "./pieces/escape.ts";
import { PAGE_SCRIPT } from "./generated/page-script.ts";
import { overview, topBar } from "./overview/overview.ts";
import { suiteSection } from "./sure/suite-section.ts";

/** Where a page is shown, when not from disk. */
export interface PagePlace {
  /** HTML above the page. */
  readonly above: string;
  readonly policy: string;
}

export interface PageFacts {
  /** What was left out for the page's size; null: nothing. */
  readonly cutNote: string | null;
  readonly place: PagePlace | null;
  /** As commands have to name it; null: the usual one. */
  readonly store: string | null;
}

/** The page up to its data. */
export function pageStart(head: ReportHead, { cutNote, place, store }: PageFacts): string {
  const title = `${verdictWords(head.verdict)}: ${head.suites.map((suite) => suite.name).join(", ")}`;
  const body = `<a class="skip" href="#cases">To the cases</a>
${place?.above ?? ""}${topBar(head, store)}
<main>
${overview(head, store)}
${casesSection(cutNote)}
<section class="sure" aria-labelledby="sure">
<h2 id="sure" tabindex="-1">How sure?</h2>
${worstFirst(head).map(suiteSection).join("\n")}
</section>
</main>
<dialog id="case" aria-labelledby="case-title"></dialog>
<dialog id="keys" aria-labelledby="keys-title"></dialog>
<p id="told" class="toast" role="status"></p>
<script type="application/json" id="data">`;
  return documentStart({ title, body, script: PAGE_SCRIPT, ...(place === null ? {} : { policy: place.policy }) });
}

/** The page after its data. */
export function pageEnd(): string {
  return `</script>\n${documentEnd(PAGE_SCRIPT)}`;
}

const SORTS = [
  ["", "worst first"],
  ["plan", "as planned"],
  ["disagreement", "arms disagree most"],
  ["cost", "dearest first"],
  ["latency", "slowest first"],
] as const;

const options = (choices: readonly (readonly [value: string, label: string])[]): string =>
  choices.map(([value, label]) => `<option value="${value}">${label}</option>`).join("");

function casesSection(cutNote: string | null): string {
  const note = cutNote === null ? "" : `<p class="note">${escapeHtml(cutNote)}</p>`;
  return `<section class="cases" aria-labelledby="cases">
<div class="cases-head"><h2 id="cases" tabindex="-1">Cases</h2><p id="count" role="status" aria-live="polite"></p></div>
${note}
<noscript><p>${reportWords("page-without-script")}</p></noscript>
<form id="filters" aria-label="Filters" hidden>
<div id="outcomes" role="group" aria-label="Outcome" class="chips"></div>
<div class="fields">
<div><label for="suite">Suite</label><select id="suite"></select></div>
<div><label for="column">Arm</label><select id="column"></select></div>
<div><label for="tag">Tag</label><select id="tag"></select></div>
<div><label for="mark">Mark</label><select id="mark"></select></div>
<div><label for="sort">Order</label><select id="sort">${options(SORTS)}</select></div>
<div><label for="group">Group by</label><select id="group">${options([
    ["", "suite"],
    ["check", "failing check"],
  ])}</select></div>
<div><label for="density">Cells</label><select id="density">${options([
    ["", "answers"],
    ["marks", "marks"],
  ])}</select></div>
<button id="clear" type="button" hidden>Clear</button>
</div>
</form>
<div id="grid"></div>
<nav id="pager" aria-label="Pages of cases"></nav>
</section>`;
}
