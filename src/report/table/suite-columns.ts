import { formatMs, formatPercent } from "../../base/figures.ts";
import type { Style, Tone } from "../../base/style.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { ArmRow } from "../rows/arm-rows.ts";
import {
  costText,
  differenceTitle,
  gateText,
  hasDifferences,
  judgedMark,
  leftOutOf,
  limitOf,
  missingOf,
  pairOf,
  passedText,
  rangeText,
  rateTone,
} from "../rows/arm-texts.ts";
import type { Cell } from "../words/cell.ts";
import { COMPARISON_LOOKS, shortDifference } from "../words/comparison-words.ts";
import { drawGrid, type GridColumn, naturalWidth } from "./grid.ts";
import { type BarFigures, barScale, rateBar } from "./rate-bar.ts";

/** From here on bars have twice the cells. */
const WIDE = 100;

/** What may be left out where the width is small, in this order. */
const OPTIONAL = ["range", "p50", "passed", "cost", "bounds", "bar", "difference"] as const;
type Optional = (typeof OPTIONAL)[number];

/** The rows as a grid with as many columns as fit the width: the name, the pass rate and the gate always do. */
export function drawRows(rows: readonly ArmRow[], width: number, style: Style): string {
  for (let left = 0; left < OPTIONAL.length; left++) {
    const columns = columnsOf(rows, new Set(OPTIONAL.slice(left)), width);
    if (naturalWidth(columns) <= width) return drawGrid(columns, width, style);
  }
  return drawGrid(columnsOf(rows, new Set(), width), width, style);
}

/** A column of figures: one that `told` does not hold is left out. */
interface FigureColumn {
  readonly key: Optional | null;
  readonly title: string;
  readonly align: GridColumn["align"];
  readonly cell: (arm: ArmSummary, row: ArmRow) => Cell;
}

function columnsOf(rows: readonly ArmRow[], told: ReadonlySet<Optional>, width: number): GridColumn[] {
  const name: GridColumn = {
    title: "suite",
    align: "left",
    cells: rows.map(nameCell),
  };
  const figures = [...rateColumns(rows, width), ...countColumns(rows), ...otherColumns(rows, told.has("bounds"))];
  return [
    name,
    ...figures
      .filter(({ key }) => key === null || told.has(key))
      .map(({ title, align, cell }): GridColumn => {
        return { title, align, cells: rows.map((row) => (row.arm === null ? { text: "" } : cell(row.arm, row))) };
      }),
  ];
}

function nameCell({ name, mark, tone, isOfSeveral }: ArmRow): Cell {
  return { text: `${isOfSeveral ? "  " : ""}${mark === "" ? "" : `${mark} `}${name}`, tone };
}

function rateColumns(rows: readonly ArmRow[], width: number): FigureColumn[] {
  const figures = rows.flatMap(({ arm, suite }) => (arm === null ? [] : [barFigures(arm, suite)]));
  const scale = barScale(figures, width < WIDE ? 12 : 24);
  const title = scaleTitle(scale.from, scale.cells);
  return [
    {
      key: null,
      title: "pass rate",
      align: "right",
      cell: (arm, { suite }) => ({
        text: formatPercent(arm.pass_rate.value) + judgedMark(arm),
        tone: rateTone(arm, suite),
      }),
    },
    { key: "range", title: "95%", align: "right", cell: (arm) => ({ text: rangeText(arm), tone: "quiet" }) },
    { key: "bar", title, align: "left", cell: (arm, { suite }) => ({ text: rateBar(barFigures(arm, suite), scale) }) },
    {
      key: null,
      title: "gate",
      align: "right",
      cell: (arm, { suite }) => ({ text: gateText(arm, suite), tone: "quiet" }),
    },
  ];
}

function countColumns(rows: readonly ArmRow[]): FigureColumn[] {
  const hasSome = (of: typeof missingOf): boolean => rows.some(({ arm, suite }) => arm !== null && of(arm, suite) > 0);
  const column = (title: string, of: typeof missingOf, tone: Tone): FigureColumn[] => {
    const cell = (arm: ArmSummary, { suite }: ArmRow): Cell => {
      const count = of(arm, suite);
      return count === 0 ? { text: "" } : { text: String(count), tone };
    };
    return hasSome(of) ? [{ key: null, title, align: "right", cell }] : [];
  };
  return [
    { key: "passed", title: "passed", align: "right", cell: (arm) => ({ text: passedText(arm) }) },
    ...column("missing", missingOf, "unsure"),
    ...column("skipped", leftOutOf, "quiet"),
  ];
}

function otherColumns(rows: readonly ArmRow[], withBounds: boolean): FigureColumn[] {
  const difference: FigureColumn = {
    key: "difference",
    title: differenceTitle(rows),
    align: "left",
    cell: (_arm, row) => differenceCell(row, withBounds),
  };
  return [
    ...(hasDifferences(rows) ? [difference] : []),
    { key: "cost", title: "$/1k", align: "right", cell: (arm) => ({ text: costText(arm) }) },
    { key: "p50", title: "p50", align: "right", cell: (arm) => ({ text: formatMs(arm.latency_ms.p50) }) },
  ];
}

function barFigures({ id, pass_rate: rate }: ArmSummary, suite: SuiteHead): BarFigures {
  return { value: rate.value, low: rate.low, high: rate.high, limit: limitOf(id, suite)?.limit ?? null };
}

/** "40%" at the bar's left end and "100%" at its right. */
function scaleTitle(from: number, cells: number): string {
  const left = `${Math.round(from * 100)}%`;
  return left + "100%".padStart(cells - left.length);
}

function differenceCell(row: ArmRow, withBounds: boolean): Cell {
  const pair = pairOf(row);
  if (pair === undefined) return { text: "" };
  return {
    text: `${shortDifference(pair, withBounds)}${row.arm === null ? "" : judgedMark(row.arm)}`,
    tone: COMPARISON_LOOKS[pair.verdict].tone,
  };
}
