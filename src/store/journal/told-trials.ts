import type { ToldTrial } from "../../domain/transcript.ts";
import type { CallIndex } from "./call-index.ts";
import { loadJournal } from "./journal-history.ts";
import { readToldTrials } from "./read-transcripts.ts";
import type { TrialIndex } from "./trial-index.ts";

/**
 * The trials of a run for its reports, by suite: those that called tools with their conversation. Where `calls` are is read
 * from the journal when it is not known, once, and only for runs whose trials call tools.
 */
export function toldTrials(
  path: string,
  trials: TrialIndex,
  calls: CallIndex | null = null,
): (suite: number) => AsyncIterable<ToldTrial> {
  let found: Promise<CallIndex | null> | null = calls === null ? null : Promise.resolve(calls);
  const places = { path, trials, calls: () => (found ??= readCalls(path)) };
  return (suite) => readToldTrials(places, suite);
}

async function readCalls(path: string): Promise<CallIndex | null> {
  const loaded = await loadJournal(path);
  return loaded.status === "loaded" ? loaded.history.calls : null;
}
