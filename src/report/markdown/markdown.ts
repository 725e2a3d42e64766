import type { ReportHead, Reporter } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { answerPairs } from "./answer-pairs.ts";
import { baselinePieces } from "./baseline-pieces.ts";
import { assemble, characters } from "./document.ts";
import type { Budget, Piece } from "./document.ts";
import { markdownText } from "./escape.ts";
import { insightPieces } from "./insight-pieces.ts";
import { ANSWER_CHARS, notePieces } from "./note-pieces.ts";
import { suitePieces } from "./suite-pieces.ts";
import { spent, trialCounts } from "../words/run-words.ts";
import { digestTrials } from "../words/trial-digest.ts";
import { replyNote, VERDICT_LOOKS, verdictWords } from "../words/words.ts";
import { verdictSentence } from "../words/news.ts";

/** GitHub takes 65,536 characters in a comment. */
const COMMENT: Budget = { limit: 65_000, measure: characters };
const MAX_WARNINGS = 10;

/** For a pull request's comment: the verdict in a sentence, tables, and troubles folded; cut to what a comment may hold. */
export const markdown: Reporter = async function* (head, trials) {
  yield await markdownReport(head, trials, COMMENT, 60);
};

/** The same report within any budget, with up to `maxNotes` trials of each kind and suite. */
export async function markdownReport(
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  budget: Budget,
  maxNotes: number,
): Promise<string> {
  const pieces = [headPiece(head)];
  for (const [index, suite] of head.suites.entries()) {
    const digest = await digestTrials(trials(index), { notes: maxNotes, answerChars: ANSWER_CHARS + 1 });
    pieces.push(
      ...suitePieces(suite),
      ...baselinePieces(suite),
      ...insightPieces(suite.insights),
      ...(await answerPairs(suite, () => trials(index))),
      ...notePieces(digest),
    );
  }
  return assemble([...pieces, ...warningPieces(head)], budget);
}

function headPiece(head: ReportHead): Piece {
  const { mark } = VERDICT_LOOKS[head.verdict];
  const note = replyNote(head.run.replies);
  const text = [
    `## ${mark} prompt-run: ${verdictWords(head.verdict)}`,
    ...(note === null ? [] : [`> **${markdownText(note)}**`]),
    markdownText(verdictSentence(head), 900),
    ...(head.insights?.notes ?? []).map((text) => `! ${markdownText(text, 600)}`),
    `${markdownText(trialCounts(head.totals))} · ${markdownText(spent(head))} · exit ${head.exit_code}`,
  ];
  return { noun: "summary", rank: 0, text: text.join("\n\n") };
}

function warningPieces(head: ReportHead): Piece[] {
  const { warnings } = head.run;
  if (warnings.length === 0) return [];
  const lines = warnings.slice(0, MAX_WARNINGS).map((warning) => `- ⚠ ${markdownText(warning.message, 600)}`);
  const left = warnings.length - lines.length;
  const more = left > 0 ? `\n- … and ${left} more` : "";
  return [{ noun: "list of warnings", rank: 3, text: `**Warnings**\n\n${lines.join("\n")}${more}` }];
}
