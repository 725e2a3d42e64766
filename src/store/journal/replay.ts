import type { ByteRange } from "../../base/lists/byte-range.ts";
import type { AnsweredCall, CallIdentity, FinishedTrial, Replay } from "../../domain/run/call.ts";
import type { AttemptRecord, CallLine, JournalLine } from "../../domain/formats/records.ts";
import type { KeyedTrial } from "../../domain/run/trial.ts";
import { answeredCall, attemptOf } from "./read-call-line.ts";
import type { JournalHistory } from "./journal-history.ts";
import { LineReader } from "./line-reader.ts";

/** Answers from a journal. */
export interface JournalReplay extends Replay {
  /** What was answered in a round of a turn of the trial with this key, whatever was asked. */
  answeredAt(key: string, turn: number, round: number): AnsweredCall | null;
}

/** Answers from a journal. Everything found by a key's hash is held against the key itself. */
export function createReplay(path: string, history: JournalHistory): JournalReplay {
  const reader = new LineReader(path);
  const lineAt = (place: ByteRange): JournalLine => reader.read(place);

  function finished(trial: KeyedTrial): FinishedTrial | null {
    const { trial: place } = history.calls.linesOf(trial.key);
    if (place === null) return null;
    const line = lineAt(place);
    if (line.type !== "trial" || line.key !== trial.key || line.record.status !== "completed") return null;
    const isInPlace = history.trials.placeOf(trial.ordinal)?.offset === place.offset;
    return { record: line.record, isInPlace };
  }

  function callsOf(key: string, isWanted: (line: CallLine) => boolean): CallLine[] {
    const { calls } = history.calls.linesOf(key);
    return calls.map(lineAt).filter((line): line is CallLine => line.type === "call" && isWanted(line));
  }

  const askedBy = (identity: CallIdentity): CallLine[] => callsOf(identity.scope, (line) => isOf(line, identity));

  return {
    finished,
    failures: (identity) => askedBy(identity).filter(({ status }) => status === "failed").length,
    answered: (identity) => Promise.resolve(lastAnswer(askedBy(identity))),
    answeredAt: (key, turn, round) =>
      lastAnswer(
        callsOf(key, (line) => {
          return line.key === key && (line.role ?? "turn") === "turn" && line.turn === turn && line.round === round;
        }),
      ),
    close: () => reader.close(),
  };
}

/** Under another plan the same trial may be another n of its case: a turn is known by its trial alone. */
function isOf(line: CallLine, { role, scope, turn, round, n, requestHash }: CallIdentity): boolean {
  const isOfScope = line.key === scope && (line.role ?? "turn") === role && (role === "turn" || line.n === n);
  return isOfScope && line.turn === turn && line.round === round && line.request_hash === requestHash;
}

/** The last answer with the attempts of its session that led to it. */
function lastAnswer(lines: readonly CallLine[]): AnsweredCall | null {
  let answer: AnsweredCall | null = null;
  let attempts: AttemptRecord[] = [];
  let queuedMs = 0;
  for (const line of lines) {
    if (line.attempt === 1) [attempts, queuedMs] = [[], 0];
    if (!line.reused) attempts.push(attemptOf(line));
    queuedMs += line.queued_ms;
    answer = answeredCall(line, attempts, queuedMs) ?? answer;
  }
  return answer;
}
