import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import { sequentialWords } from "../words/sequential-words.ts";
import { ruleName, VERDICT_LOOKS } from "../words/words.ts";
import { paragraph } from "./paragraph.ts";

const MAX_RULES = 20;
const MAX_PASSING = 8;

/** The gate's rules, those that did not pass first, each with its reason; then the gate's note. */
export function gateSection(suite: SuiteHead, width: number, style: Style): string[] {
  const { gate } = suite;
  if (gate.verdict === null) return [style("quiet", reportWords("gate-none"))];
  const open = gate.rules.filter((rule) => rule.verdict !== "pass");
  const passing = gate.rules.filter((rule) => rule.verdict === "pass");
  const shownPassing = passing.slice(0, passing.length > MAX_PASSING ? MAX_PASSING - 1 : MAX_PASSING);
  return [
    ...sequentialLines(suite, width),
    ...open.slice(0, MAX_RULES).flatMap((rule) => ruleLines(rule, width, style)),
    ...more(open.length - MAX_RULES, "rules that did not pass", style),
    ...shownPassing.flatMap((rule) => ruleLines(rule, width, style)),
    ...more(passing.length - shownPassing.length, "rules that pass", style),
    ...(gate.note === null
      ? []
      : paragraph(`note: ${safeLine(gate.note)}`, width, "").map((line) => style("quiet", line))),
  ];
}

/** How a sequential run went: what it did not send is said with every result. */
export function sequentialLines({ insights }: SuiteHead, width: number): string[] {
  return insights?.sequential === undefined ? [] : paragraph(sequentialWords(insights.sequential), width, "");
}

function ruleLines(rule: RuleRecord, width: number, style: Style): string[] {
  const { mark, tone } = VERDICT_LOOKS[rule.verdict];
  const text = `${safeLine(ruleName(rule), 160)}: ${safeLine(rule.reason, 900)}`;
  const word = rule.verdict === "pass" ? "" : `${rule.verdict} · `;
  return paragraph(`${mark} ${word}${text}`, width, "").map((line) => style(word === "" ? "plain" : tone, line));
}

function more(count: number, what: string, style: Style): string[] {
  return count > 0 ? [style("quiet", `… and ${count} more ${what}`)] : [];
}
