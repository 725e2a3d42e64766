import type { ArmSummary, SliceSummary } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { armNames } from "../words/arm-names.ts";
import { passedOfRun } from "../words/slice-trials.ts";
import type { Cell } from "../words/cell.ts";
import { formatInterval, formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import { drawGrid, naturalWidth } from "./grid.ts";
import type { GridColumn } from "./grid.ts";

const MAX_TAGS = 30;
const MAX_ROWS = 40;

/** The pass rate of each tag: a column an arm where they fit, else a row for each tag and arm. */
export function slicesSection(suite: SuiteHead, width: number, style: Style): string[] {
  const { slices, arms } = suite;
  const tags = [...new Set(slices.map((slice) => slice.tag))];
  if (tags.length === 0) return [];
  const sideBySide = slicesByArm(suite, tags.slice(0, MAX_TAGS));
  const isWide = arms.length > 1 && naturalWidth(sideBySide) <= width;
  const shown = tags.slice(0, isWide ? MAX_TAGS : Math.ceil(MAX_ROWS / Math.max(1, arms.length)));
  const more = tags.length - shown.length;
  return [
    drawGrid(isWide ? sideBySide : slicesAsRows(byTag(slices, shown), arms), width, style),
    ...(more > 0 ? [style("quiet", `… and ${more} more tags: see --reporter json=FILE`)] : []),
  ];
}

function slicesByArm({ slices, arms }: SuiteHead, tags: readonly string[]): GridColumn[] {
  const names = armNames(arms);
  const byKey = new Map(slices.map((slice) => [JSON.stringify([slice.tag, slice.arm]), slice]));
  const columns = arms.map((arm): GridColumn => ({
    title: names.get(arm.id) ?? arm.id,
    align: "right",
    cells: tags.map((tag) => rateCell(byKey.get(JSON.stringify([tag, arm.id])))),
  }));
  return [{ title: "tag", align: "left", cells: tags.map((tag) => ({ text: safeLine(tag) })) }, ...columns];
}

function slicesAsRows(slices: readonly SliceSummary[], arms: readonly ArmSummary[]): GridColumn[] {
  const names = armNames(arms);
  const column = (title: string, align: GridColumn["align"], cell: (slice: SliceSummary) => Cell): GridColumn => ({
    title,
    align,
    cells: slices.map(cell),
  });
  const arm = column("arm", "left", (slice) => ({ text: names.get(slice.arm) ?? safeLine(slice.arm) }));
  return [
    column("tag", "left", (slice) => ({ text: safeLine(slice.tag) })),
    ...(arms.length > 1 ? [arm] : []),
    column("pass rate", "right", ({ pass_rate: rate }) => ({ text: formatPercent(rate.value) })),
    column("interval", "right", ({ pass_rate: rate }) => ({
      text: formatInterval(rate.low, rate.high),
      tone: "quiet",
    })),
    column("passed", "right", (slice) => ({ text: passedOfRun(slice) })),
    column("cases", "right", (slice) => ({ text: String(slice.cases) })),
  ];
}

function byTag(slices: readonly SliceSummary[], tags: readonly string[]): SliceSummary[] {
  return tags.flatMap((tag) => slices.filter((slice) => slice.tag === tag));
}

function rateCell(slice: SliceSummary | undefined): Cell {
  if (slice === undefined) return { text: "–" };
  return { text: `${formatPercent(slice.pass_rate.value)} ${passedOfRun(slice)}` };
}
