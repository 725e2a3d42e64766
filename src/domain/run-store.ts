import type { Sentence } from "./diagnostics/wording/sentence.ts";
import type { EndLine, RunLine, TrialLine, TrialRecord } from "./formats/records.ts";
import type { ReportHead } from "./reporter.ts";
import type { ToldTrial } from "./transcript.ts";
import type { Picodollars } from "./values/money.ts";
import type { RunJournal } from "./run/call.ts";
import type { LedgerTotals } from "./run/ledger.ts";

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

/** What earlier sessions of a run did. */
export interface RunHistory {
  /** The newest session's line; its suites are those that the ordinals mean. */
  readonly run: RunLine;
  readonly firstRun: RunLine;
  readonly sessions: number;
  /** How long they worked, by their lines; the time between them left out. */
  readonly workedMs: number;
  readonly ledger: LedgerTotals;
  readonly spentBySuite: readonly Picodollars[];
}

/** What keeps a run: a folder on this machine, or whatever else can hold lines that survive. */
export interface RunStore {
  readonly id: string;
  /** Null in a new run. */
  readonly history: RunHistory | null;
  readonly journal: RunJournal & { run(line: RunLine): Promise<void>; end(line: EndLine): Promise<void> };
  /** The records of a suite's trials in plan order, read back one by one. May be called again. */
  trialsOf(suite: number): AsyncIterable<TrialRecord>;
  /** The same with what the journal keeps beside each record. */
  linesOf(suite: number): AsyncIterable<TrialLine>;
  /** The records with the conversations of those that called tools, for reports. */
  toldOf(suite: number): AsyncIterable<ToldTrial>;
  openFeed(): TrialFeed;
  /** Under another plan the ordinals of earlier lines mean other trials: what is finished is written again. */
  forgetTrials(): void;
  /** Keeps the report of the run, without its trials. Returns why that failed, or null. */
  keepHead(head: ReportHead): Sentence | null;
  /** Makes everything safe and lets others have the run. */
  close(): Promise<void>;
}
