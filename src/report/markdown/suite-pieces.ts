import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatInterval, formatPercent } from "../../base/figures.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { Comparison, RuleRecord } from "../../domain/formats/records.ts";
import { armFigures } from "../words/arm-figures.ts";
import { COMPARISON_LOOKS, comparisonJoint, differenceText, pairsText } from "../words/comparison-words.ts";
import { preferenceSentences } from "../judged/preference-words.ts";
import { sequentialWords } from "../words/sequential-words.ts";
import { passedOfRun } from "../words/slice-trials.ts";
import { VERDICT_LOOKS } from "../words/words.ts";
import { markdownCode, markdownTable, markdownSentence, markdownText } from "./escape.ts";
import { flipWords } from "../words/flip-words.ts";

const MAX_ARMS = 50;
const MAX_RULES = 40;
const MAX_COMPARISONS = 20;
const MAX_CASES = 30;
const MAX_SLICES = 100;

/** A suite's figures as parts of a fold: arms, gate, comparisons and slices. */
export function statisticsParts(suite: SuiteHead): string[] {
  return [
    ...(suite.arms.length > 0 ? [armsTable(suite)] : []),
    gateList(suite),
    ...suite.comparisons.slice(0, MAX_COMPARISONS).map(comparisonText),
    ...preferenceSentences(suite)
      .slice(0, MAX_COMPARISONS)
      .map((sentence) => markdownSentence(sentence, 600)),
    ...(suite.slices.length > 0 ? [slicesTable(suite)] : []),
  ];
}

function armsTable(suite: SuiteHead): string {
  const arms = suite.arms.slice(0, MAX_ARMS);
  const figures = armFigures(arms);
  const rows = arms.map((arm) => [
    markdownCode(arm.id),
    ...figures.map((figure) => markdownText(figure.cell(arm).text)),
  ]);
  const dropped = arms
    .filter((arm) => arm.dropped_settings.length > 0)
    .map(
      (arm) =>
        `\n\n${reportWords("rejects-settings", { arm: markdownCode(arm.id), settings: markdownCode(arm.dropped_settings.join(", ")) })}`,
    );
  const table = markdownTable(["arm", ...figures.map((figure) => figure.title)], rows);
  return table + more(suite.arms.length - arms.length, "arms") + dropped.join("");
}

function gateList(suite: SuiteHead): string {
  const { gate } = suite;
  if (gate.verdict === null) return reportWords("no-gate");
  const rules = [...gate.rules].sort((a, b) => Number(a.verdict === "pass") - Number(b.verdict === "pass"));
  const lines = rules.slice(0, MAX_RULES).map(ruleLine);
  const note = gate.note === null ? "" : `\n\nNote: ${markdownText(gate.note, 600)}`;
  const { sequential } = suite.insights ?? {};
  const how = sequential === undefined ? "" : `${markdownText(sequentialWords(sequential))}\n\n`;
  return `**Gate: ${gate.verdict}**\n\n${how}${lines.join("\n")}${more(rules.length - MAX_RULES, "rules")}${note}`;
}

function ruleLine(rule: RuleRecord): string {
  const where = [rule.judge ?? null, rule.arm, rule.tag].flatMap((part) => (part === null ? [] : [markdownCode(part)]));
  const name = [markdownText(rule.rule), ...where].join(" · ");
  const word = rule.verdict === "pass" ? "" : ` **${rule.verdict}**`;
  return `- ${VERDICT_LOOKS[rule.verdict].mark}${word} ${name}: ${markdownSentence(rule.reason, 900)}`;
}

function comparisonText(comparison: Comparison): string {
  const { mark } = COMPARISON_LOOKS[comparison.verdict];
  const [is, word, than] = comparisonJoint(comparison);
  const title = `${mark} ${markdownCode(comparison.candidate)} ${is}${word === "" ? "" : `**${word}**`}${than}${markdownCode(comparison.baseline)}`;
  const { lost, won } = flipWords(comparison);
  return [
    `${title}: ${markdownText(differenceText(comparison))}; ${markdownText(pairsText(comparison))}`,
    ...caseLine(lost, comparison.regressed),
    ...caseLine(won, comparison.improved),
  ].join("\n\n");
}

function caseLine(word: string, cases: readonly string[]): string[] {
  if (cases.length === 0) return [];
  const shown = cases.slice(0, MAX_CASES).map((id) => markdownCode(id, 80));
  const left = cases.length - shown.length;
  return [`${cases.length} ${word}: ${shown.join(", ")}${left > 0 ? ` … and ${left} more` : ""}`];
}

function slicesTable(suite: SuiteHead): string {
  const rows = suite.slices
    .slice(0, MAX_SLICES)
    .map((slice) => [
      markdownCode(slice.tag),
      markdownCode(slice.arm),
      markdownText(formatPercent(slice.pass_rate.value)),
      formatInterval(slice.pass_rate.low, slice.pass_rate.high),
      passedOfRun(slice),
    ]);
  const table = markdownTable(["tag", "arm", "pass rate", "interval", "passed"], rows);
  return table + more(suite.slices.length - rows.length, "slices");
}

function more(count: number, what: string): string {
  return count > 0 ? `\n\n… and ${count} more ${what}` : "";
}
