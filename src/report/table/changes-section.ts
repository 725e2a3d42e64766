import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style, Tone } from "../../base/style.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import {
  baselineWords,
  DIFF_SIGNS,
  type DiffLine,
  differenceWords,
  heldWords,
  mergedPrompts,
  unexplainedByBaseline,
  textDiff,
} from "../words/difference-words.ts";
import { paragraph } from "./paragraph.ts";

const MAX_DIFF_LINES = 40;

/** What changed since the baseline, the prompt's diff where the candidate is not shown to be as good. */
export function changesSection(suite: SuiteHead, width: number, style: Style): string[] {
  const baseline = suite.insights?.baseline;
  if (baseline === undefined) return [];
  const isGood = suite.comparisons
    .filter(({ against }) => against === "baseline")
    .every(({ verdict }) => verdict === "better" || verdict === "not_worse");
  const differences = mergedPrompts(baseline.differences);
  const what = differences.length === 0 ? unexplainedByBaseline(suite) : reportWords("what-changed");
  const title = `${heldWords(suite)} ${safeLine(baselineWords(baseline))}; ${what}`;
  return [
    ...paragraph(title, width, "").map((line) => style("strong", line)),
    ...differences.flatMap((fact) => differenceLines(fact, !isGood, width, style)),
  ];
}

/** One difference, with the diff of its texts when that is wanted. */
export function differenceLines(fact: DifferenceFact, withDiff: boolean, width: number, style: Style): string[] {
  const { before, after } = fact;
  const lines = paragraph(`- ${safeLine(differenceWords(fact), 600)}`, width, "  ");
  const diff = withDiff && before !== undefined && after !== undefined ? textDiff(before, after) : null;
  return [...lines, ...(diff === null ? [] : diffLines(diff, width, style))];
}

const TONES: Readonly<Record<DiffLine["kind"], Tone>> = {
  same: "quiet",
  removed: "bad",
  added: "good",
  skipped: "quiet",
};

function diffLines(diff: readonly DiffLine[], width: number, style: Style): string[] {
  const more = diff.length - MAX_DIFF_LINES;
  return [
    ...diff
      .slice(0, MAX_DIFF_LINES)
      .flatMap(({ kind, text }) =>
        paragraph(`${DIFF_SIGNS[kind]} ${safeLine(text, 400)}`, width, "      ").map((line) =>
          style(TONES[kind], line),
        ),
      ),
    ...(more > 0 ? [style("quiet", `      … and ${more} more lines`)] : []),
  ];
}
