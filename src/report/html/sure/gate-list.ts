import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import type { RuleRecord } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { sequentialWords } from "../../words/sequential-words.ts";
import { ruleName, VERDICT_LOOKS } from "../../words/words.ts";
import { escapeHtml, sentenceHtml } from "../pieces/escape.ts";

/** The gate's rules, what did not pass first. */
export function gateList({ gate: { verdict, rules, note }, insights }: SuiteHead): string {
  if (verdict === null) return `<h4>Gate</h4><p>${reportWords("gate-of-none")}</p>`;
  const sorted = rules.toSorted((a, b) => Number(a.verdict === "pass") - Number(b.verdict === "pass"));
  const said = note === null ? "" : `<p class="quiet">Note: ${escapeHtml(note)}</p>`;
  const { sequential } = insights ?? {};
  const how = sequential === undefined ? "" : `<p>${escapeHtml(sequentialWords(sequential))}</p>`;
  return `<h4>Gate: ${verdict}</h4>${how}<ul class="rules">${sorted.map(ruleItem).join("\n")}</ul>${said}`;
}

function ruleItem(rule: RuleRecord): string {
  const { mark, tone } = VERDICT_LOOKS[rule.verdict];
  return `<li><span class="${tone}">${mark} ${rule.verdict}</span> <span><code>${escapeHtml(ruleName(rule))}</code> ${sentenceHtml(rule.reason)}</span></li>`;
}
