import { formatInterval, formatPercent } from "../../base/figures.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { Comparison, RuleRecord } from "../../domain/records.ts";
import { armFigures } from "../arm-figures.ts";
import { COMPARISON_LOOKS, differenceText, pairsText } from "../comparison-words.ts";
import { ruleName, VERDICT_LOOKS, verdictWords } from "../words.ts";
import { escapeHtml, htmlTable } from "./escape.ts";
import { scatterPlot } from "./scatter.ts";

const MAX_SLICES = 500;
const MAX_CASES = 200;

/** A suite's verdict, arms, gate, comparisons and slices. `index` makes the links of its cases. */
export function suiteSection(suite: SuiteHead, index: number): string {
  const { mark, tone } = VERDICT_LOOKS[suite.verdict];
  return [
    `<section aria-labelledby="suite-${index}">`,
    `<h2 id="suite-${index}">${escapeHtml(suite.name)} <span class="badge ${tone}">${mark} ${verdictWords(suite.verdict)}</span></h2>`,
    `<p class="quiet"><code>${escapeHtml(suite.file)}</code></p>`,
    armsTable(suite),
    scatterPlot(suite.arms),
    gate(suite),
    comparisons(suite, index),
    slices(suite),
    "</section>",
  ].join("\n");
}

function armsTable(suite: SuiteHead): string {
  const figures = armFigures(suite.arms);
  const rows = suite.arms.map((arm, index) => [
    `<span class="quiet">${index + 1}</span> <code>${escapeHtml(arm.id)}</code>`,
    ...figures.map((figure) => escapeHtml(figure.cell(arm).text)),
  ]);
  const dropped = suite.arms
    .filter((arm) => arm.dropped_settings.length > 0)
    .map((arm) => {
      const settings = escapeHtml(arm.dropped_settings.join(", "));
      return `<p class="unsure">Not sent to <code>${escapeHtml(arm.id)}</code>, which rejects it: <code>${settings}</code></p>`;
    });
  return htmlTable("Arms", ["arm", ...figures.map((figure) => figure.title)], rows) + dropped.join("\n");
}

function gate({ gate: { verdict, rules, note } }: SuiteHead): string {
  if (verdict === null) return "<h3>Gate</h3><p>None, so no verdict on the pass rate.</p>";
  const sorted = [...rules].sort((a, b) => Number(a.verdict === "pass") - Number(b.verdict === "pass"));
  const said = note === null ? "" : `<p>Note: ${escapeHtml(note)}</p>`;
  return `<h3>Gate: ${verdict}</h3><ul class="rules">${sorted.map(ruleItem).join("\n")}</ul>${said}`;
}

function ruleItem(rule: RuleRecord): string {
  const { mark, tone } = VERDICT_LOOKS[rule.verdict];
  return `<li><span class="${tone}">${mark} ${rule.verdict}</span> <code>${escapeHtml(ruleName(rule))}</code>: ${escapeHtml(rule.reason)}</li>`;
}

function comparisons(suite: SuiteHead, index: number): string {
  if (suite.comparisons.length === 0) return "";
  return `<h3>Comparisons</h3><ul class="rules">${suite.comparisons.map((one) => comparisonItem(one, index)).join("\n")}</ul>`;
}

function comparisonItem(comparison: Comparison, index: number): string {
  const { words, mark, tone } = COMPARISON_LOOKS[comparison.verdict];
  const whose = comparison.against === "baseline" ? "the baseline’s " : "";
  return [
    `<li><code>${escapeHtml(comparison.candidate)}</code> is <span class="${tone}">${mark} ${words}</span>`,
    ` against ${whose}<code>${escapeHtml(comparison.baseline)}</code>: `,
    `${escapeHtml(differenceText(comparison))}; ${escapeHtml(pairsText(comparison))}`,
    caseLinks("regressed", comparison.regressed, index),
    caseLinks("improved", comparison.improved, index),
    "</li>",
  ].join("");
}

function caseLinks(word: string, cases: readonly string[], suite: number): string {
  if (cases.length === 0) return "";
  const links = cases.slice(0, MAX_CASES).map((id) => {
    const hash = new URLSearchParams({ suite: String(suite), case: id }).toString();
    return `<a href="#${escapeHtml(hash, Infinity)}">${escapeHtml(id, 200)}</a>`;
  });
  const left = cases.length - links.length;
  return `<br>${cases.length} ${word}: ${links.join(", ")}${left > 0 ? ` … and ${left} more` : ""}`;
}

function slices({ slices: all }: SuiteHead): string {
  if (all.length === 0) return "";
  const rows = all
    .slice(0, MAX_SLICES)
    .map((slice) => [
      `<code>${escapeHtml(slice.tag)}</code>`,
      `<code>${escapeHtml(slice.arm)}</code>`,
      escapeHtml(formatPercent(slice.pass_rate.value)),
      escapeHtml(formatInterval(slice.pass_rate.low, slice.pass_rate.high)),
      `${slice.passed}/${slice.trials}`,
      String(slice.undecided + slice.errored),
    ]);
  const left = all.length - rows.length;
  const head = ["tag", "arm", "pass rate", "interval", "passed", "undecided or errored"];
  return `<h3>Slices</h3>${htmlTable("Slices by tag", head, rows)}${left > 0 ? `<p>… and ${left} more</p>` : ""}`;
}
