import { plural } from "../../base/figures.ts";
import type {
  AnswerPair,
  ComparedSuite,
  ComparisonReport,
  ReportedComparison,
} from "../../domain/comparison-report.ts";
import { COMPARISON_LOOKS, comparisonJoint, differenceText, pairsText } from "../words/comparison-words.ts";
import { unexplainedOf } from "../words/difference-words.ts";
import { diffedAnswers } from "../markdown/answer-pairs.ts";
import { differenceList, promptDiffs } from "../markdown/baseline-pieces.ts";
import { assemble, characters, type Piece } from "../markdown/document.ts";
import { markdownCode, markdownTable, markdownSentence, markdownText, preformatted } from "../markdown/escape.ts";
import { replyNote } from "../words/words.ts";
import { MEASURE_TITLES, measureRow } from "./measure-words.ts";
import { flipWords } from "../words/flip-words.ts";

const INPUT_CHARS = 100;
/** GitHub takes 65,536 characters in a comment. */
const COMMENT = { limit: 65_000, measure: characters };

/** A comparison for a pull request's comment. */
export function comparisonMarkdown(report: ComparisonReport): string {
  const { mark, words } = COMPARISON_LOOKS[report.verdict];
  const note = replyNote(report.candidate.replies);
  const head = [
    `## ${mark} prompt-run compare: ${words}`,
    ...(note === null ? [] : [`> **${markdownText(note)}**`]),
    markdownSentence(report.sentence, 900),
    `Baseline ${markdownCode(report.baseline.source)}, candidate ${markdownCode(report.candidate.source)}.`,
    ...report.notes.map((text) => `! ${markdownSentence(text, 600)}`),
  ];
  const pieces = [{ noun: "summary", rank: 0, text: head.join("\n\n") }, ...report.suites.flatMap(suitePieces)];
  return assemble(pieces, COMMENT);
}

function suitePieces(suite: ComparedSuite): Piece[] {
  const differs =
    suite.differences.length === 0
      ? `Between the sides ${unexplainedOf(suite)}.`
      : `What differs:\n\n${differenceList(suite.differences)}`;
  return [
    { noun: "suite", rank: 1, text: `### ${markdownText(suite.name)}` },
    ...suite.comparisons.flatMap(comparisonPieces),
    { noun: "list of differences", rank: 2, text: differs },
    ...promptDiffs(suite.differences),
  ];
}

function comparisonPieces({ comparison, measures, regressed, improved }: ReportedComparison): Piece[] {
  const { mark } = COMPARISON_LOOKS[comparison.verdict];
  const [is, word, than] = comparisonJoint(comparison);
  const title = `${mark} ${markdownCode(comparison.candidate)} ${is}${word === "" ? "" : `**${word}**`}${than}${markdownCode(comparison.baseline)}`;
  const counts = `${markdownText(pairsText(comparison))}; ${markdownText(differenceText(comparison))}`;
  const { lost, won } = flipWords(comparison);
  const rows = measures.map((one) => measureRow(one).map((text) => markdownText(text)));
  const table = markdownTable(MEASURE_TITLES, rows);
  return [
    { noun: "comparison", rank: 1, text: `${title}: ${counts}` },
    ...(rows.length === 0 ? [] : [{ noun: "table of means", rank: 2, text: table }]),
    ...answerPieces("▼", lost, comparison.regressed.length, regressed),
    ...answerPieces("▲", won, comparison.improved.length, improved),
  ];
}

function answerPieces(mark: string, word: string, total: number, pairs: readonly AnswerPair[]): Piece[] {
  if (total === 0) return [];
  const left = total - pairs.length;
  const title = `**${plural(total, "case")} ${word}**${left > 0 ? `, ${left} of them not listed here` : ""}`;
  return [
    { noun: "heading", rank: 2, text: title },
    ...pairs.map((pair) => ({ noun: "answer diff", rank: mark === "▼" ? 3 : 4, text: pairText(pair, mark) })),
  ];
}

function pairText({ caseId, label, input, baseline, candidate }: AnswerPair, mark: string): string {
  const asked = input === undefined ? "" : ` ${markdownText(input, INPUT_CHARS)}`;
  const title = `${mark} ${markdownCode(label ?? caseId)}${asked}`;
  if (baseline === null && candidate === null) return title;
  const body =
    baseline === null || candidate === null
      ? `<pre>${preformatted(baseline ?? candidate ?? "")}</pre>`
      : diffedAnswers(baseline, candidate);
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
