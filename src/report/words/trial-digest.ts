import { trialWords } from "../../domain/diagnostics/trial-words.ts";
import { skipWords } from "../../domain/run/skip-reason.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { clip } from "../../base/inert.ts";
import { caseLabel } from "./case-label.ts";
import { type NotedAnswer, type SkippedTrials, SkipTally } from "./skip-tally.ts";
import { classOf, type TrialClass } from "../../domain/run/trial-class.ts";
import { answersTold, endingWord, findingsOf } from "./trial-notes.ts";
import type { TrialFinding } from "./trial-notes.ts";

/** Trials of one case on one arm that went the same way. Raw text, but none of it long. */
export interface TrialNote {
  readonly kind: TrialClass;
  readonly caseId: string;
  /** Its id, or its place where it has none of its own. */
  readonly label: string;
  readonly arm: string;
  readonly trials: number[];
  readonly file: string;
  readonly line: number;
  readonly ending: string | null;
  readonly findings: readonly TrialFinding[];
  /** The answers of the turns that the findings speak of, else the last answer; none where no answer came. */
  readonly answers: readonly NotedAnswer[];
  readonly tags: readonly string[];
}

/** The first notes of a kind, and how many trials of it there are in all. */
export interface NoteList {
  readonly notes: readonly TrialNote[];
  /** All trials of the kind, and those that `notes` tell of. */
  readonly total: number;
  readonly told: number;
}

/** What a suite's trials hold that a person wants told. Quarantined trials stand apart whatever their class. */
export interface TrialDigest {
  readonly failed: NoteList;
  readonly errored: NoteList;
  readonly undecided: NoteList;
  readonly quarantined: NoteList;
  /** Trials by the reason they were skipped for, quarantined ones included. */
  readonly skipped: ReadonlyMap<string, SkippedTrials>;
}

export interface DigestLimits {
  /** Notes kept of each kind. */
  readonly notes: number;
  /** Code units kept of each answer. */
  readonly answerChars: number;
}

type ListedKind = "failed" | "errored" | "undecided" | "quarantined";

/** Reads the trials once and keeps a bounded number of short notes, in plan order, trials that went alike as one. */
export async function digestTrials(trials: AsyncIterable<TrialRecord>, limits: DigestLimits): Promise<TrialDigest> {
  const lists: Record<ListedKind, NoteCollector> = {
    failed: new NoteCollector(limits),
    errored: new NoteCollector(limits),
    undecided: new NoteCollector(limits),
    quarantined: new NoteCollector(limits),
  };
  const skipped = new SkipTally();
  for await (const trial of trials) {
    const kind = classOf(trial);
    if (kind === "skipped")
      skipped.add(skipWords(trial.status_reason ?? trialWords("unknown-reason")), caseLabel(trial));
    else if (trial.quarantined) lists.quarantined.add(trial);
    else if (kind !== "passed") lists[kind].add(trial);
  }
  return {
    failed: lists.failed.list(),
    errored: lists.errored.list(),
    undecided: lists.undecided.list(),
    quarantined: lists.quarantined.list(),
    skipped: skipped.counts(),
  };
}

class NoteCollector {
  readonly #limits: DigestLimits;
  readonly #notes = new Map<string, TrialNote>();
  #total = 0;
  #told = 0;

  constructor(limits: DigestLimits) {
    this.#limits = limits;
  }

  add(trial: TrialRecord): void {
    this.#total += 1;
    const note = noteOf(trial, this.#limits.answerChars);
    const key = JSON.stringify({ ...note, trials: null });
    const alike = this.#notes.get(key);
    if (alike === undefined && this.#notes.size >= this.#limits.notes) return;
    this.#told += 1;
    if (alike === undefined) this.#notes.set(key, note);
    else alike.trials.push(trial.trial);
  }

  list(): NoteList {
    return { notes: [...this.#notes.values()], total: this.#total, told: this.#told };
  }
}

function noteOf(trial: TrialRecord, answerChars: number): TrialNote {
  return {
    kind: classOf(trial),
    caseId: trial.case,
    label: caseLabel(trial),
    arm: trial.arm,
    trials: [trial.trial],
    file: trial.location.file,
    line: trial.location.line,
    ending: endingWord(trial),
    findings: classOf(trial) === "passed" ? [] : findingsOf(trial),
    answers: answersTold(trial).map(({ turn, text, calls }) => ({
      turn,
      calls,
      text: clip(text, answerChars),
      length: text.length,
    })),
    tags: trial.tags,
  };
}
