import type { Purse } from "../../domain/run/budget.ts";
import type { Answerer, Call, CallOutcome } from "../../domain/run/call.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { AskJudge, JudgedOwner, JudgeVote } from "../../domain/grade-trial.ts";
import type { TrialId } from "../../domain/run/trial.ts";
import { answerCall } from "../calls/answer-call.ts";
import { TurnTimer } from "../calls/turn-timer.ts";
import { hashText } from "../../base/hash.ts";

/** What asking judges takes. */
export interface JudgeParts {
  readonly answerers: readonly Answerer[];
  readonly hashRequest: (request: CompletionRequest) => string;
  readonly purseOf: (trial: TrialId) => Purse | null;
  /** A trial waits for the answer to another's question, who may wait for money. Absent: no money is capped. */
  readonly park?: (purse: Purse) => () => void;
}

/** So many judgements are remembered within a session; the journal has them all. */
const MAX_KEPT = 50_000;

/**
 * Asks judges: a call like any other, whose answer belongs to what is judged and not to the trial. Equal questions of a run
 * are sent once; trials that ask later, or at the same time, share the answer.
 */
export function createJudgeAsking(parts: JudgeParts): (trial: JudgedOwner) => AskJudge {
  const asked = new Map<string, Promise<CallOutcome>>();
  return (trial) => async (vote) => {
    const call = callOf(parts, trial, vote);
    const key = `${trial.suite} ${call.identity.scope} ${call.identity.n}`;
    const known = asked.get(key);
    if (known !== undefined) {
      const outcome = await waitedFor(known, parts, trial);
      if (outcome.status === "answered") return { ...outcome, reused: true, attempts: [], queuedMs: 0 };
    }
    const answer = answerCall(parts.answerers, call);
    remember(asked, key, answer);
    const outcome = await answer;
    if (outcome.status !== "answered") {
      asked.delete(key); // the next who asks may be luckier
      return outcome;
    }
    const isOfOther = outcome.askedBy !== undefined && outcome.askedBy !== trial.ordinal;
    return isOfOther ? { ...outcome, reused: true } : outcome;
  };
}

/** The answer that another trial is waiting for: what this one has set aside keeps no money from it. */
async function waitedFor(
  known: Promise<CallOutcome>,
  { park, purseOf }: JudgeParts,
  trial: JudgedOwner,
): Promise<CallOutcome> {
  const purse = purseOf(trial);
  const callBack = purse === null ? undefined : park?.(purse);
  return known.finally(() => callBack?.());
}

function remember(asked: Map<string, Promise<CallOutcome>>, key: string, answer: Promise<CallOutcome>): void {
  asked.set(key, answer);
  if (asked.size <= MAX_KEPT) return;
  const [oldest] = asked.keys();
  if (oldest !== undefined) asked.delete(oldest);
}

/** What a simulator is told is part of the question there: else equal answers could not be judged differently. */
function scopeOf(requestHash: string, { simulated }: JudgeVote): string {
  return `judge-${simulated === null ? requestHash : hashText(requestHash + JSON.stringify(simulated))}`;
}

function callOf({ hashRequest, purseOf }: JudgeParts, trial: JudgedOwner, vote: JudgeVote): Call {
  const { ordinal, suite, suiteName, caseId, armId, trial: number, maxAttempts, timeoutMs } = trial;
  const { sender, request } = vote.question;
  const requestHash = hashRequest(request);
  const purse = purseOf(trial);
  return {
    ...(purse === null ? {} : { purse }),
    owner: { ordinal, suite, suiteName, caseId, armId, trial: number },
    identity: { role: "judge", scope: scopeOf(requestHash, vote), turn: 1, round: 1, n: vote.number, requestHash },
    model: sender.model,
    bucket: sender.bucket,
    request,
    priority: "judge",
    cacheGroups: [],
    maxAttempts,
    timer: new TurnTimer(timeoutMs),
    simulated: vote.simulated,
  };
}
