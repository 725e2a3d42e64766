import { formatPercent, formatUsd } from "../../base/figures.ts";
import type { FrontierInsight, RepeatInsights, SuiteInsights } from "../../domain/insights.ts";
import { cacheSentence } from "../words/cache-words.ts";
import { FRONTIER_TITLES, isStruckOut, standingWords } from "../words/frontier-words.ts";
import { flakyRate, flakyTitle, REPEAT_LEGEND, repeatFigures } from "../words/repeat-words.ts";
import type { Piece } from "./document.ts";
import { markdownCode, markdownTable, markdownText } from "./escape.ts";

const MAX_RATES = 20;
const MAX_FLAKY = 50;
const MAX_SENTENCES = 20;

/** What clean or empty sheets leave open, and what repeated trials tell. */
export function insightPieces(insights: SuiteInsights | undefined): Piece[] {
  const { rates = [], cache = [], repeats, frontier } = insights ?? {};
  const open = rates
    .slice(0, MAX_RATES)
    .map(({ arm, sentence }) => `- ${markdownCode(arm)}: ${markdownText(sentence)}`);
  const cached = cache.map((one) => `- ${markdownCode(one.arm)}: ${markdownText(cacheSentence(one))}`);
  return [
    ...(cached.length === 0 ? [] : [{ noun: "note on the prompt cache", rank: 3, text: cached.join("\n") }]),
    ...(open.length === 0 ? [] : [{ noun: "note on rates", rank: 2, text: open.join("\n") }]),
    ...(frontier === undefined ? [] : [frontierPiece(frontier)]),
    ...(repeats === undefined ? [] : repeatPieces(repeats)),
  ];
}

function frontierPiece({ arms, sentences }: FrontierInsight): Piece {
  const rows = arms.map((one) => {
    const name = markdownCode(one.arm);
    return [
      isStruckOut(one) ? `~~${name}~~` : name,
      markdownText(formatUsd(one.cost_usd)),
      markdownText(formatPercent(one.pass_rate)),
      standingWords(one, markdownCode),
    ];
  });
  const table = markdownTable(FRONTIER_TITLES, rows);
  const list = sentences.slice(0, MAX_SENTENCES).map((text) => `- ${markdownText(text, 600)}`);
  return {
    noun: "cost and quality of arms",
    rank: 3,
    text: [table, ...(list.length === 0 ? [] : [list.join("\n")])].join("\n\n"),
  };
}

function repeatPieces(repeats: RepeatInsights): Piece[] {
  const { titles, rows } = repeatFigures(repeats);
  const table = markdownTable(
    ["arm", ...titles.map((title) => markdownText(title))],
    rows.map(({ arm, cells }) => [markdownCode(arm), ...cells.map((cell) => markdownText(cell))]),
  );
  return [
    { noun: "table of repeats", rank: 4, text: `${table}\n\n${markdownText(REPEAT_LEGEND)}` },
    ...flakyPieces(repeats),
  ];
}

function flakyPieces(repeats: RepeatInsights): Piece[] {
  if (repeats.flaky_total === 0) return [];
  const shown = repeats.flaky.slice(0, MAX_FLAKY);
  const lines = shown.map(
    (one) => `- ${markdownCode(one.case)} · ${markdownCode(one.arm)} · ${markdownText(flakyRate(one))}`,
  );
  const left = repeats.flaky_total - shown.length;
  const more = left > 0 ? `\n\n… and ${left} more` : "";
  const text = `<details><summary>${markdownText(flakyTitle(repeats))}</summary>\n\n${lines.join("\n")}${more}\n\n</details>`;
  return [{ noun: "list of flaky cases", rank: 3, text }];
}
