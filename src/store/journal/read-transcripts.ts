import { fromCompletionLine } from "../../domain/run/completion-line.ts";
import type { CallLine, ToolCallRecord, TrialLine, TrialRecord } from "../../domain/formats/records.ts";
import type { ToldTrial, TranscriptRound } from "../../domain/transcript.ts";
import type { CallIndex } from "./call-index.ts";
import { LineReader } from "./line-reader.ts";
import { readTrialLines } from "./read-trials.ts";
import type { TrialIndex } from "./trial-index.ts";

/** Where the trials and calls of a journal are. `calls` is asked for once a trial has called tools. */
export interface JournalPlaces {
  readonly path: string;
  readonly trials: TrialIndex;
  readonly calls: () => Promise<CallIndex | null>;
}

/** A suite's trials in plan order; those that called tools with what was said, called and answered in each of their turns. */
export async function* readToldTrials({ path, trials, calls }: JournalPlaces, suite: number): AsyncIterable<ToldTrial> {
  let reader: LineReader | null = null;
  try {
    for await (const line of readTrialLines(path, trials, suite)) {
      const index = hasCalls(line.record) ? await calls() : null;
      if (index === null) {
        yield line.record;
        continue;
      }
      reader ??= new LineReader(path);
      const lines = callsOf(line, index, reader);
      yield {
        ...line.record,
        transcript: line.record.turns.map((turn, at) => roundsOf(lines, at + 1, turn.tool_calls)),
      };
    }
  } finally {
    reader?.close();
  }
}

function hasCalls({ turns }: TrialRecord): boolean {
  return turns.some(({ tool_calls: calls }) => calls.length > 0);
}

/** The trial's answered requests, the newest of each. */
function callsOf({ key }: TrialLine, index: CallIndex, reader: LineReader): CallLine[] {
  const newest = new Map<string, CallLine>();
  for (const place of index.linesOf(key).calls) {
    const line = reader.read(place);
    if (line.type !== "call" || line.key !== key || line.role !== undefined || line.completion === null) continue;
    newest.set(`${line.turn}/${line.round}`, line);
  }
  return [...newest.values()];
}

/** A turn's requests in order: each call's results stand in the request after it. */
function roundsOf(lines: readonly CallLine[], turn: number, calls: readonly ToolCallRecord[]): TranscriptRound[] {
  const own = lines.filter((line) => line.turn === turn).toSorted((a, b) => a.round - b.round);
  return own.map((line, at): TranscriptRound => {
    const completion = line.completion === null ? null : fromCompletionLine(line.completion);
    const ids = new Set(completion?.toolCalls.map(({ id }) => id));
    const called = calls.filter(({ id }) => ids.has(id));
    const results = own[at + 1]?.tool_results ?? [];
    return {
      text: completion?.text ?? "",
      tool_calls: called,
      tool_results: results
        .filter(({ id }) => ids.has(id))
        .map(({ id, text, is_error }) => ({
          name: called.find((call) => call.id === id)?.name ?? "?",
          text,
          is_error,
        })),
    };
  });
}
