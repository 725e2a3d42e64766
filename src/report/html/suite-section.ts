import type { SuiteHead } from "../../domain/reporter.ts";
import { armsTable } from "./arms-table.ts";
import { comparisonList } from "./comparison-list.ts";
import { baselineSection } from "./difference-list.ts";
import { caseAddress, escapeHtml } from "./escape.ts";
import { gateList } from "./gate-list.ts";
import { frontierTable } from "./frontier-table.ts";
import { cacheNotes, rateNotes, repeatSection } from "./insights.ts";
import { scatterPlot } from "./scatter.ts";
import { sliceTable } from "./slice-table.ts";
import { verdictBadge } from "./verdict-badge.ts";

/** A suite's verdict, arms, gate, comparisons, what differs from the baseline, cost and quality, repeats and slices. */
export function suiteSection(suite: SuiteHead, index: number): string {
  const name = escapeHtml(suite.name);
  const plot = scatterPlot(suite.arms);
  const findings = `<div>${gateList(suite)}${comparisonList(suite)}${baselineSection(suite)}</div>`;
  return [
    `<section class="suite" aria-labelledby="suite-${index}">`,
    `<div class="suite-head"><h2 id="suite-${index}" tabindex="-1">${name}</h2>${verdictBadge(suite.verdict)}`,
    `<a class="to-cases" href="${caseAddress({ suite: suite.name })}">Cases<span class="unseen"> of ${name}</span></a></div>`,
    `<p class="quiet"><code>${escapeHtml(suite.file)}</code></p>`,
    armsTable(suite.arms),
    rateNotes(suite),
    cacheNotes(suite),
    plot === "" ? findings : `<div class="beside">${findings}${plot}</div>`,
    frontierTable(suite),
    repeatSection(suite),
    sliceTable(suite),
    "</section>",
  ].join("\n");
}
