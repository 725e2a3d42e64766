import type { AnswerPair, ComparedSuite, ReportedComparison } from "../../domain/comparison-report.ts";
import { MEASURE_TITLES, measureRow } from "../comparison/measure-words.ts";
import { unexplainedOf } from "../words/difference-words.ts";
import { comparisonItem } from "../html/sure/comparison-list.ts";
import { differenceList } from "../html/pieces/difference-list.ts";
import { caseAddress, escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { plainText, textDiff } from "../html/pieces/text-diff.ts";
import { runAddress } from "./stored-run.ts";
import { flipWords } from "../words/flip-words.ts";

/** Ids of the runs that are compared. */
export interface ComparedIds {
  readonly baseline: string;
  readonly candidate: string;
}

/** What differs between the runs, how a suite's arms came out against each other, and which cases changed. */
export function comparedSuite(suite: ComparedSuite, runs: ComparedIds): string {
  const labels = new Map(Object.entries(suite.labels ?? {}));
  const items = suite.comparisons.map((one) => comparedItem(one, { suite: suite.name, runs, labels }));
  const differs =
    suite.differences.length === 0
      ? `<p>${unexplainedOf(suite)}</p>`
      : `<h3>What differs</h3>${differenceList(suite.differences, { isOpen: true })}`;
  return `${differs}<h3>Comparisons</h3><ul class="rules comparisons">${items.join("\n")}</ul>`;
}

function comparedItem(
  { comparison, measures, regressed, improved }: ReportedComparison,
  named: Pick<CaseContext, "suite" | "runs" | "labels">,
): string {
  const head = MEASURE_TITLES.map((title) => escapeHtml(title));
  const rows = measures.map((one) => measureRow(one).map((text) => escapeHtml(text)));
  const means =
    rows.length === 0
      ? ""
      : htmlTable({ caption: escapeHtml(`Means of ${comparison.candidate}`), head, rows, isOfCards: true });
  const context = { ...named, comparison };
  const { lost, won } = flipWords(comparison);
  const kinds = [
    changedCases("▼", lost, { cases: comparison.regressed, pairs: regressed, context }),
    changedCases("▲", won, { cases: comparison.improved, pairs: improved, context }),
  ];
  return comparisonItem(comparison, kinds.join("") + means);
}

interface CaseContext {
  readonly suite: string;
  readonly runs: ComparedIds;
  /** By id, what cases without an id of their own are called. */
  readonly labels: ReadonlyMap<string, string>;
  readonly comparison: ReportedComparison["comparison"];
}

/** Where the case stands in a report. */
function caseLink(caseId: string, side: keyof ComparedIds, { suite, runs, comparison }: CaseContext): string {
  return escapeHtml(runAddress(runs[side])) + caseAddress({ suite, case: caseId, arm: comparison[side] });
}

interface ChangedCases {
  readonly cases: readonly string[];
  /** The first of them, with answers. */
  readonly pairs: readonly AnswerPair[];
  readonly context: CaseContext;
}

/** Each changed case with how both answers begin, and both of them behind a fold; those without answers as links. */
function changedCases(mark: string, word: string, { cases, pairs, context }: ChangedCases): string {
  if (cases.length === 0) return "";
  const items = pairs.map((pair) => {
    const { caseId, label = caseId, input } = pair;
    const asked = input === undefined ? "" : ` <span class="quiet">${escapeHtml(input, 2 * START_CHARS)}</span>`;
    const sides = (["baseline", "candidate"] as const).map(
      (side) =>
        `<a href="${caseLink(caseId, side, context)}">${side}<span class="unseen">: ${escapeHtml(label, 200)}</span></a>`,
    );
    const links = `<p class="small">In the reports: ${sides.join(", ")}</p>`;
    return `<details class="change"><summary><bdi>${escapeHtml(label, 200)}</bdi>${asked} ${starts(pair)}</summary>${answers(pair)}${links}</details>`;
  });
  const told = new Set(pairs.map(({ caseId }) => caseId));
  const rest = cases
    .filter((id) => !told.has(id))
    .map(
      (id) =>
        `<a href="${caseLink(id, "candidate", context)}"><bdi>${escapeHtml(context.labels.get(id) ?? id, 200)}</bdi></a>`,
    );
  const more = rest.length === 0 ? "" : `<p class="flips">and ${rest.join(", ")}</p>`;
  return `<p class="flips">${mark} ${cases.length} ${word}</p>${items.join("\n")}${more}`;
}

const START_CHARS = 80;
/** Answers that begin alike for longer than this are told from a little before they part. */
const ALIKE_CHARS = 24;
const BEFORE_CHARS = 16;

/** "refunds → billing": how the answers begin, or where they part. */
function starts({ baseline, candidate }: AnswerPair): string {
  if (baseline === null && candidate === null) return "";
  const from = baseline === null || candidate === null ? 0 : partingPoint(baseline, candidate);
  const start = (text: string | null): string => {
    if (text === null) return "–";
    const piece = Array.from(text.slice(from, from + 2 * START_CHARS))
      .join("")
      .replaceAll(/\s+/g, " ")
      .trim();
    return escapeHtml(`${from > 0 ? "…" : ""}${piece || "(empty)"}`, START_CHARS);
  };
  return `<span class="quiet small">${start(baseline)} → ${start(candidate)}</span>`;
}

/** A word longer than this is begun within. */
const WORD_CHARS = 40;

/** Where to begin so that what differs is seen: 0, or the start of a word a little before it. */
function partingPoint(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  if (same < ALIKE_CHARS) return 0;
  const before = same - BEFORE_CHARS;
  const from = Math.max(0, before - WORD_CHARS);
  const space = a.slice(from, before).search(/\s\S*$/);
  const start = space < 0 ? before : from + space + 1;
  // Not within a character of two units.
  return /^[\udc00-\udfff]/.test(a.slice(start, start + 1)) ? start - 1 : start;
}

function answers({ caseId, label = caseId, baseline, candidate }: AnswerPair): string {
  if (baseline !== null && candidate !== null) return textDiff(`Answer of ${label}`, baseline, candidate);
  if (baseline !== null) return plainText(`Answer of ${label}, baseline`, baseline);
  return candidate === null ? "" : plainText(`Answer of ${label}, candidate`, candidate);
}
