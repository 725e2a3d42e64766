import type { RepeatInsights, SuiteInsights } from "../../domain/insights.ts";
import { flakyRate, flakyTitle, REPEAT_LEGEND, repeatFigures } from "../repeat-words.ts";
import type { Piece } from "./document.ts";
import { markdownCode, markdownTable, markdownText } from "./escape.ts";

const MAX_RATES = 20;
const MAX_FLAKY = 50;

/** What clean or empty sheets leave open, and what repeated trials tell. */
export function insightPieces(insights: SuiteInsights | undefined): Piece[] {
  const { rates = [], repeats } = insights ?? {};
  const open = rates
    .slice(0, MAX_RATES)
    .map(({ arm, sentence }) => `- ${markdownCode(arm)}: ${markdownText(sentence)}`);
  return [
    ...(open.length === 0 ? [] : [{ noun: "note on rates", rank: 2, text: open.join("\n") }]),
    ...(repeats === undefined ? [] : repeatPieces(repeats)),
  ];
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
