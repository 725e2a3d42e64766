import type { ReportHead } from "../../domain/reporter.ts";
import { type ArmRow, armRows, foldedWords } from "../rows/arm-rows.ts";
import {
  costText,
  differenceTitle,
  gateText,
  hasDifferences,
  judgedNote,
  judgedMark,
  leftOutOf,
  missingOf,
  rangeText,
  rowLegend,
  pairOf,
} from "../rows/arm-texts.ts";
import { formatMs, formatPercent, plural } from "../../base/figures.ts";
import { shortDifference } from "../words/comparison-words.ts";
import type { Piece } from "./document.ts";
import { markdownTable, markdownText } from "./escape.ts";

/** More rows than these are folded: a comment is at most a screen. */
const MAX_OPEN_ROWS = 16;
const MAX_ROWS = 100;

/** All suites and arms in one table, a row an arm, what did not pass first; many rows folded behind the first ones. */
export function rowsPieces(head: ReportHead): Piece[] {
  const { rows, folded } = armRows(head);
  const shown = rows.slice(0, MAX_ROWS);
  if (shown.length === 0) return [];
  const left = rows.length - shown.length;
  const open = shown.slice(0, MAX_OPEN_ROWS);
  const rest = shown.slice(MAX_OPEN_ROWS);
  const more = left > 0 ? `\n\n… and ${plural(left, "more row")}` : "";
  const fold =
    rest.length === 0
      ? []
      : [
          `<details><summary>${plural(rest.length, "more row")}</summary>\n\n${tableOf(rest, rows)}${more}\n\n</details>`,
        ];
  const line = folded.length === 0 ? [] : [markdownText(foldedWords(folded), 600)];
  const isJudged = shown.some(({ arm }) => arm !== null && judgedMark(arm) !== "");
  const legend = rowLegend(shown);
  const marks = legend === null ? [] : [`<sub>${markdownText(legend)}</sub>`];
  const note = isJudged ? [markdownText(judgedNote())] : [];
  return [
    { noun: "table of arms", rank: 1, text: [tableOf(open, rows), ...fold, ...marks, ...note, ...line].join("\n\n") },
  ];
}

function tableOf(shown: readonly ArmRow[], all: readonly ArmRow[]): string {
  const withDifference = hasDifferences(all);
  const counts = COUNTS.filter(({ of }) => all.some(({ arm, suite }) => arm !== null && of(arm, suite) > 0));
  const head = [
    "",
    "pass rate",
    "95%",
    "gate",
    ...counts.map(({ title }) => title),
    ...(withDifference ? [markdownText(differenceTitle(all))] : []),
    "$/1k",
    "p50",
  ];
  const rows = shown.map((row) => rowCells(row, { withDifference, counts }));
  return markdownTable(head, rows);
}

interface Told {
  readonly withDifference: boolean;
  readonly counts: readonly (typeof COUNTS)[number][];
}

/** Trials without a verdict that are told where there are any. */
const COUNTS = [
  { title: "missing", of: missingOf },
  { title: "skipped", of: leftOutOf },
] as const;

function rowCells(row: ArmRow, { withDifference, counts }: Told): string[] {
  const { arm, suite, isOfSeveral, mark, name } = row;
  const title = `${isOfSeveral ? "&emsp;" : ""}${mark} ${isOfSeveral ? markdownText(name) : `**${markdownText(name)}**`}`;
  if (arm === null) return [title, ...Array.from({ length: 5 + Number(withDifference) + counts.length }, () => "")];
  return [
    title,
    `**${markdownText(formatPercent(arm.pass_rate.value))}**${markdownText(judgedMark(arm))}`,
    rangeText(arm),
    markdownText(gateText(arm, suite)),
    ...counts.map(({ of }) => of(arm, suite)).map((count) => (count === 0 ? "" : String(count))),
    ...(withDifference ? [markdownText(differenceOf(row))] : []),
    costText(arm),
    formatMs(arm.latency_ms.p50),
  ];
}

function differenceOf(row: ArmRow): string {
  const pair = pairOf(row);
  return pair === undefined || row.arm === null ? "" : `${shortDifference(pair, true)}${judgedMark(row.arm)}`;
}
