import type { AnswerPair, ComparedSuite, ReportedComparison } from "../../domain/comparison-report.ts";
import { MEASURE_TITLES, measureRow } from "../comparison/measure-words.ts";
import { NOTHING_DIFFERS } from "../words/difference-words.ts";
import { comparisonItem } from "../html/sure/comparison-list.ts";
import { differenceList } from "../html/pieces/difference-list.ts";
import { caseAddress, escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { plainText, textDiff } from "../html/pieces/text-diff.ts";
import { runAddress } from "./stored-run.ts";

/** Ids of the runs that are compared. */
export interface ComparedRuns {
  readonly left: string;
  readonly right: string;
}

/** How a suite's arms came out against those of another run, which cases changed, and what differs between the runs. */
export function comparedSuite(suite: ComparedSuite, runs: ComparedRuns): string {
  const items = suite.comparisons.map((one) => comparedItem(one, suite.name, runs));
  const differs =
    suite.differences.length === 0
      ? `<p>${NOTHING_DIFFERS}</p>`
      : `<h3>What differs</h3>${differenceList(suite.differences)}`;
  return `<h3>Comparisons</h3><ul class="rules comparisons">${items.join("\n")}</ul>${differs}`;
}

function comparedItem(
  { comparison, measures, regressed, improved }: ReportedComparison,
  suite: string,
  runs: ComparedRuns,
): string {
  const head = MEASURE_TITLES.map((title) => escapeHtml(title));
  const rows = measures.map((one) => measureRow(one).map((text) => escapeHtml(text)));
  const means =
    rows.length === 0 ? "" : htmlTable({ caption: escapeHtml(`Means of ${comparison.candidate}`), head, rows });
  const link = (caseId: string): string => caseLinks(caseId, { suite, runs, comparison });
  const kinds = [
    changedCases("▼", "regressed", { total: comparison.regressed.length, pairs: regressed, link }),
    changedCases("▲", "improved", { total: comparison.improved.length, pairs: improved, link }),
  ];
  return comparisonItem(comparison, means + kinds.join(""));
}

interface CaseContext {
  readonly suite: string;
  readonly runs: ComparedRuns;
  readonly comparison: ReportedComparison["comparison"];
}

/** Where the case stands in both reports. */
function caseLinks(caseId: string, { suite, runs, comparison }: CaseContext): string {
  const link = (side: "left" | "right", arm: string): string => {
    const address = escapeHtml(runAddress(runs[side])) + caseAddress({ suite, case: caseId, arm });
    return `<a href="${address}">${side}<span class="unseen">: ${escapeHtml(caseId, 200)}</span></a>`;
  };
  return `<p class="small">Its reports: ${link("left", comparison.baseline)}, ${link("right", comparison.candidate)}</p>`;
}

interface ChangedCases {
  readonly total: number;
  /** The first of them. */
  readonly pairs: readonly AnswerPair[];
  readonly link: (caseId: string) => string;
}

function changedCases(mark: string, word: string, { total, pairs, link }: ChangedCases): string {
  if (total === 0) return "";
  const items = pairs.map((pair) => {
    const name = `<bdi>${escapeHtml(pair.caseId, 200)}</bdi>`;
    return `<details><summary>${name}</summary>${answers(pair)}${link(pair.caseId)}</details>`;
  });
  const left = total - pairs.length;
  return `<p class="flips">${mark} ${total} ${word}</p>${items.join("\n")}${left > 0 ? `<p>… and ${left} more</p>` : ""}`;
}

function answers({ caseId, baseline, candidate }: AnswerPair): string {
  if (baseline !== null && candidate !== null) return textDiff(`Answer of ${caseId}`, baseline, candidate);
  if (baseline !== null) return plainText(`Answer of ${caseId}, left`, baseline);
  return candidate === null ? "" : plainText(`Answer of ${caseId}, right`, candidate);
}
