import type { ArmSummary } from "../../domain/formats/records.ts";
import { armFigures } from "../words/arm-figures.ts";
import { armNames } from "../words/arm-names.ts";
import type { Style } from "../../base/style.ts";
import { drawGrid, packColumns } from "./grid.ts";
import type { GridColumn } from "./grid.ts";

/** All figures of each arm: a row an arm, in as many grids as the width needs. */
export function armsSection(arms: readonly ArmSummary[], width: number, style: Style): string[] {
  if (arms.length === 0) return [];
  return [
    armsAsRows(arms, width)
      .map((grid) => drawGrid(grid, width, style))
      .join("\n\n"),
  ];
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
