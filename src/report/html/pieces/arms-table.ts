import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import { formatInterval, formatPercent } from "../../../base/figures.ts";
import type { ArmSummary, GateVerdict } from "../../../domain/formats/records.ts";
import { armFigures } from "../../words/arm-figures.ts";
import { escapeHtml } from "./escape.ts";
import { intervalBar } from "./interval-bar.ts";
import { htmlTable } from "./table.ts";

/** Shown together in one cell, with a drawing. */
const RATE_TITLES = ["pass rate", "interval"];

/** The arms side by side with every figure: pass rate with its interval, counts, cost, latency, tokens. */
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

/** What the gate says of a rate. */
export interface RateStanding {
  readonly limit: number | null;
  readonly verdict: GateVerdict | null;
}

const TONES = { pass: "good", fail: "bad", inconclusive: "unsure", incomplete: "unsure" } as const;

/** A rate, drawn and in figures; where a gate asks for one, with a tick at it. */
export function rateCell(
  { value, low, high }: Pick<ArmSummary["pass_rate"], "value" | "low" | "high">,
  { limit, verdict }: RateStanding = { limit: null, verdict: null },
): string {
  if (value === null) return "–";
  const interval = low === null ? "" : ` <span class="quiet small">${escapeHtml(formatInterval(low, high))}</span>`;
  const tone = verdict === null ? {} : { tone: TONES[verdict] };
  const bar = intervalBar({ value, low, high, from: 0, to: 1, limit, ...tone });
  const asked = limit === null ? "" : `<span class="unseen"> of ${escapeHtml(formatPercent(limit))} asked</span>`;
  return `<span class="rate"><strong>${escapeHtml(formatPercent(value))}</strong>${asked}${bar}${interval}</span>`;
}

function droppedSettings({ id, dropped_settings: dropped }: ArmSummary): string {
  if (dropped.length === 0) return "";
  const settings = `<code>${escapeHtml(dropped.join(", "))}</code>`;
  return `<p class="unsure">${reportWords("rejects-settings", { arm: `<code>${escapeHtml(id)}</code>`, settings })}</p>`;
}
