import { displayWidth, truncateToWidth } from "../../base/display-width.ts";
import { capitalized, plural } from "../../base/figures.ts";
import { inert, safeLine, safeStart } from "../../base/inert.ts";
import { createStyle, type Style } from "../../base/style.ts";
import type {
  AnswerPair,
  ComparedSuite,
  ComparisonReport,
  MeasureDifference,
  ReportedComparison,
} from "../../domain/comparison-report.ts";
import type { ReporterOptions } from "../../domain/reporter.ts";
import { COMPARISON_LOOKS, comparisonJoint, differenceText, pairsText } from "../words/comparison-words.ts";
import { unexplainedOf } from "../words/difference-words.ts";
import { differenceLines } from "../table/changes-section.ts";
import { drawGrid, type GridColumn, packColumns } from "../table/grid.ts";
import { labelled, paragraph } from "../table/paragraph.ts";
import { wordDiff } from "../words/word-diff.ts";
import { replyNote } from "../words/words.ts";
import { diffedLines } from "./diffed-lines.ts";
import { MEASURE_TITLES, measureRow } from "./measure-words.ts";
import { flipWords } from "../words/flip-words.ts";

const ANSWER_LINES = 6;
const ANSWER_CHARS = 600;
const MIN_COLUMNS = 40;

/** A comparison for a person at a terminal: the counts, what differs, both answers of each case that changed, and last a sentence. */
export function comparisonTable(
  report: ComparisonReport,
  { columns, color }: Pick<ReporterOptions, "columns" | "color">,
): string {
  const style = createStyle(color);
  const width = Math.max(MIN_COLUMNS, columns);
  const { baseline, candidate, suites, notes } = report;
  const note = replyNote(candidate.replies);
  const head = [
    ...(note === null ? [] : paragraph(note, width, "").map((line) => style("unsure", line))),
    ...paragraph(`baseline   ${safeLine(baseline.source)}`, width, ""),
    ...paragraph(`candidate  ${safeLine(candidate.source)}`, width, ""),
  ];
  const { mark, tone } = COMPARISON_LOOKS[report.verdict];
  const end = [
    ...notes.flatMap((text) => paragraph(`! ${safeLine(text, 600)}`, width, "").map((line) => style("unsure", line))),
    ...paragraph(`${mark} ${safeLine(report.sentence, 900)}`, width, "").map((line) => style(tone, line)),
  ];
  const sections = [head.join("\n"), ...suites.flatMap((suite) => suiteSections(suite, width, style)), end.join("\n")];
  return inert(`${sections.filter((section) => section !== "").join("\n\n")}\n`);
}

function suiteSections(suite: ComparedSuite, width: number, style: Style): string[] {
  const isBad = suite.comparisons.some(({ comparison }) => comparison.verdict === "worse");
  const isOpen = suite.comparisons.some(({ comparison }) => comparison.verdict === "inconclusive");
  const differs =
    suite.differences.length === 0
      ? [unexplainedOf(suite)]
      : ["what differs:", ...suite.differences.flatMap((fact) => differenceLines(fact, isBad || isOpen, width, style))];
  return [
    style("strong", safeLine(suite.name)),
    ...suite.comparisons.flatMap((one) => comparisonSections(one, width, style)),
    differs.join("\n"),
  ];
}

function comparisonSections(one: ReportedComparison, width: number, style: Style): string[] {
  const { comparison, measures, regressed, improved } = one;
  const { mark, tone } = COMPARISON_LOOKS[comparison.verdict];
  const [is, word, than] = comparisonJoint(comparison);
  const { lost, won } = flipWords(comparison);
  const title = `${mark} ${safeLine(comparison.candidate)} ${is}${word}${than}${safeLine(comparison.baseline)}`;
  return [
    [
      ...paragraph(title, width, "").map((line) => style(tone, line)),
      ...paragraph(`${pairsText(comparison)}; ${safeLine(differenceText(comparison))}`, width, "  "),
    ].join("\n"),
    ...measureGrids(measures, width, style),
    ...answerSections(capitalized(lost), comparison.regressed.length, regressed, { width, style }),
    ...answerSections(capitalized(won), comparison.improved.length, improved, { width, style }),
  ];
}

/** The means: in as many grids as the width needs, so that no figure is cut. */
function measureGrids(measures: readonly MeasureDifference[], width: number, style: Style): string[] {
  const [first, ...others] = measureColumns(measures);
  if (first === undefined || measures.length === 0) return [];
  return packColumns(first, others, width).map((grid) => drawGrid(grid, width, style));
}

function measureColumns(measures: readonly MeasureDifference[]): GridColumn[] {
  const rows = measures.map(measureRow);
  return MEASURE_TITLES.map((title, x) => ({
    title,
    align: x === 0 ? "left" : "right",
    cells: rows.map((row) => ({ text: row[x] ?? "" })),
  }));
}

interface Layout {
  readonly width: number;
  readonly style: Style;
}

function answerSections(title: string, total: number, pairs: readonly AnswerPair[], layout: Layout): string[] {
  if (total === 0) return [];
  const { style } = layout;
  const more = total - pairs.length;
  return [
    [
      style("strong", `${title} (${plural(total, "case")})`),
      ...pairs.flatMap((pair) => pairLines(pair, layout)),
      ...(more > 0 ? [style("quiet", `  … and ${more} more`)] : []),
    ].join("\n"),
  ];
}

function pairLines({ caseId, label, input, baseline, candidate }: AnswerPair, { width, style }: Layout): string[] {
  const at = { width, indent: 4, labelWidth: 9, style };
  const title = titleLine(safeLine(label ?? caseId, 120), input ?? null, { width, style });
  if (baseline === null && candidate === null) return [title];
  const parts = baseline === null || candidate === null ? null : wordDiff(baseline, candidate);
  if (parts !== null && parts.some(({ kind }) => kind === "same")) return [title, ...diffedLines(parts, at)];
  return [
    title,
    ...(baseline === null ? [] : answerLines("before", baseline, at)),
    ...(candidate === null ? [] : answerLines("after", candidate, at)),
  ];
}

const LEAST_INPUT_CELLS = 16;

/** The case by its name, and how what it asks begins where that fits beside. */
function titleLine(name: string, input: string | null, { width, style }: Layout): string {
  const room = width - displayWidth(name) - 4;
  if (input === null || room < LEAST_INPUT_CELLS) return `  ${name}`;
  return `  ${name}  ${style("quiet", truncateToWidth(safeLine(input, 200), room))}`;
}

function answerLines(label: string, text: string, layout: Parameters<typeof labelled>[2]): string[] {
  if (text === "") return labelled(label, "(empty)", layout);
  const { lines } = safeStart(text, ANSWER_LINES, ANSWER_CHARS);
  return lines.flatMap((line, index) => labelled(index === 0 ? label : "", line, { ...layout, gutter: "│ " }));
}
