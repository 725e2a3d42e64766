import { formatInterval, formatPercent } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import { armFigures } from "../words/arm-figures.ts";
import { escapeHtml } from "./escape.ts";
import { intervalBar } from "./interval-bar.ts";
import { htmlTable } from "./table.ts";

/** Shown together in one cell, with a drawing. */
const RATE_TITLES = ["pass rate", "interval"];

/** The arms side by side: pass rate with its interval, counts, cost, latency, tokens. */
export function armsTable(arms: readonly ArmSummary[]): string {
  const figures = armFigures(arms).filter(({ title }) => !RATE_TITLES.includes(title));
  const rows = arms.map((arm, index) => [
    `<span class="number">${index + 1}</span> <bdi>${escapeHtml(arm.id)}</bdi>`,
    rateCell(arm.pass_rate),
    ...figures.map((figure) => {
      const { text, tone } = figure.cell(arm);
      return tone === undefined ? escapeHtml(text) : `<span class="${tone}">${escapeHtml(text)}</span>`;
    }),
  ]);
  const head = ["arm", "pass rate", ...figures.map((figure) => figure.title)];
  return htmlTable({ caption: "Arms", head, rows }) + arms.map(droppedSettings).join("");
}

/** A rate, drawn and in figures. */
export function rateCell({ value, low, high }: Pick<ArmSummary["pass_rate"], "value" | "low" | "high">): string {
  if (value === null) return "–";
  const interval = low === null ? "" : ` <span class="quiet small">${escapeHtml(formatInterval(low, high))}</span>`;
  const bar = intervalBar({ value, low, high, from: 0, to: 1 });
  return `<span class="rate"><strong>${escapeHtml(formatPercent(value))}</strong>${bar}${interval}</span>`;
}

function droppedSettings({ id, dropped_settings: dropped }: ArmSummary): string {
  if (dropped.length === 0) return "";
  const settings = escapeHtml(dropped.join(", "));
  return `<p class="unsure">Not sent to <code>${escapeHtml(id)}</code>, which rejects it: <code>${settings}</code></p>`;
}
