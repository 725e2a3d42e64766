import type { TrialLine, TrialRecord } from "../../domain/formats/records.ts";
import { LineReader } from "./line-reader.ts";
import type { TrialIndex } from "./trial-index.ts";

/** The records of a suite's trials in plan order, read back from the journal one by one. May be called again. */
export async function* readTrials(path: string, trials: TrialIndex, suite: number): AsyncIterable<TrialRecord> {
  for await (const { record } of readTrialLines(path, trials, suite)) yield record;
}

/** The same with what the journal keeps beside each record. */
export async function* readTrialLines(path: string, trials: TrialIndex, suite: number): AsyncIterable<TrialLine> {
  const reader = new LineReader(path);
  try {
    for (const place of trials.placesOf(suite)) {
      const line = reader.read(place);
      // Leaving it out would leave its verdict out.
      if (line.type !== "trial") throw new Error("where a trial was saved there is another line");
      yield line;
    }
  } finally {
    reader.close();
  }
}
