import type { AnsweredCall, CallIdentity, Replay } from "../../domain/run/call.ts";

/** The answers of earlier sessions, and how many of them were asked for once more. */
export interface CountedReplay extends Replay {
  /** Each answer counted once, however often it was given. */
  readonly given: AnswerCounts;
}

/** Answers by where they came from when they came first. */
export interface AnswerCounts {
  readonly answered: number;
  readonly reused: number;
}

export const NO_ANSWERS: AnswerCounts = { answered: 0, reused: 0 };

/** Counts what a replay gives. */
export function countedReplay(replay: Replay): CountedReplay {
  const given = new Map<string, boolean>();
  return {
    ...replay,
    async answered(identity: CallIdentity): Promise<AnsweredCall | null> {
      const answer = await replay.answered(identity);
      if (answer !== null) given.set(`${identity.scope} ${identity.n}`, answer.reused);
      return answer;
    },
    get given() {
      return countAnswers(given);
    },
  };
}

/** `answers`: whether each came from a recording, by what tells it from others. */
export function countAnswers(answers: ReadonlyMap<string, boolean>): AnswerCounts {
  const reused = [...answers.values()].filter(Boolean).length;
  return { answered: answers.size - reused, reused };
}
