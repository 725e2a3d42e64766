import { escapeHtml } from "../pieces/escape.ts";
import type { PlotScale } from "./scale.ts";

/** A drawing's size and the margins of its plot, in pixels. */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The SVG of a plot. `label` is raw text for those who do not see it. */
export function plotSvg({ width, height }: PlotFrame, label: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}">\n${parts.join("\n")}\n</svg>`;
}

/** The rules of a plot, each with its value at the left. `format` gives raw text. */
export function rules({ left, width, right }: PlotFrame, y: PlotScale, format: (tick: number) => string): string[] {
  return y.ticks.map(
    (tick) =>
      `<line class="rule" x1="${left}" x2="${width - right}" y1="${y.at(tick)}" y2="${y.at(tick)}"/><text x="${left - 8}" y="${y.at(tick) + 4}" text-anchor="end">${escapeHtml(format(tick))}</text>`,
  );
}

/** The line through points. */
export function line(points: readonly (readonly [x: number, y: number])[]): string {
  return `<polyline class="frontier" points="${points.map((point) => point.join(",")).join(" ")}"/>`;
}

/** An interval, upright. */
export function intervalLine(x: number, low: number, high: number): string {
  return `<line class="bar" x1="${x}" x2="${x}" y1="${low}" y2="${high}"/>`;
}
