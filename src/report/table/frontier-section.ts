import { formatPercent, formatUsd } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { FrontierInsight } from "../../domain/insights.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import { armNames } from "../words/arm-names.ts";
import { FRONTIER_TITLES, isStruckOut, standingWords } from "../words/frontier-words.ts";
import { drawGrid, type GridColumn } from "./grid.ts";
import { paragraph } from "./paragraph.ts";

const MAX_SENTENCES = 12;

/** The arms by cost, those that another one makes pointless struck out, and what the cheaper ones are worth. */
export function frontierSection(
  frontier: FrontierInsight | undefined,
  arms: readonly ArmSummary[],
  width: number,
  style: Style,
): string[] {
  if (frontier === undefined) return [];
  const names = armNames(arms);
  const name = (arm: string): string => names.get(arm) ?? safeLine(arm, 120);
  const column = (
    title: string,
    align: GridColumn["align"],
    cell: (one: FrontierInsight["arms"][number]) => string,
  ): GridColumn => ({
    title,
    align,
    cells: frontier.arms.map((one) => ({
      text: cell(one),
      tone: isStruckOut(one) ? "quiet" : "plain",
    })),
  });
  const [arm, cost, rate, standing] = FRONTIER_TITLES;
  const grid = [
    column(arm, "left", (one) => `${isStruckOut(one) ? "✗ " : ""}${name(one.arm)}`),
    column(cost, "right", (one) => formatUsd(one.cost_usd)),
    column(rate, "right", (one) => formatPercent(one.pass_rate)),
    column(standing, "left", (one) => standingWords(one, name)),
  ];
  const more = frontier.sentences.length - MAX_SENTENCES;
  return [
    drawGrid(grid, width, style),
    ...frontier.sentences.slice(0, MAX_SENTENCES).flatMap((text) => paragraph(`- ${safeLine(text, 600)}`, width, "")),
    ...(more > 0 ? [style("quiet", `… and ${more} more`)] : []),
  ];
}
