import { plural } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { ArmSummary, GateVerdict } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";
import { missOf, newsOf, trialScore } from "../words/news.ts";
import { isUngated, suiteLook, VERDICT_LOOKS } from "../words/words.ts";
import { armVerdict, rankOf } from "./arm-verdict.ts";
import { paragraph } from "./paragraph.ts";
import { standardOf } from "./standard.ts";
import { drawRows, type Row } from "./suite-columns.ts";

const MAX_ROWS = 60;

/** All suites and arms in one table, a row an arm: what did not pass first, passing suites in one line where others did not. */
export function suitesSection(head: ReportHead, width: number, style: Style): string[] {
  const red = newsOf(head).map(({ suite }) => suite);
  const others = head.suites.filter((suite) => !red.includes(suite));
  const passing = others.filter((suite) => !isUngated(suite));
  const isFolded = red.length > 0 && passing.length > 1;
  const listed = [...red, ...others.filter((suite) => isUngated(suite) || !isFolded)];
  const rows = listed.flatMap(rowsOf);
  const shown = rows.slice(0, MAX_ROWS);
  const rest = new Set(rows.slice(MAX_ROWS).map(({ suite }) => suite.name));
  return [
    drawRows(shown, width, style),
    ...(rest.size === 0
      ? []
      : [style("quiet", `… and more rows of ${[...rest].map((name) => safeLine(name)).join(", ")}: -v`)]),
    ...(isFolded ? foldedLines(passing, width, style) : []),
    ...footnotes(shown, width, style),
  ];
}

function rowsOf(suite: SuiteHead): Row[] {
  const standard = standardOf(suite);
  const { mark, tone } = suiteLook(suite);
  const [only] = suite.arms;
  if (suite.arms.length <= 1)
    return [{ name: `${mark} ${safeLine(suite.name)}`, tone, arm: only ?? null, suite, standard }];
  const names = shortArmNames(suite.arms);
  const arms = suite.arms
    .map((arm) => ({ arm, verdict: armVerdict(arm, suite) }))
    .sort((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || missBy(b, suite) - missBy(a, suite));
  return [
    { name: `${mark} ${safeLine(suite.name)}`, tone, arm: null, suite, standard },
    ...arms.map(({ arm, verdict }): Row => {
      const look = verdict === null ? { mark: " ", tone: "plain" as const } : VERDICT_LOOKS[verdict];
      const isTold = suite.gate.verdict !== null && suite.verdict !== "pass";
      const name = `  ${isTold ? `${look.mark} ` : ""}${names.get(arm.id) ?? safeLine(arm.id)}`;
      return { name, tone: isTold ? look.tone : "plain", arm, suite, standard };
    }),
  ];
}

/** By how much an arm misses the rules that failed it; arms that pass keep their order. */
function missBy(
  { arm, verdict }: { readonly arm: ArmSummary; readonly verdict: GateVerdict | null },
  { gate }: SuiteHead,
): number {
  if (verdict !== "fail") return 0;
  return Math.max(0, ...gate.rules.filter((rule) => rule.arm === arm.id && rule.verdict === "fail").map(missOf));
}

function foldedLines(passing: readonly SuiteHead[], width: number, style: Style): string[] {
  const names = passing.map(({ name }) => safeLine(name, 60)).join(", ");
  const text = `✓ ${passing.length} more suites passed: ${trialScore(passing).replace(" passed", "")} (${names})`;
  return paragraph(text, width, "").map((line) => style("good", line));
}

function footnotes(rows: readonly Row[], width: number, style: Style): string[] {
  const arms = rows.flatMap(({ arm }) => (arm === null ? [] : [arm]));
  const isMean = arms.some(({ passed, failed, pass_rate: { value } }) => {
    return value !== null && passed + failed > 0 && Math.abs(value - passed / (passed + failed)) > 5e-4;
  });
  const dropped = arms.filter(({ dropped_settings: settings }) => settings.length > 0);
  return [
    ...(isMean ? paragraph(MEAN_NOTE, width, "").map((line) => style("quiet", line)) : []),
    ...dropped.flatMap(({ id, dropped_settings: settings }) => {
      const text = `not sent to ${safeLine(id, 120)}, which rejects ${plural(settings.length, "setting")}: ${safeLine(settings.join(", "))}`;
      return paragraph(text, width, "").map((line) => style("unsure", line));
    }),
  ];
}

const MEAN_NOTE = "pass rate: the mean over cases, each weighing the same whatever its number of trials";
