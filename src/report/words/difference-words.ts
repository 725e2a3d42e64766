import { diffLines } from "diff";
import { plural } from "../../base/figures.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { ComparedSuite } from "../../domain/comparison-report.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import type { BaselineInsight, DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";

/** A line of a text diff, and which side has it; `skipped` stands for unchanged lines that are not shown. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added" | "skipped";
  readonly text: string;
}

type Compared = Pick<Comparison, "cases" | "regressed" | "improved">;

/** What is said where no difference between the sides of these comparisons is known. */
function unexplainedWords(comparisons: readonly Compared[]): string {
  if (comparisons.every(({ cases }) => cases === 0)) return reportWords("no-case-compared");
  const hasFlips = comparisons.some(({ regressed, improved }) => regressed.length + improved.length > 0);
  return reportWords(hasFlips ? "differs-unknown" : "no-case-changed");
}

/** The same of what a run was held against. */
export function unexplainedByBaseline({ comparisons }: Pick<SuiteHead, "comparisons">): string {
  return unexplainedWords(comparisons.filter(({ against }) => against === "baseline"));
}

const CONTEXT = 2;
const MAX_EDITS = 2_000;

/** The same of a suite that `compare` looked at; a mean score that moved is a difference of the answers. */
export function unexplainedOf({ comparisons }: ComparedSuite): string {
  const hasMoved = comparisons.some(({ measures }) =>
    measures.some(({ measure, difference }) => measure === "score" && difference !== 0),
  );
  return hasMoved ? reportWords("differs-unknown") : unexplainedWords(comparisons.map(({ comparison }) => comparison));
}

/** "Held against" where a rule of the gate does, else "Compared with". */
export function heldWords({ gate }: Pick<SuiteHead, "gate">): Sentence {
  const isHeld = gate.rules.some(({ rule }) => rule === "not_worse_than");
  return reportWords(isHeld ? "held-against" : "compared-with");
}

/** "the baseline main.json (3 runs pooled)". Raw text. */
export function baselineWords({ source, runs, fewest_runs: fewest = runs }: BaselineInsight): string {
  const pooled = pooledWords({ fewest, most: runs });
  return `the baseline ${source}${pooled === null ? "" : ` (${pooled})`}`;
}

/** "3 runs pooled", "1 to 3 runs pooled, by arm"; null: one run, in which nothing is pooled. */
export function pooledWords({ fewest, most }: { readonly fewest: number; readonly most: number }): string | null {
  return most <= 1 ? null : reportWords("runs-pooled", { fewest, most });
}

/** "the prompt of v1 changed (2 lines added, 1 removed)": a difference in a sentence. Raw text. */
export function differenceWords(fact: DifferenceFact): string {
  if (fact.before === undefined || fact.after === undefined) return fact.sentence;
  const lines = textDiff(fact.before, fact.after);
  if (lines === null) return reportWords("text-rewritten", { change: fact.sentence });
  const count = (kind: DiffLine["kind"]): number => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count("added"), count("removed")];
  return added + removed === 0
    ? fact.sentence
    : reportWords("lines-changed", { change: fact.sentence, added, removed });
}

/** The difference of two texts line by line, unchanged stretches cut to their ends; null when they have too little in common. */
export function textDiff(before: string, after: string): DiffLine[] | null {
  const changes = diffLines(ended(before), ended(after), { maxEditLength: MAX_EDITS });
  if (changes === undefined) return null;
  return changes.flatMap(({ removed, added, value }, index): DiffLine[] => {
    const lines = value.replace(/\n$/, "").split("\n");
    if (removed || added) return lines.map((text) => ({ kind: removed ? "removed" : "added", text }));
    return shortened(lines, index > 0, index < changes.length - 1);
  });
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Unchanged lines: the last few before a change, the first few after one. */
function shortened(lines: readonly string[], isAfterChange: boolean, isBeforeChange: boolean): DiffLine[] {
  const head = isAfterChange ? told(lines.slice(0, CONTEXT)) : 0;
  const tail = isBeforeChange ? told(lines.toReversed().slice(0, CONTEXT)) : 0;
  const same = (text: string): DiffLine => ({ kind: "same", text });
  if (lines.length <= head + tail + 1) return lines.map(same);
  const skipped: DiffLine = { kind: "skipped", text: plural(lines.length - head - tail, "unchanged line") };
  return [...lines.slice(0, head).map(same), skipped, ...lines.slice(lines.length - tail).map(same)];
}

/** How many of the lines next to a change are told: up to the last that is not empty. */
function told(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== "") + 1;
}

/** The sign before a line of a diff. */
export const DIFF_SIGNS: Readonly<Record<DiffLine["kind"], string>> = {
  same: " ",
  removed: "-",
  added: "+",
  skipped: "…",
};

/** The facts with arms that send the same prompt told as one: its diff is shown once. */
export function mergedPrompts(facts: readonly DifferenceFact[]): DifferenceFact[] {
  const merged: DifferenceFact[] = [];
  const arms = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.what !== "prompt" || fact.before === undefined) {
      merged.push(fact);
      continue;
    }
    const key = JSON.stringify([fact.before, fact.after]);
    const known = arms.get(key);
    if (known === undefined) merged.push(fact);
    arms.set(key, [...(known ?? []), fact.arm ?? ""]);
  }
  return merged.map((fact) => {
    const sending = arms.get(JSON.stringify([fact.before, fact.after])) ?? [];
    if (fact.what !== "prompt" || sending.length < 2) return fact;
    return { ...fact, sentence: reportWords("prompt-changed", { arms: sending }) };
  });
}
