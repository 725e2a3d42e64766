import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import { formatInterval, formatPercent, formatSmallUsd } from "../../../base/figures.ts";
import { clip } from "../../../base/inert.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { escapeHtml } from "../pieces/escape.ts";
import { intervalLine, line, type PlotFrame, plotSvg, rules } from "./plot-frame.ts";
import { createScale } from "./scale.ts";
import type { PlotScale } from "./scale.ts";
import { type LabelPosition, placeLabels } from "./scatter-labels.ts";
import { shortArmNames } from "../../words/arm-names.ts";

const FRAME: PlotFrame = { width: 480, height: 270, left: 46, right: 14, top: 14, bottom: 44 };
const END = FRAME.width - FRAME.right;
const FLOOR = FRAME.height - FRAME.bottom;
const RADIUS = 10;
const MAX_NAME_CHARS = 30;

interface Point {
  readonly number: number;
  readonly arm: ArmSummary;
  readonly name: string;
  readonly costUsd: number;
  readonly rate: number;
}

/**
 * Cost against quality as SVG: a numbered point an arm at its cost per answered trial and its pass rate, its interval as
 * a bar, what the gate asks for, and the frontier through the arms that none other beats in both. Empty when fewer than
 * two arms have both.
 */
export function scatterPlot({ arms, gate }: Pick<SuiteHead, "arms" | "gate">): string {
  const names = shortArmNames(arms);
  const points = arms.flatMap((arm, index) => pointOf(arm, index, names.get(arm.id) ?? arm.id));
  if (points.length < 2) return "";
  const limit = gate.rules.find(({ rule, tag }) => rule === "pass_rate" && tag === null)?.limit ?? null;
  const x = createScale({ values: points.map((point) => point.costUsd), from: FRAME.left, to: END, isMoney: true });
  const shares = [...points.flatMap(bounds), ...(limit === null ? [] : [limit])];
  const y = createScale({ values: shares, from: FLOOR, to: FRAME.top, isMoney: false });
  const best = frontier(points);
  const through = best.map(({ costUsd, rate }) => [x.at(costUsd), y.at(rate)] as const);
  const placed = points.map(({ costUsd, rate, name }) => ({ x: x.at(costUsd), y: y.at(rate), name }));
  const labels = placeLabels(placed, { radius: RADIUS, left: FRAME.left, right: FRAME.width, line: through });
  const label = "Pass rate against cost per trial; the table of arms has the same figures";
  const plot = plotSvg(FRAME, label, [
    ...rules(FRAME, y, (tick) => `${Math.round(tick * 100)}%`),
    ...costAxis(x),
    ...(limit === null ? [] : [gateLine(y.at(limit), placed)]),
    line(through),
    ...points.map((point) => errorBar(point, x, y)),
    ...points.map((point, index) =>
      mark(point, x, y, { label: labels[index] ?? null, isBeaten: !best.includes(point) }),
    ),
  ]);
  const unnamed = points.filter((_, index) => labels[index] === null);
  const rest = unnamed.map(({ number, name }) => ` ${number} ${name}`).join(",");
  const legend = unnamed.length === 0 ? "" : ` Without a name there:${escapeHtml(rest, 600)}.`;
  return `<figure>${plot}<figcaption>${reportWords("frontier-legend")}${legend}</figcaption></figure>`;
}

/** So far from the end of the plot its word stands. */
const WORD_PX = 40;
/** What is so near to the line would lie over the word. */
const NEAR_PX = 24;

/** What the gate asks for, across the plot; its word at the end where no point lies over it. */
function gateLine(y: number, points: readonly { readonly x: number; readonly y: number }[]): string {
  const isTaken = points.some((point) => point.x > END - WORD_PX - RADIUS && Math.abs(point.y - y) < NEAR_PX);
  const [x, anchor] = isTaken ? [FRAME.left, "start"] : [END, "end"];
  return `<line class="limit" x1="${FRAME.left}" x2="${END}" y1="${y}" y2="${y}"/><text class="limit-name" x="${x}" y="${y - 5}" text-anchor="${anchor}">gate</text>`;
}

/** The arms that no other arm beats on both cost and pass rate, the cheapest first. */
export function frontier<P extends { readonly costUsd: number; readonly rate: number }>(points: readonly P[]): P[] {
  const cheapestFirst = [...points].sort((a, b) => a.costUsd - b.costUsd || b.rate - a.rate);
  const best: P[] = [];
  for (const point of cheapestFirst) {
    const last = best.at(-1);
    if (last === undefined || point.rate > last.rate) best.push(point);
  }
  return best;
}

function pointOf(arm: ArmSummary, index: number, name: string): Point[] {
  const answered = arm.passed + arm.failed + arm.undecided;
  const rate = arm.pass_rate.value;
  if (arm.cost_usd === null || rate === null || answered === 0) return [];
  return [{ number: index + 1, arm, name: clip(name, MAX_NAME_CHARS), costUsd: arm.cost_usd / answered, rate }];
}

function bounds({ arm, rate }: Point): number[] {
  return [arm.pass_rate.low ?? rate, arm.pass_rate.high ?? rate];
}

/** Room of half a figure below the axis: what stands nearer to the end of the plot would be cut. */
const HALF_TICK = 24;
/** About what a character below the axis takes, and what keeps two figures apart. */
const TICK_CHAR_PX = 8;
const TICK_GAP_PX = 8;

function costAxis(x: PlotScale): string[] {
  let taken = 0;
  const ticks = x.ticks.map((tick) => {
    const [at, words] = [x.at(tick), formatSmallUsd(tick)];
    const isLast = at > END - HALF_TICK;
    const length = words.length * TICK_CHAR_PX;
    const start = isLast ? at - length : at - length / 2;
    const line = `<line class="rule" x1="${at}" x2="${at}" y1="${FLOOR}" y2="${FLOOR + 5}"/>`;
    // A logarithmic axis has more figures than room.
    if (start < taken) return line;
    taken = start + length + TICK_GAP_PX;
    return `${line}<text x="${at}" y="${FLOOR + 20}" text-anchor="${isLast ? "end" : "middle"}">${escapeHtml(words)}</text>`;
  });
  const title = `cost per trial${x.isLogarithmic ? " (logarithmic)" : ""}`;
  return [...ticks, `<text x="${(FRAME.left + END) / 2}" y="${FRAME.height - 6}" text-anchor="middle">${title}</text>`];
}

function errorBar(point: Point, x: PlotScale, y: PlotScale): string {
  const [low = point.rate, high = point.rate] = bounds(point);
  return intervalLine(x.at(point.costUsd), y.at(low), y.at(high));
}

interface MarkLooks {
  readonly label: LabelPosition;
  readonly isBeaten: boolean;
}

function mark(point: Point, x: PlotScale, y: PlotScale, { label, isBeaten }: MarkLooks): string {
  const { arm, number, costUsd, rate, name } = point;
  const [cx, cy] = [x.at(costUsd), y.at(rate)];
  const interval = formatInterval(arm.pass_rate.low, arm.pass_rate.high);
  const title = `${arm.id}: ${formatPercent(rate)} (${interval}), ${formatSmallUsd(costUsd)} a trial`;
  const beside =
    label === null
      ? ""
      : `<text class="label" x="${label.x}" y="${label.y + 4}" text-anchor="${label.anchor}">${escapeHtml(name)}</text>`;
  return `<g${isBeaten ? ' class="beaten"' : ""}><title>${escapeHtml(title)}</title><circle cx="${cx}" cy="${cy}" r="${RADIUS}"/><text class="in-dot" x="${cx}" y="${cy + 4}" text-anchor="middle">${number}</text>${beside}</g>`;
}
