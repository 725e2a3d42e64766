import type { MeteredCallRecord, ToolCallRecord, TurnRecord } from "../../../../domain/formats/records.ts";
import type { TranscriptRound } from "../../../../domain/transcript.ts";

/** A round of a turn as it is drawn. */
export interface ShownRound extends TranscriptRound {
  /** Of an application: the call that it made of a model, with the tools that the model called. Null: a round of the turn itself. */
  readonly call: MeteredCallRecord | null;
}

/** What is known of a turn beyond its record. */
export interface KnownOfTurn {
  /** Its requests to a model, where the page has them. */
  readonly rounds: readonly TranscriptRound[] | undefined;
  /** The calls that an application made for it, in order; empty where it is not known which are of this turn. Undefined: a model was asked. */
  readonly calls: readonly MeteredCallRecord[] | undefined;
}

/** The rounds of a turn in order; where the page does not have them, as they must have been. */
export function shownRounds(turn: TurnRecord, { rounds, calls }: KnownOfTurn): readonly ShownRound[] {
  if (calls !== undefined) return [...calls.map(roundOfCall), ...answeredRounds(turn, unseen(turn.tool_calls, calls))];
  if (rounds !== undefined && rounds.length > 0) return rounds.map((round) => ({ ...round, call: null }));
  return answeredRounds(turn, turn.tool_calls);
}

/** A call of an application: what its model said is not kept, what it called is. */
export function roundOfCall(call: MeteredCallRecord): ShownRound {
  return { text: "", tool_calls: call.tool_calls, tool_results: [], call };
}

function answeredRounds({ output, ending }: TurnRecord, calls: readonly ToolCallRecord[]): ShownRound[] {
  const round = (text: string, called: readonly ToolCallRecord[]): ShownRound => {
    return { text, tool_calls: called, tool_results: [], call: null };
  };
  if (calls.length === 0 || ending === "tool_use") return [round(output, calls)];
  return [round("", calls), round(output, [])];
}

/** The tools that a reply names itself: not those that stand in its application's calls. */
function unseen(named: readonly ToolCallRecord[], calls: readonly MeteredCallRecord[]): ToolCallRecord[] {
  const keyOf = ({ id, name, input }: ToolCallRecord): string => JSON.stringify([id, name, input]);
  const seen = new Set(calls.flatMap((call) => call.tool_calls.map(keyOf)));
  return named.filter((call) => !seen.has(keyOf(call)));
}
