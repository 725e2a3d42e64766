import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { RepeatInsights, SuiteInsights } from "../../domain/insights.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import { armNames } from "../words/arm-names.ts";
import { cacheSentence } from "../words/cache-words.ts";
import { flakyRate, flakyTitle, repeatLegend, repeatFigures } from "../words/repeat-words.ts";
import { drawGrid, packColumns } from "./grid.ts";
import type { GridColumn } from "./grid.ts";
import { paragraph } from "./paragraph.ts";

const MAX_RATES = 6;
const MAX_FLAKY = 12;

/** What clean or empty sheets leave open, then what repeated trials tell. Each section is one text. */
export function insightSections(
  insights: SuiteInsights | undefined,
  arms: readonly ArmSummary[],
  width: number,
  style: Style,
): string[] {
  const { rates = [], cache = [], repeats } = insights ?? {};
  const more = rates.length - MAX_RATES;
  const open = rates.slice(0, MAX_RATES).flatMap(({ arm, sentence }) => {
    const whose = arms.length > 1 ? `${safeLine(arm, 120)}: ` : "";
    return paragraph(`${whose}${safeLine(sentence)}`, width, "");
  });
  const cached = cache.flatMap((one) => {
    const whose = arms.length > 1 ? `${safeLine(one.arm, 120)}: ` : "";
    return paragraph(`${whose}${cacheSentence(one)}`, width, "");
  });
  return [
    cached.join("\n"),
    [...open, ...(more > 0 ? [style("quiet", `… and ${more} more of these`)] : [])].join("\n"),
    ...(repeats === undefined ? [] : repeatSections(repeats, arms, width, style)),
  ];
}

function repeatSections(repeats: RepeatInsights, arms: readonly ArmSummary[], width: number, style: Style): string[] {
  const names = armNames(arms);
  const { titles, rows } = repeatFigures(repeats);
  const first: GridColumn = {
    title: "repeats",
    align: "left",
    cells: rows.map(({ arm }) => ({ text: names.get(arm) ?? safeLine(arm) })),
  };
  const rest = titles.map((title, x): GridColumn => ({
    title,
    align: "right",
    cells: rows.map(({ cells }) => ({ text: cells[x] ?? "" })),
  }));
  const grids = packColumns(first, rest, width).map((grid) => drawGrid(grid, width, style));
  const legend = paragraph(repeatLegend(), width, "").map((line) => style("quiet", line));
  return [[...grids, ...legend].join("\n"), flakyLines(repeats, arms, width, style).join("\n")];
}

function flakyLines(repeats: RepeatInsights, arms: readonly ArmSummary[], width: number, style: Style): string[] {
  if (repeats.flaky_total === 0) return [];
  const names = armNames(arms);
  const shown = repeats.flaky.slice(0, MAX_FLAKY);
  const more = repeats.flaky_total - shown.length;
  return [
    style("strong", flakyTitle(repeats)),
    ...shown.flatMap((flaky) => {
      const where = arms.length > 1 ? ` · ${names.get(flaky.arm) ?? safeLine(flaky.arm)}` : "";
      return paragraph(`~ ${safeLine(flaky.case, 120)}${where} · ${flakyRate(flaky)}`, width, "  ");
    }),
    ...(more > 0 ? [style("quiet", `  … and ${more} more`)] : []),
  ];
}
