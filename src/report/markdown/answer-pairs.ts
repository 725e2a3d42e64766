import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { clip } from "../../base/inert.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { wordDiff } from "../words/word-diff.ts";
import type { DiffPart } from "../words/word-diff.ts";
import { fold, type Piece } from "./document.ts";
import { markdownCode, markdownText, preformatted } from "./escape.ts";

const MAX_PAIRS = 20;
const ANSWER_CHARS = 1_500;

interface Pair {
  readonly caseId: string;
  readonly baseline: string;
  readonly candidate: string;
}

/** For cases that regressed from one arm to another: both answers (of the first trial) as one text with the changes marked. */
export async function answerPairs(
  suite: SuiteHead,
  trials: () => AsyncIterable<TrialRecord>,
  foldChars: number,
): Promise<Piece[]> {
  const pairs = regressedPairs(suite);
  if (pairs.length === 0) return [];
  const answers = await readAnswers(pairs, trials());
  const texts = pairs.flatMap((pair) => {
    const older = answers.get(answerKey(pair.caseId, pair.baseline));
    const newer = answers.get(answerKey(pair.caseId, pair.candidate));
    return older === undefined || newer === undefined ? [] : [pairText(pair, older, newer)];
  });
  if (texts.length === 0) return [];
  const title = `<details><summary>${reportWords("answers-got-worse", { what: markdownText(suite.name) })}</summary>`;
  return [{ noun: "list of answer diffs", rank: 5, text: fold(title, texts, foldChars) }];
}

function regressedPairs(suite: SuiteHead): Pair[] {
  return suite.comparisons
    .filter(({ against }) => against === "arm")
    .flatMap(({ regressed, baseline, candidate }) => regressed.map((caseId) => ({ caseId, baseline, candidate })))
    .slice(0, MAX_PAIRS);
}

async function readAnswers(
  pairs: readonly Pair[],
  trials: AsyncIterable<TrialRecord>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(
    pairs.flatMap((pair) => [pair.baseline, pair.candidate].map((arm) => answerKey(pair.caseId, arm))),
  );
  const answers = new Map<string, string>();
  for await (const trial of trials) {
    const key = answerKey(trial.case, trial.arm);
    if (!wanted.has(key) || answers.has(key) || trial.output === null) continue;
    answers.set(key, clip(trial.output, ANSWER_CHARS));
  }
  return answers;
}

function pairText(pair: Pair, older: string, newer: string): string {
  const arms = `${markdownCode(pair.baseline)} → ${markdownCode(pair.candidate)}`;
  return `▼ ${markdownCode(pair.caseId)}: ${arms}\n\n${diffedAnswers(older, newer)}`;
}

/** Two answers as one text with the changes marked, or one after the other when they have too little in common. */
export function diffedAnswers(older: string, newer: string): string {
  const parts = wordDiff(older, newer);
  return parts === null
    ? `<pre>${preformatted(older)}</pre>\n\n<pre>${preformatted(newer)}</pre>`
    : `<pre>${parts.map(marked).join("")}</pre>`;
}

function marked({ kind, text }: DiffPart): string {
  const escaped = preformatted(text);
  if (kind === "same") return escaped;
  return kind === "removed" ? `<del>${escaped}</del>` : `<ins>${escaped}</ins>`;
}

function answerKey(caseId: string, arm: string): string {
  return JSON.stringify([caseId, arm]);
}
