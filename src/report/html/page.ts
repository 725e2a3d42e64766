import type { ReportHead } from "../../domain/reporter.ts";
import { verdictWords } from "../words/words.ts";
import { documentEnd, documentStart } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { PAGE_SCRIPT } from "./generated/page-script.ts";
import { overview } from "./overview.ts";
import { suiteSection } from "./suite-section.ts";

/** The page up to its data. */
export function pageStart(head: ReportHead, cutNote: string | null): string {
  const title = `${verdictWords(head.verdict)}: ${head.suites.map((suite) => suite.name).join(", ")}`;
  const body = `<a class="skip" href="#cases">To the cases</a>
${overview(head)}
<main>
${head.suites.map(suiteSection).join("\n")}
${casesSection(cutNote)}
</main>
<dialog id="case" aria-labelledby="case-title"></dialog>
<script type="application/json" id="data">`;
  return documentStart({ title, body, script: PAGE_SCRIPT });
}

/** The page after its data. */
export function pageEnd(): string {
  return `</script>\n${documentEnd(PAGE_SCRIPT)}`;
}

function casesSection(cutNote: string | null): string {
  const note = cutNote === null ? "" : `<p class="note">${escapeHtml(cutNote)}</p>`;
  return `<section class="cases" aria-labelledby="cases">
<h2 id="cases" tabindex="-1">Cases</h2>
${note}
<noscript><p>The list of cases needs JavaScript.</p></noscript>
<form id="filters" role="search" aria-label="Cases" hidden>
<div><label for="suite">Suite</label><select id="suite"></select></div>
<div><label for="outcome">Outcome</label><select id="outcome"></select></div>
<div><label for="column">Arm</label><select id="column"></select></div>
<div><label for="tag">Tag</label><select id="tag"></select></div>
<div class="search"><label for="query">Search</label><input id="query" type="search" placeholder="id, message, answer or reason  ( / )" autocomplete="off"></div>
<button id="clear" type="button" hidden>Clear</button>
</form>
<p id="count" role="status" aria-live="polite"></p>
<div id="grid"></div>
<nav id="pager" aria-label="Pages of cases"></nav>
</section>`;
}
