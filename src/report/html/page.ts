import { createHash } from "node:crypto";
import type { ReportHead } from "../../domain/reporter.ts";
import { verdictWords } from "../words.ts";
import { escapeHtml } from "./escape.ts";
import { overview } from "./overview.ts";
import { PAGE_SCRIPT } from "./script/page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { suiteSection } from "./suite-section.ts";

/**
 * The page up to its data. The policy forbids every request and every script and style but our own two, known by their
 * hashes: nothing that a model says can run or call home, even if it got past the escaping.
 */
export function pageStart(head: ReportHead, cutNote: string | null): string {
  const policy = [
    "default-src 'none'",
    `script-src '${sourceHash(PAGE_SCRIPT)}'`,
    `style-src '${sourceHash(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = `${verdictWords(head.verdict)}: ${head.suites.map((suite) => suite.name).join(", ")}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title, 200)} · prompt-run</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#cases">To the cases</a>
${overview(head)}
<main>
${head.suites.map(suiteSection).join("\n")}
${casesSection(cutNote)}
</main>
<dialog id="case" aria-labelledby="case-title"></dialog>
<script type="application/json" id="data">
`;
}

/** The page after its data. */
export function pageEnd(): string {
  return `</script>\n<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`;
}

function casesSection(cutNote: string | null): string {
  const note = cutNote === null ? "" : `<p class="note">${escapeHtml(cutNote)}</p>`;
  return `<section aria-labelledby="cases">
<h2 id="cases" tabindex="-1">Cases</h2>
${note}
<noscript><p>The list of cases needs JavaScript.</p></noscript>
<form id="filters" role="search" hidden>
<label>Suite <select id="suite"></select></label>
<label>Outcome <select id="outcome"></select></label>
<label>Arm <select id="arm"></select></label>
<label>Tag <select id="tag"></select></label>
<label>Search <input id="query" type="search" placeholder="case, answer or reason" autocomplete="off"></label>
</form>
<p id="count" role="status"></p>
<div id="grid" class="scroll" tabindex="0" role="region" aria-label="Cases and arms"></div>
<nav id="pager" aria-label="Pages of cases"></nav>
</section>`;
}

function sourceHash(source: string): string {
  return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}
