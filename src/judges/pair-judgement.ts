import type { JudgeQuestion, JudgeReplies } from "../domain/judging.ts";
import type { CandidatePlace, JudgedPair, PairOutcome } from "../domain/preference.ts";
import type { JudgementRecord } from "../domain/formats/records.ts";
import { say } from "../domain/reasons/catalogues/say.ts";
import { judgementOf } from "./judgement.ts";

/** One order's questions. */
export interface PairOrder {
  readonly place: CandidatePlace;
  readonly questions: readonly JudgeQuestion[];
}

/**
 * What a judge says of a pair in both orders. Only who wins in both has won: a judge that names another winner when the answers
 * change places looks at the place (Zheng et al., arXiv 2306.05685, §3.4). Where one order is undecided, so is the pair.
 */
export function pairJudgement(name: string, orders: readonly PairOrder[], replies: JudgeReplies): JudgedPair {
  const said = orders.map(({ place, questions }) => {
    const verdict = judgementOf(name, questions, replies);
    const judge = verdict.judge ?? null;
    return { winner: winnerOf(judge, place), verdict, judge };
  });
  const isUnasked = orders.some(({ questions }) => questions.some(({ id }) => (replies.get(id) ?? []).length === 0));
  const open = said.find(({ winner }) => winner === null);
  const winners = new Set(said.map(({ winner }) => winner));
  const [winner = null] = winners;
  const outcome = open !== undefined || winner === null ? "undecided" : winners.size > 1 ? "flip" : winner;
  const told = open ?? said[0];
  return {
    outcome,
    isUnasked,
    reason:
      (outcome === "undecided" ? null : told?.judge?.reasoning) ?? (told === undefined ? "" : say(told.verdict.reason)),
    evidence: said.flatMap(({ judge }) => judge?.evidence ?? []),
  };
}

type Winner = Extract<PairOutcome, "candidate" | "baseline" | "tie">;

function winnerOf(judge: JudgementRecord | null, place: CandidatePlace): Winner | null {
  const word = judge?.verdict ?? null;
  if (word === null || word === "tie") return word;
  return word === place ? "candidate" : "baseline";
}
