import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { type ArmRow, armRows, foldedWords } from "../rows/arm-rows.ts";
import { differenceTitle, hasDifferences, judgedNote, judgedMark, rowLegend } from "../rows/arm-texts.ts";
import { paragraph } from "./paragraph.ts";
import { drawRows } from "./suite-columns.ts";

const MAX_ROWS = 60;

/** All suites and arms in one table, a row an arm: what did not pass first, passing suites in one line where others did not. */
export function suitesSection(head: ReportHead, width: number, style: Style): string[] {
  const { rows, folded } = armRows(head);
  const shown = rows.slice(0, MAX_ROWS);
  const rest = new Set(rows.slice(MAX_ROWS).map(({ suite }) => suite.name));
  const names = [...rest].map((name) => safeLine(name)).join(", ");
  const grid = drawRows(shown, width, style);
  return [
    grid,
    ...(rest.size === 0 ? [] : [style("quiet", `… and more rows of ${names}: -v`)]),
    ...(folded.length === 0 ? [] : paragraph(foldedWords(folded), width, "").map((line) => style("good", line))),
    ...legendLines(shown, grid, width).map((line) => style("quiet", line)),
    ...footnotes(shown, width, style),
  ];
}

/** What the marks before differences mean; nothing where there was no room for differences. */
function legendLines(rows: readonly ArmRow[], grid: string, width: number): string[] {
  const [titles = ""] = grid.split("\n");
  const legend = hasDifferences(rows) && titles.includes(differenceTitle(rows)) ? rowLegend(rows) : null;
  return legend === null ? [] : paragraph(legend, width, "");
}

function footnotes(rows: readonly ArmRow[], width: number, style: Style): string[] {
  const arms = rows.flatMap(({ arm }) => (arm === null ? [] : [arm]));
  const isMean = arms.some(({ passed, failed, pass_rate: { value } }) => {
    return value !== null && passed + failed > 0 && Math.abs(value - passed / (passed + failed)) > 5e-4;
  });
  const dropped = arms.filter(({ dropped_settings: settings }) => settings.length > 0);
  const isJudged = arms.some((arm) => judgedMark(arm) !== "");
  return [
    ...(isJudged ? paragraph(judgedNote(), width, "").map((line) => style("quiet", line)) : []),
    ...(isMean ? paragraph(reportWords("rate-is-mean"), width, "").map((line) => style("quiet", line)) : []),
    ...dropped.flatMap(({ id, dropped_settings: settings }) => {
      const text = reportWords("settings-dropped", {
        arm: safeLine(id, 120),
        settings: settings.map((one) => safeLine(one)),
      });
      return paragraph(text, width, "").map((line) => style("unsure", line));
    }),
  ];
}
