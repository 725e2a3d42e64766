import { formatInterval, formatPercent, formatUsd } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/records.ts";
import { escapeHtml } from "./escape.ts";
import { createScale } from "./scale.ts";
import type { Scale } from "./scale.ts";

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 20;
const TOP = 14;
const BOTTOM = 44;
const RADIUS = 10;

interface Point {
  readonly number: number;
  readonly arm: ArmSummary;
  readonly costUsd: number;
  readonly rate: number;
}

/**
 * Cost against quality as SVG: a numbered point an arm at its cost per answered trial and its pass rate, its interval as
 * a bar, and the frontier through the arms that none other beats in both. Empty when fewer than two arms have both.
 */
export function scatterPlot(arms: readonly ArmSummary[]): string {
  const points = arms.flatMap(pointOf);
  if (points.length < 2) return "";
  const x = createScale({ values: points.map((point) => point.costUsd), from: LEFT, to: WIDTH - RIGHT, isMoney: true });
  const y = createScale({ values: points.flatMap(bounds), from: HEIGHT - BOTTOM, to: TOP, isMoney: false });
  const label = "Pass rate against cost per trial; the table of arms has the same figures";
  return [
    `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">`,
    ...axes(x, y),
    `<polyline class="frontier" points="${frontier(points)
      .map((point) => place(point, x, y))
      .join(" ")}"/>`,
    ...points.map((point) => mark(point, x, y)),
    "</svg><figcaption>Pass rate (with interval) against cost per trial. Numbers are those of the table; the line joins the arms that no other beats on both.</figcaption></figure>",
  ].join("\n");
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

function pointOf(arm: ArmSummary, index: number): Point[] {
  const answered = arm.passed + arm.failed + arm.undecided;
  const rate = arm.pass_rate.value;
  if (arm.cost_usd === null || rate === null || answered === 0) return [];
  return [{ number: index + 1, arm, costUsd: arm.cost_usd / answered, rate }];
}

function bounds({ arm, rate }: Point): number[] {
  return [arm.pass_rate.low ?? rate, arm.pass_rate.high ?? rate];
}

function place({ costUsd, rate }: Point, x: Scale, y: Scale): string {
  return `${x.at(costUsd)},${y.at(rate)}`;
}

function axes(x: Scale, y: Scale): string[] {
  const bottom = HEIGHT - BOTTOM;
  return [
    ...y.ticks.map(
      (tick) =>
        `<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.at(tick)}" y2="${y.at(tick)}"/><text class="tick" x="${LEFT - 8}" y="${y.at(tick) + 4}" text-anchor="end">${Math.round(tick * 100)}%</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<line class="rule" x1="${x.at(tick)}" x2="${x.at(tick)}" y1="${bottom}" y2="${bottom + 5}"/><text class="tick" x="${x.at(tick)}" y="${bottom + 20}" text-anchor="middle">${escapeHtml(formatUsd(tick))}</text>`,
    ),
    `<text class="tick" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">cost per trial${x.isLogarithmic ? " (logarithmic)" : ""}</text>`,
  ];
}

function mark(point: Point, x: Scale, y: Scale): string {
  const { arm, number, costUsd, rate } = point;
  const [cx, cy] = [x.at(costUsd), y.at(rate)];
  const [low = rate, high = rate] = bounds(point);
  const interval = formatInterval(arm.pass_rate.low, arm.pass_rate.high);
  const title = `${arm.id}: ${formatPercent(rate)} (${interval}), ${formatUsd(costUsd)} a trial`;
  return `<g><title>${escapeHtml(title)}</title><line class="bar" x1="${cx}" x2="${cx}" y1="${y.at(low)}" y2="${y.at(high)}"/><circle cx="${cx}" cy="${cy}" r="${RADIUS}"/><text class="number" x="${cx}" y="${cy + 4}" text-anchor="middle">${number}</text></g>`;
}
