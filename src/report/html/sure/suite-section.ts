import { suiteLook } from "../../words/words.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { armsTable } from "../pieces/arms-table.ts";
import { checksTable } from "./checks-table.ts";
import { comparisonList } from "./comparison-list.ts";
import { baselineSection } from "../pieces/difference-list.ts";
import { escapeHtml } from "../pieces/escape.ts";
import { gateList } from "./gate-list.ts";
import { frontierTable } from "./frontier-table.ts";
import { cacheNotes, rateNotes, repeatSection } from "./insights.ts";
import { scatterPlot } from "../plots/scatter.ts";
import { sliceTable } from "./slice-table.ts";

/** How far a suite's verdict can be trusted, folded: its gate, comparisons, cost and quality, checks, repeats and slices. */
export function suiteSection(suite: SuiteHead, index: number): string {
  const { mark, tone, words } = suiteLook(suite);
  const plot = scatterPlot(suite);
  const findings = `<div>${gateList(suite)}${comparisonList(suite)}${baselineSection(suite)}</div>`;
  return [
    `<details class="suite" id="suite-${index}"><summary><h3>${escapeHtml(suite.name)}</h3> <span class="${tone}">${mark} ${words}</span> <code class="quiet">${escapeHtml(suite.file)}</code></summary>`,
    armsTable(suite.arms),
    rateNotes(suite),
    cacheNotes(suite),
    plot === "" ? findings : `<div class="beside">${findings}${plot}</div>`,
    frontierTable(suite),
    checksTable(suite),
    repeatSection(suite),
    sliceTable(suite),
    "</details>",
  ].join("\n");
}
