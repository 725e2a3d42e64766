import { formatPercent, formatUsd } from "../../../base/figures.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { FRONTIER_TITLES, isStruckOut, standingWords } from "../../words/frontier-words.ts";
import { escapeHtml, sentenceHtml } from "../pieces/escape.ts";
import { htmlTable } from "../pieces/table.ts";

const MAX_SENTENCES = 50;

/** The arms by cost, those that another one makes pointless struck out, and what the cheaper ones are worth. */
export function frontierTable({ insights }: SuiteHead): string {
  const frontier = insights?.frontier;
  if (frontier === undefined) return "";
  const [, ...titles] = FRONTIER_TITLES;
  const name = (arm: string): string => `<bdi>${escapeHtml(arm)}</bdi>`;
  const rows = frontier.arms.map((one) => [
    isStruckOut(one) ? `<s>${name(one.arm)}</s>` : name(one.arm),
    escapeHtml(formatUsd(one.cost_usd)),
    escapeHtml(formatPercent(one.pass_rate)),
    standingWords(one, name),
  ]);
  const head = ["arm", ...titles.map((title) => title || "standing")];
  const table = htmlTable({ caption: "Cost and quality", head, rows, endsInWords: true });
  const more = frontier.sentences.length - MAX_SENTENCES;
  const sentences = frontier.sentences.slice(0, MAX_SENTENCES).map((text) => `<li>${sentenceHtml(text)}</li>`);
  const rest = more > 0 ? `<li>… and ${more} more</li>` : "";
  const list = sentences.length === 0 ? "" : `<ul>${sentences.join("\n")}${rest}</ul>`;
  return `<h4>Cost and quality</h4>${table}${list}`;
}
