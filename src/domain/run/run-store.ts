import type { EndLine, RunLine, TrialRecord } from "../formats/records.ts";
import type { RunJournal } from "./call.ts";

/** A trial whose line is safe in the journal. `suite` is the suite's place in the run, from 0. */
export interface SavedTrial {
  readonly suite: number;
  readonly record: TrialRecord;
}

/** The trials of a run in the order in which they are saved, for readers that follow while it goes on. */
export interface TrialFeed {
  /** The trial's line is in the journal. */
  add(ordinal: number): void;
  /** No trial follows. */
  close(): void;
  /** All trials from the first on, each as soon as it is saved; ends after `close`. May be called again. */
  follow(): AsyncIterable<SavedTrial>;
}

/** What keeps a run: a folder on this machine, or whatever else can hold lines that survive. */
export interface RunStore {
  readonly id: string;
  readonly journal: RunJournal & { run(line: RunLine): Promise<void>; end(line: EndLine): Promise<void> };
  /** The records of a suite's trials in plan order, read back one by one. May be called again. */
  trialsOf(suite: number): AsyncIterable<TrialRecord>;
  openFeed(): TrialFeed;
  /** Under another plan the ordinals of earlier lines mean other trials: what is finished is written again. */
  forgetTrials(): void;
  /** Makes everything safe and lets others have the run. */
  close(): Promise<void>;
}
