import type { ArmSummary } from "../../domain/formats/records.ts";
import { armFigures } from "../words/arm-figures.ts";
import { armNames } from "../words/arm-names.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import { drawGrid, naturalWidth, packColumns } from "./grid.ts";
import type { GridColumn } from "./grid.ts";
import { paragraph } from "./paragraph.ts";

const MAX_SIDE_BY_SIDE = 6;

/** The arms side by side where they fit, else one row an arm in as many grids as the width needs; then what was dropped. */
export function armsSection(arms: readonly ArmSummary[], width: number, style: Style): string[] {
  if (arms.length === 0) return [];
  const sideBySide = armsAsColumns(arms);
  const drawn =
    arms.length <= MAX_SIDE_BY_SIDE && naturalWidth(sideBySide) <= width
      ? [drawGrid(sideBySide, width, style)]
      : armsAsRows(arms, width).map((grid) => drawGrid(grid, width, style));
  return [drawn.join("\n\n"), ...droppedSettings(arms, width, style)];
}

function armsAsColumns(arms: readonly ArmSummary[]): GridColumn[] {
  const names = armNames(arms);
  const figures = armFigures(arms);
  const head: GridColumn = { title: "", align: "left", cells: figures.map(({ title }) => ({ text: title })) };
  const columns = arms.map((arm): GridColumn => ({
    title: names.get(arm.id) ?? arm.id,
    align: "right",
    cells: figures.map((figure) => figure.cell(arm)),
  }));
  return [head, ...columns];
}

function armsAsRows(arms: readonly ArmSummary[], width: number): GridColumn[][] {
  const names = armNames(arms);
  const first: GridColumn = {
    title: "arm",
    align: "left",
    cells: arms.map((arm) => ({ text: names.get(arm.id) ?? arm.id })),
  };
  const rest = armFigures(arms).map((figure): GridColumn => ({
    title: figure.title,
    align: "right",
    cells: arms.map((arm) => figure.cell(arm)),
  }));
  return packColumns(first, rest, width);
}

function droppedSettings(arms: readonly ArmSummary[], width: number, style: Style): string[] {
  return arms
    .filter((arm) => arm.dropped_settings.length > 0)
    .flatMap((arm) => {
      const settings = safeLine(arm.dropped_settings.join(", "));
      return paragraph(`not sent to ${safeLine(arm.id)}, which rejects it: ${settings}`, width, "");
    })
    .map((line) => style("unsure", line));
}
