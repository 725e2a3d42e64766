import type { ReportHead } from "../../../domain/reporter.ts";
import { changeWords } from "../../words/change-words.ts";
import type { NextStep } from "../../words/next/go-on.ts";
import { withoutTold } from "../../words/next/without-told.ts";
import { newsOf, newsSentence, toldNews, verdictSentences } from "../../words/news.ts";

/** What is said of a run at the top of its page. Raw text. */
export interface Headline {
  readonly worst: string;
  /** Sentence by sentence. */
  readonly others: readonly string[];
}

/**
 * The worst thing in one sentence, with its first reason and what changed; everything else that is to be said after it.
 * `steps`: what is told below it as what to do next.
 */
export function headlineOf(head: Pick<ReportHead, "suites">, steps: readonly NextStep[] = []): Headline {
  const { worst, others } = fullHeadline(head);
  return { worst: withoutTold(worst, steps), others: others.map((sentence) => withoutTold(sentence, steps)) };
}

function fullHeadline(head: Pick<ReportHead, "suites">): Headline {
  const [first] = toldNews(newsOf(head));
  const [worst = "", ...sentences] = verdictSentences(head);
  // If there is one suite, the first sentence says it already.
  const others = head.suites.length === 1 ? sentences.slice(0, -1) : sentences;
  if (first === undefined || first.items.length > 1) return { worst, others };
  const [item] = first.items;
  const changed = item.end.kind === "worse" ? changeWords(item.suite) : null;
  const sentence = newsSentence({ ...item, reasons: item.reasons.slice(0, 1) });
  const rest = item.reasons.slice(1).join("; ");
  return {
    worst: changed === null ? sentence : `${sentence} ${changed}`,
    others: [...(rest === "" ? [] : [`Also: ${rest}.`]), ...others],
  };
}
