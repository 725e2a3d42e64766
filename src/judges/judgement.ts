import type { Verdict } from "../domain/check.ts";
import type { JudgementRecord, VoteRecord } from "../domain/formats/records.ts";
import type { JudgeQuestion, JudgeReplies, JudgeReply } from "../domain/judging.ts";
import type { OpinionFault } from "../domain/reasons/judged.ts";
import type { Reason } from "../domain/reasons/reason.ts";
import { say } from "../domain/reasons/catalogues/say.ts";
import { sumOrNull, toUsd } from "../domain/values/money.ts";
import { combined, type Decision, decisionOf } from "./combine.ts";
import { opinionNames, type Opinions, readReply } from "./read-reply.ts";
import { agreementOf, majorityOf, type Outcome } from "./votes.ts";
import { WHOLE } from "./whole.ts";

/** What the replies to a judge's questions come to: the check's verdict, and the record of it. Without a reply: not asked. */
export function judgementOf(name: string, questions: readonly JudgeQuestion[], replies: JudgeReplies): Verdict {
  const [first] = questions;
  if (first === undefined) throw new RangeError("a judge without a question");
  const given = questions.map((question) => ({ question, replies: replies.get(question.id) ?? [] }));
  if (given.some(({ replies: list }) => list.length === 0)) {
    return { status: "undecided", score: null, reason: { code: "judge.not-asked", judge: name }, isUnasked: true };
  }
  const votes = given.map(({ question, replies: list }) => ({
    question,
    opinions: list.map((reply) => readReply(question, reply)),
  }));
  const { menu, agree } = first.judge;
  const outcomes = new Map(opinionNames(menu).map((of) => [of, outcomeOf(votes, of, agree)]));
  const all = [...outcomes.values()];
  const decision = menu.kind === "criteria" ? combined(menu.combine, all) : decisionOf(menu, all[0] ?? NOTHING);
  const judge: JudgementRecord = {
    name,
    hash: first.judge.hash,
    model: questions.map(({ sender }) => sender.model).join(", "),
    verdict: decision.word,
    evidence: speaking(all, decision).evidence,
    reasoning: speaking(all, decision).reasoning,
    votes: votes.flatMap(({ question, opinions }) => opinions.map((opinion) => voteRecord(question, opinion))),
    ...costOf(given.flatMap(({ replies: list }) => list)),
    answer_hash: first.answerHash,
    ...(menu.kind === "criteria"
      ? { criteria: [...outcomes].map(([of, outcome]) => criterionRecord(of, outcome)) }
      : {}),
  };
  const reason =
    menu.kind === "criteria" ? criteriaReason(name, outcomes) : wholeReason(name, decision, all[0] ?? NOTHING);
  if (decision.word === null || decision.score === null) return { status: "undecided", score: null, reason, judge };
  return { status: decision.isPass ? "pass" : "fail", score: decision.score, reason, judge };
}

const NOTHING: Outcome = { word: null, why: null, evidence: null, reasoning: null, share: null };

interface Votes {
  readonly question: JudgeQuestion;
  readonly opinions: readonly Opinions[];
}

function outcomeOf(votes: readonly Votes[], of: string, agree: number): Outcome {
  const members = votes.map(({ opinions }) => majorityOf(opinions.map((opinion) => opinion.get(of) ?? NOTHING)));
  return agreementOf(members, agree);
}

/** Whose evidence and reasoning stand for the whole: the first that decided it so. */
function speaking(outcomes: readonly Outcome[], { word }: Decision): Outcome {
  return outcomes.find((outcome) => outcome.word === word) ?? outcomes[0] ?? NOTHING;
}

function voteRecord({ sender, judge }: JudgeQuestion, opinions: Opinions): VoteRecord {
  const { model } = sender;
  if (judge.menu.kind !== "criteria") {
    const { word, why } = opinions.get(WHOLE) ?? NOTHING;
    return { model, verdict: word, reason: said(why) };
  }
  const all = [...opinions.values()];
  const { word } = combined(judge.menu.combine, all);
  const criteria = Object.fromEntries([...opinions].map(([name, opinion]) => [name, opinion.word]));
  return { model, verdict: word, reason: said(all.find(({ why }) => why !== null)?.why ?? null), criteria };
}

function criterionRecord(
  name: string,
  { word, evidence, reasoning }: Outcome,
): NonNullable<JudgementRecord["criteria"]>[number] {
  return { name, verdict: word, evidence, reasoning };
}

function costOf(replies: readonly JudgeReply[]): Pick<JudgementRecord, "cost_usd" | "reused"> {
  const answered = replies.flatMap((reply) => (reply.status === "answered" ? [reply] : []));
  const pico = sumOrNull(answered.map(({ costPico }) => costPico));
  return {
    cost_usd: pico === null ? null : toUsd(pico),
    reused: answered.length > 0 && answered.every(({ reused }) => reused),
  };
}

function said(why: OpinionFault | null): string | null {
  return why === null ? null : say(why);
}

function wholeReason(judge: string, { word, score }: Decision, { why, reasoning, share }: Outcome): Reason {
  return { code: "judge.whole", judge, word, score, said: word === null ? why : reasoning, share };
}

function criteriaReason(judge: string, outcomes: ReadonlyMap<string, Outcome>): Reason {
  const criteria = [...outcomes].map(([name, { word, why, reasoning }]) => {
    return { name, word, said: word === null ? why : reasoning };
  });
  return { code: "judge.criteria", judge, criteria };
}
