import { formatPercent, formatUsd } from "../../base/figures.ts";
import type { FrontierInsight, RepeatInsights } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { cacheSentence } from "../words/cache-words.ts";
import { FRONTIER_TITLES, isStruckOut, standingWords } from "../words/frontier-words.ts";
import { sharedRates } from "../rows/shared-rates.ts";
import { flakyRate, flakyTitle, repeatLegend, repeatFigures } from "../words/repeat-words.ts";
import { markdownCode, markdownTable, markdownSentence, markdownText } from "./escape.ts";

const MAX_RATES = 20;
const MAX_FLAKY = 50;
const MAX_SENTENCES = 20;

/** What judges are worth, what clean or empty sheets leave open, and what repeated trials tell, as parts of a fold. */
export function insightParts(suite: SuiteHead): string[] {
  const { cache = [], judges = [], repeats, frontier } = suite.insights ?? {};
  const measured = judges.slice(0, MAX_SENTENCES).map((sentence) => `- ${markdownSentence(sentence, 600)}`);
  const open = sharedRates(suite)
    .slice(0, MAX_RATES)
    .map(({ who, sentence }) => `- ${who === null ? "" : `${markdownText(who)}: `}${markdownSentence(sentence)}`);
  const cached = cache.map((one) => `- ${markdownCode(one.arm)}: ${markdownText(cacheSentence(one))}`);
  return [
    ...(measured.length === 0 ? [] : [measured.join("\n")]),
    ...(cached.length === 0 ? [] : [cached.join("\n")]),
    ...(open.length === 0 ? [] : [open.join("\n")]),
    ...(frontier === undefined ? [] : [frontierText(frontier)]),
    ...(repeats === undefined ? [] : repeatParts(repeats)),
  ];
}

function frontierText({ arms, sentences }: FrontierInsight): string {
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
  const list = sentences.slice(0, MAX_SENTENCES).map((text) => `- ${markdownSentence(text, 600)}`);
  return [table, ...(list.length === 0 ? [] : [list.join("\n")])].join("\n\n");
}

function repeatParts(repeats: RepeatInsights): string[] {
  const { titles, rows } = repeatFigures(repeats);
  const table = markdownTable(
    ["arm", ...titles.map((title) => markdownText(title))],
    rows.map(({ arm, cells }) => [markdownCode(arm), ...cells.map((cell) => markdownText(cell))]),
  );
  return [table, markdownText(repeatLegend()), ...flakyParts(repeats)];
}

function flakyParts(repeats: RepeatInsights): string[] {
  if (repeats.flaky_total === 0) return [];
  const shown = repeats.flaky.slice(0, MAX_FLAKY);
  const lines = shown.map(
    (one) => `- ${markdownCode(one.case)} · ${markdownCode(one.arm)} · ${markdownText(flakyRate(one))}`,
  );
  const left = repeats.flaky_total - shown.length;
  const more = left > 0 ? `\n\n… and ${left} more` : "";
  return [`**${markdownText(flakyTitle(repeats))}**`, lines.join("\n") + more];
}
