import { capitalized } from "../../base/figures.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { CiJob, ReportHead, Reporter } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { changeWords } from "../words/change-words.ts";
import { digestFailures } from "../failures/failure-digest.ts";
import { firstFailureOf } from "../failures/first-failure.ts";
import { newsOf, newsSentence, suiteScore, toldNews, worstFirst } from "../words/news.ts";
import type { NextStep } from "../words/next/go-on.ts";
import { type FirstFailure, isAboutFailures, nextSteps, pressingSteps } from "../words/next/next-steps.ts";
import { withoutTold } from "../words/next/without-told.ts";
import { withLabels } from "../failures/with-labels.ts";
import { regressedCases } from "../failures/regressed-cases.ts";
import { spent, trialCounts } from "../words/run-words.ts";
import { replyNote, runLook, standingTexts, suiteLook } from "../words/words.ts";
import { answerPairs } from "./answer-pairs.ts";
import { changePieces } from "./baseline-pieces.ts";
import { assemble, type LengthLimit, characters, fold, type Piece } from "./document.ts";
import { markdownSentence, markdownText } from "./escape.ts";
import { ANSWER_CHARS, failurePieces } from "./failure-pieces.ts";
import { insightParts } from "./insight-pieces.ts";
import { meterDocument } from "./meter-document.ts";
import { preferredPairs } from "./preferred-pairs.ts";
import { rowsPieces } from "./rows-piece.ts";
import { statisticsParts } from "./suite-pieces.ts";

/** GitHub takes 65,536 characters in a comment. */
const COMMENT: LengthLimit = { limit: 65_000, measure: characters };
const MAX_WARNINGS = 10;
const MAX_NEWS = 8;
/** Suites whose failures are listed in the open; those of the others are behind folds. */
const MAX_OPEN_LISTS = 3;
const SURE = "<details><summary>How sure? All figures</summary>";
/** No fold takes more than this share of the document: the others are to have room too. */
const FOLD_SHARE = 0.2;

/**
 * For a pull request's comment: the verdict with every suite that did not pass, the worst first, one table of all arms, the first
 * failures; what changed, all answers and the statistics behind folds. Cut to what a comment may hold.
 */
export const markdown: Reporter = async function* (head, trials, { store, ci }) {
  const limits = { budget: COMMENT, maxCases: 60, store: store ?? null, ci: ci ?? null };
  yield head.meter === undefined ? await markdownReport(head, trials, limits) : meterDocument(head, head.meter);
};

/** How much a report may take, and the store that its commands have to name; null: the usual one. */
export interface MarkdownLimits {
  readonly budget: LengthLimit;
  /** Cases of each check and suite. */
  readonly maxCases: number;
  readonly store: string | null;
  /** The job that made the run: whoever reads the report has not its store; null: none. */
  readonly ci: CiJob | null;
}

/** What commands of a report have to be told with. */
type RunPlace = Pick<MarkdownLimits, "store" | "ci">;

/** The same report within any budget. */
export async function markdownReport(
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  { budget, maxCases, ...place }: MarkdownLimits,
): Promise<string> {
  const foldChars = Math.floor(budget.limit * FOLD_SHARE);
  const failures: Piece[] = [];
  const folds: Piece[] = [];
  const figures: string[] = [];
  let openLists = 0;
  let first: FirstFailure | null = null;
  for (const suite of worstFirst(head)) {
    const read = (): AsyncIterable<TrialRecord> => trials(head.suites.indexOf(suite));
    const limits = { cases: maxCases, answerChars: ANSWER_CHARS + 1, isRegressed: regressedCases(suite) };
    const digest = await digestFailures(read(), limits);
    const isOpen = suite.verdict !== "pass";
    first ??= firstFailureOf(digest, suite);
    openLists += Number(isOpen && digest.failed.trials > 0);
    const pieces = failurePieces(digest, { suite, isOpen: isOpen && openLists <= MAX_OPEN_LISTS, foldChars });
    if (isOpen) failures.push(...changePieces(suite), ...pieces);
    else folds.push(...changePieces(suite), ...pieces);
    folds.push(...(await answerPairs(suite, read, foldChars)), ...preferredPairs(suite, foldChars));
    const named = withLabels(suite, digest.labels);
    figures.push(`#### ${markdownText(suite.name)}`, ...statisticsParts(named), ...insightParts(named));
  }
  const sure = { noun: "fold of all figures", rank: 6, text: fold(SURE, figures, foldChars) };
  const news = [headPiece(head, first, place), ...rowsPieces(head), ...failures, ...folds];
  return assemble(
    [...news, ...(figures.length === 0 ? [] : [sure]), ...warningPieces(head), lastPiece(head, first, place)],
    budget,
  );
}

function headPiece(head: ReportHead, first: FirstFailure | null, place: RunPlace): Piece {
  const { mark, words } = runLook(head);
  const note = replyNote(head.run.replies);
  const score = suiteScore(head);
  const text = [
    `## ${mark} prompt-run: ${words}`,
    ...(note === null ? [] : [`> **${markdownText(note)}**`]),
    ...newsParts(head, pressingSteps(head, place.store)),
    ...pressingTexts(head, first, place),
    ...standingTexts(head).map((text) => `! ${markdownSentence(text, 600)}`),
    `${score === null ? "" : `${markdownText(capitalized(score))} · `}${markdownText(trialCounts(head.totals))} · ${markdownText(spent(head))} · exit ${head.exit_code}`,
  ];
  return { noun: "summary", rank: 0, text: text.join("\n\n") };
}

/** What to do next: first what the first line speaks of. */
function pressingTexts(head: ReportHead, first: FirstFailure | null, { store, ci }: RunPlace): string[] {
  const again = isAboutFailures(head) ? againStep(head, first, store) : [];
  return [...again, ...pressingSteps(head, store)].map((step, index) => {
    const where = ci === null || step.kind === "again" ? "" : reportWords("where-run-is", { job: jobLink(ci) });
    return stepText(step, `${index === 0 ? "Next" : "And"}${where}`);
  });
}

function againStep(head: ReportHead, first: FirstFailure | null, store: string | null): NextStep[] {
  return nextSteps(head, first, { verbose: true, store }).filter(({ kind }) => kind === "again");
}

function stepText({ command, what, first }: NextStep, lead: string): string {
  const before = first === null ? "" : `${reportWords("first-then", { first: markdownSentence(first) })} `;
  return `→ ${lead}: ${before}<code>${markdownText(command)}</code> ${markdownText(what)}`;
}

/** Every suite that did not pass, a line each with its first reason, and what changed where something is worse; other reasons below it. */
function newsParts(head: ReportHead, steps: readonly NextStep[]): string[] {
  const news = toldNews(newsOf(head));
  const lines = news.slice(0, MAX_NEWS).map(({ items, sentence }) => {
    const [item] = items;
    if (items.length > 1)
      return `- ${suiteLook(item.suite).mark} ${markdownSentence(withoutTold(sentence, steps), 900)}`;
    const changed = item.isWorse ? changeWords(item.suite) : null;
    const [first, ...reasons] = item.reasons.map((reason) => withoutTold(reason, steps));
    const told = newsSentence({ ...item, reasons: first === undefined ? [] : [first] });
    const more = changed === null ? "" : ` ${markdownSentence(changed)}`;
    const line = `- ${suiteLook(item.suite).mark} ${withBold(told, item.suite.name)}${more}`;
    return [line, ...reasons.map((reason) => `  - ${markdownSentence(reason, 900)}`)].join("\n");
  });
  const others = news.slice(MAX_NEWS).flatMap(({ items }) => items.map(({ suite }) => suite.name));
  const rest = others.length === 0 ? [] : [`- ${markdownText(reportWords("suites-beside", { suites: others }), 900)}`];
  return lines.length === 0 ? [] : [[...lines, ...rest].join("\n")];
}

/** A sentence about a suite, whose name stands out in it. */
function withBold(sentence: string, name: string): string {
  const at = sentence.indexOf(name);
  const before = at < 1 ? "" : markdownSentence(sentence.slice(0, at), 900);
  const after = markdownSentence(at < 0 ? sentence : sentence.slice(at + name.length), 900);
  return at < 0 ? after : `${before}**${markdownText(name)}**${after}`;
}

function warningPieces(head: ReportHead): Piece[] {
  const { warnings } = head.run;
  if (warnings.length === 0) return [];
  const lines = warnings.slice(0, MAX_WARNINGS).map((warning) => `- ⚠ ${markdownSentence(warning.message, 600)}`);
  const left = warnings.length - lines.length;
  const more = left > 0 ? `\n- … and ${left} more` : "";
  return [{ noun: "list of warnings", rank: 3, text: `**Warnings**\n\n${lines.join("\n")}${more}` }];
}

/** Which run this is and where every answer is, and how the first of a red suite's failed cases is asked again. */
function lastPiece(head: ReportHead, first: FirstFailure | null, { store, ci }: RunPlace): Piece {
  const titles = { view: "every answer", again: "the first that failed, again alone" };
  const steps = nextSteps(head, first, { verbose: true, store }).flatMap(({ kind, command }) => {
    const isTold = kind === "again" || (kind === "view" && ci === null);
    return isTold ? [`${titles[kind]}: <code>${markdownText(command)}</code>`] : [];
  });
  const where = ci === null ? "" : reportWords("where-answers-are", { job: jobLink(ci) });
  const text = [`run ${markdownText(head.run.id)}${where}`, ...steps].join(" · ");
  return { noun: "name of the run", rank: 1, text: `<sub>${text}</sub>` };
}

function jobLink({ url }: CiJob): string {
  return url === null ? "the CI job" : `<a href="${attributeUrl(url)}">this CI job</a>`;
}

/** Parsed already: a quote or an angle in it is written as an escape. */
function attributeUrl(href: string): string {
  return href.replaceAll("&", "&amp;").replaceAll("@", "%40").replaceAll("'", "%27");
}
