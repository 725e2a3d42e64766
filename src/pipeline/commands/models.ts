import { textWords } from "../../domain/diagnostics/text-words.ts";
import { createStyle, type Tone } from "../../base/style.ts";
import { listModels, type ModelRow } from "../../models/list-models.ts";
import { drawGrid, type GridColumn } from "../../report/table/grid.ts";
import { paragraph } from "../../report/table/paragraph.ts";
import type { TableOptions } from "../../report/words/cell.ts";

const MAX_WIDTH = 120;
const DASH = "–";

/** The models as a table, newest first: prices in USD per million tokens on the day of `atMs`. Ids are never cut: they are to copy. */
export function modelsTable(atMs: number, { columns: width, color }: TableOptions): string {
  const style = createStyle(color);
  const columns = Math.min(MAX_WIDTH, width);
  const rows = listModels(atMs);
  const day = new Date(atMs).toISOString().slice(0, 10);
  const legend = textWords("models-legend", { day, none: DASH });
  const lines = paragraph(legend, columns, "").map((line) => style("quiet", line.trimStart()));
  return `${drawGrid(modelColumns(rows), columns, style)}\n\n${lines.join("\n")}\n`;
}

/** The same as JSON, with everything that is known. */
export function modelsJson(atMs: number): string {
  return `${JSON.stringify(listModels(atMs), null, 2)}\n`;
}

function modelColumns(rows: readonly ModelRow[]): GridColumn[] {
  const column = (title: string, align: GridColumn["align"], text: (row: ModelRow) => string): GridColumn => ({
    title,
    align,
    cells: rows.map((row) => ({ text: text(row), tone: toneOf(row) })),
  });
  const usd = (amount: number | null): string => (amount === null ? DASH : String(amount));
  return [
    { ...column("model", "left", ({ id }) => id), isWhole: true },
    column("status", "left", statusOf),
    column("$ in", "right", ({ inputUsd }) => usd(inputUsd)),
    column("$ out", "right", ({ outputUsd }) => usd(outputUsd)),
    column("$ read", "right", ({ cacheReadUsd }) => usd(cacheReadUsd)),
    column("output", "right", ({ maxOutputTokens }) => `${maxOutputTokens / 1000}k`),
    column("sampling", "left", ({ sampling }) => (sampling ? "yes" : "no")),
  ];
}

function toneOf({ status }: ModelRow): Tone {
  if (status === "retired") return "quiet";
  return status === "active" ? "plain" : "unsure";
}

function statusOf({ status, retires }: ModelRow): string {
  if (status === "active") return status;
  return `${status === "retired" ? "ret." : "depr."} ${retires ?? ""}`.trim();
}
