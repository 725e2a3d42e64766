import { trialWords } from "../../domain/diagnostics/trial-words.ts";
import { skipWords } from "../../domain/run/skip-reason.ts";
import { clip } from "../../base/inert.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { caseLabel, inputStart, isHashedId, type InputTexts, inputTexts, SeenVars } from "../words/case-label.ts";
import { type FirstOfArm, noteFirst } from "./first-of-arm.ts";
import { type NotedAnswer, type SkippedTrials, SkipTally } from "../words/skip-tally.ts";
import { classOf, type TrialClass } from "../../domain/run/trial-class.ts";
import { answersTold, endingWord, type TrialFinding, findingsOf } from "../words/trial-notes.ts";

/** What went wrong with trials of a case that went alike, on which arms. Raw text, but none of it long. */
export interface FailureVariant {
  /** Trials that went so, by arm. */
  readonly trials: Map<string, number>;
  readonly findings: readonly TrialFinding[];
  readonly ending: string | null;
  readonly answers: readonly NotedAnswer[];
  /** Only where a quarantined trial may be of any. */
  readonly kind: TrialClass;
}

/** A case with trials that did not pass. Raw text. */
export interface FailedCase {
  readonly id: string;
  /** Its id, or its place where it has none of its own. */
  readonly label: string;
  readonly file: string;
  readonly line: number;
  /** The start of what it asks. */
  readonly input: string | null;
  readonly tags: readonly string[];
  /** Did it pass on the baseline, on one of the arms? */
  readonly isRegressed: boolean;
  readonly variants: FailureVariant[];
  /** How many trials each arm had of this case. */
  readonly of: ReadonlyMap<string, number>;
}

/** Cases that the same check failed, or that the same error left without an answer. */
export interface FailureGroup {
  /** The check, or null for what is not a check's word. Raw text. */
  readonly check: string | null;
  readonly trials: number;
  readonly cases: number;
  /** The first ones, those that passed on the baseline before the others. */
  readonly shown: readonly FailedCase[];
  /** By arm, the case to look at first, whether it is shown or not. */
  readonly firsts: ReadonlyMap<string, FirstOfArm>;
}

/** The trials of one kind, most frequent check first. */
export interface FailureList {
  readonly groups: readonly FailureGroup[];
  readonly trials: number;
  readonly cases: number;
  /** How many of the cases passed on the baseline. */
  readonly regressed: number;
}

export type TroubleKind = "failed" | "errored" | "undecided" | "quarantined";

/** What a suite's trials hold that a person wants told. Quarantined trials stand apart whatever their class. */
export interface FailureDigest extends Readonly<Record<TroubleKind, FailureList>> {
  /** Trials by the reason they were skipped for, quarantined ones included. */
  readonly skipped: ReadonlyMap<string, SkippedTrials>;
  /** What cases without an id of their own are called, by their id: the first of them. */
  readonly labels: ReadonlyMap<string, string>;
}

const MAX_LABELS = 5_000;

export interface FailureLimits {
  /** Cases kept of each check. */
  readonly cases: number;
  /** Code units kept of each answer. */
  readonly answerChars: number;
  /** Did the case pass on the baseline and fail here? */
  isRegressed(caseId: string, arm: string): boolean;
}

/** Reads the trials once, in plan order (a case's trials in a row), and keeps a bounded number of cases of each check. */
export async function digestFailures(
  trials: AsyncIterable<TrialRecord>,
  limits: FailureLimits,
): Promise<FailureDigest> {
  const lists: Record<TroubleKind, ListTally> = {
    failed: new ListTally(limits),
    errored: new ListTally(limits),
    undecided: new ListTally(limits),
    quarantined: new ListTally(limits),
  };
  const skipped = new SkipTally();
  const seen = new SeenVars();
  const labels = new Map<string, string>();
  let current = { id: "", of: new Map<string, number>() };
  for await (const trial of trials) {
    if (current.id !== trial.case) {
      current = { id: trial.case, of: new Map() };
      seen.add(trial);
      if (isHashedId(trial.case) && labels.size < MAX_LABELS) labels.set(trial.case, caseLabel(trial));
    }
    current.of.set(trial.arm, (current.of.get(trial.arm) ?? 0) + 1);
    const kind = classOf(trial);
    if (kind === "skipped")
      skipped.add(skipWords(trial.status_reason ?? trialWords("unknown-reason")), caseLabel(trial));
    else if (trial.quarantined) lists.quarantined.add(trial, current.of);
    else if (kind !== "passed") lists[kind].add(trial, current.of);
  }
  return {
    failed: lists.failed.list(seen),
    errored: lists.errored.list(seen),
    undecided: lists.undecided.list(seen),
    quarantined: lists.quarantined.list(seen),
    skipped: skipped.counts(),
    labels,
  };
}

const MAX_GROUPS = 200;

class ListTally {
  readonly #limits: FailureLimits;
  readonly #groups = new Map<string, GroupTally>();
  #trials = 0;
  #cases = 0;
  #regressed = 0;
  #last: string | null = null;
  #isLastRegressed = false;

  constructor(limits: FailureLimits) {
    this.#limits = limits;
  }

  add(trial: TrialRecord, of: ReadonlyMap<string, number>): void {
    this.#trials += 1;
    const isRegressed = this.#limits.isRegressed(trial.case, trial.arm);
    if (this.#last !== trial.case) {
      this.#cases += 1;
      this.#isLastRegressed = false;
    }
    if (isRegressed && !this.#isLastRegressed) {
      this.#regressed += 1;
      this.#isLastRegressed = true;
    }
    this.#last = trial.case;
    const findings = findingsOf(trial);
    const name = groupName(trial, findings);
    const key = this.#groups.has(name) || this.#groups.size < MAX_GROUPS ? name : "other checks";
    const group = this.#groups.get(key) ?? new GroupTally(key, this.#limits);
    this.#groups.set(key, group);
    group.add(trial, { findings, of, isRegressed, at: this.#trials });
  }

  list(seen: SeenVars): FailureList {
    const groups = [...this.#groups.values()].map((group) => group.group(seen)).sort((a, b) => b.trials - a.trials);
    return { groups, trials: this.#trials, cases: this.#cases, regressed: this.#regressed };
  }
}

function groupName(trial: TrialRecord, findings: readonly TrialFinding[]): string {
  if (trial.status === "errored") return trial.error?.type ?? "no answer";
  return findings[0]?.check ?? "no check";
}

interface Failing {
  readonly findings: readonly TrialFinding[];
  readonly of: ReadonlyMap<string, number>;
  readonly isRegressed: boolean;
  /** Its place among the trials of its kind. */
  readonly at: number;
}

class GroupTally {
  readonly #name: string;
  readonly #limits: FailureLimits;
  readonly #regressed: OpenCase[] = [];
  readonly #others: OpenCase[] = [];
  readonly #firsts = new Map<string, FirstOfArm>();
  #trials = 0;
  #cases = 0;
  #last: string | null = null;

  constructor(name: string, limits: FailureLimits) {
    this.#name = name;
    this.#limits = limits;
  }

  add(trial: TrialRecord, failing: Failing): void {
    this.#trials += 1;
    if (this.#last !== trial.case) this.#cases += 1;
    this.#last = trial.case;
    noteFirst(this.#firsts, trial, failing);
    const known = [this.#regressed.at(-1), this.#others.at(-1)].find((one) => one?.id === trial.case);
    if (known !== undefined) {
      addVariant(known, trial, failing, this.#limits.answerChars);
      return;
    }
    const list = failing.isRegressed ? this.#regressed : this.#others;
    if (list.length >= this.#limits.cases) return;
    const failed = failedCase(trial, failing);
    addVariant(failed, trial, failing, this.#limits.answerChars);
    list.push(failed);
  }

  group(seen: SeenVars): FailureGroup {
    const shown = [...this.#regressed, ...this.#others].slice(0, this.#limits.cases).map(({ texts, ...failed }) => {
      return { ...failed, input: inputStart(texts, seen) };
    });
    return { check: this.#name, trials: this.#trials, cases: this.#cases, shown, firsts: this.#firsts };
  }
}

/** A case whose input is not chosen yet: which variables all cases share is known at the end. */
interface OpenCase extends Omit<FailedCase, "input"> {
  readonly texts: InputTexts;
}

function failedCase(trial: TrialRecord, { of, isRegressed }: Failing): OpenCase {
  return {
    id: trial.case,
    label: caseLabel(trial),
    file: trial.location.file,
    line: trial.location.line,
    texts: inputTexts(trial),
    tags: trial.tags,
    isRegressed,
    variants: [],
    of,
  };
}

function addVariant(failed: OpenCase, trial: TrialRecord, { findings }: Failing, answerChars: number): void {
  const answers = answersTold(trial).map(({ turn, text, calls }) => {
    return { turn, calls, text: clip(text, answerChars), length: text.length };
  });
  const ending = endingWord(trial);
  const key = JSON.stringify([findings, ending, answers]);
  const alike = failed.variants.find((one) => JSON.stringify([one.findings, one.ending, one.answers]) === key);
  const trials = alike?.trials ?? new Map<string, number>();
  trials.set(trial.arm, (trials.get(trial.arm) ?? 0) + 1);
  if (alike === undefined) failed.variants.push({ trials, findings, ending, answers, kind: classOf(trial) });
}
