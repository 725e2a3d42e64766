import type { DifferenceRecord } from "./formats/records.ts";
import type { PairOutcome } from "./preference.ts";

/**
 * What is worth telling of a run beyond the JSON report (docs/reports.md), whose keys are a contract: kept in the stored head,
 * shown by the reporters for people, left out of `json` and `ndjson`. Keys are snake_case, as in the report they stand in.
 */
export interface RunInsights {
  /** Sentences that belong beside the verdict: what a reader would else take for more than it is. Raw text. */
  readonly notes?: readonly string[];
  /** Absent when no budget stopped the run. */
  readonly budget?: BudgetInsight;
  /** Of a run that was gone on with: how many sessions it took, and how long they worked. Absent: one did it all. */
  readonly sessions?: { readonly count: number; readonly worked_ms: number };
  /** Options that changed what was asked: a command that asks a case again repeats them. Absent: none was given. */
  readonly asked?: readonly AskedOption[];
}

/** An option as it was given: `--name value`; null: it takes none. Raw text. */
export interface AskedOption {
  readonly name: string;
  readonly value: string | null;
}

/** The caps of a run that its budget stopped: of each what stands, and what is to stand there for the rest to be asked. */
export interface BudgetInsight {
  /** `--max-cost`; null where the run was given none. */
  readonly run: CapInsight | null;
  /** Suites' own (`limits.max_cost_usd`), those alone that stopped their suite, or would on the way to its end. */
  readonly suites: readonly SuiteCapInsight[];
}

/** A cap, in USD. `is_short`: did it stop the run, or may it before the end? */
export interface CapInsight {
  readonly cap_usd: number;
  readonly is_short: boolean;
  /** At worst, with what is spent already: what is enough for all of the run or the suite (null: not known), and what the first request takes that found no room (absent: not known). */
  readonly enough_usd: number | null;
  readonly least_usd?: number;
}

export interface SuiteCapInsight extends CapInsight {
  readonly suite: string;
  readonly file: string;
}

/** The same for one suite. */
export interface SuiteInsights {
  /** Absent when every trial that was to be answered is. */
  readonly missing?: MissingAnswers;
  /** Slices with trials that the suite skips or that were not needed; absent when there are none. */
  readonly left_out?: readonly LeftOutTrials[];
  /** Arms with such trials, over all cases; absent when there are none. */
  readonly left_out_by_arm?: readonly ArmLeftOut[];
  /** Absent when no case has two decided trials on an arm. */
  readonly repeats?: RepeatInsights;
  /** For arms whose pass rate says less than it seems to, in words: "20 of 20 passed: the true rate may still be 83.9%". */
  readonly rates?: readonly RateInsight[];
  /** By arm, the models that answered, as the API named them, sorted. */
  readonly served?: readonly ServedModels[];
  /** For arms whose requests read or wrote the prompt cache. */
  readonly cache?: readonly CacheInsight[];
  /** Absent when no baseline was asked for. */
  readonly baseline?: BaselineInsight;
  /** Absent with fewer than two arms of known cost and rate. */
  readonly frontier?: FrontierInsight;
  /** Each prompt as written, templates not rendered. Absent from runs of versions that did not keep it. */
  readonly prompts?: readonly PromptInsight[];
  /** What judges are worth and what their errors make of the rates, in words. Absent where nothing is judged. Raw text. */
  readonly judges?: readonly string[];
  /** The line of the suite's file where its gate begins; absent where it says none. */
  readonly gate_line?: number;
  /** As `--baseline` takes it: what has a baseline of this suite, which the run was not held against since nothing named it. Absent: none. Raw text. */
  readonly baseline_near?: string;
  /** Names of judges that have no file for labels yet. Absent where each has one. */
  readonly unlabelled?: readonly string[];
  /** The judges that people's labels of this run's answers would make count, or help to. Absent where there are none. */
  readonly labels_wanted?: readonly LabelsWanted[];
  /** By pair of arms whose answers a judge compared, in the order of the comparisons. Absent where none did. */
  readonly preferences?: readonly PreferenceInsight[];
  /** Absent without `--sequential`. */
  readonly sequential?: SequentialInsight;
}

/** What makes a judge count. */
export interface LabelsWanted {
  readonly judge: string;
  /** The rules that can take its errors into account, of which none is asked for: that comes first; null: the gate asks for one. */
  readonly rule: string | null;
  /** About how many labelled answers more measure it, and how many this run has to label. */
  readonly wanted: number;
  readonly answers: number;
  /** Labels that wait for its verdicts. */
  readonly waiting: number;
}

/** What a judge of pairs said, pair by pair. */
export interface PreferenceInsight {
  readonly baseline: string;
  readonly candidate: string;
  /** Pairs of answers that it was asked about, or would have been. */
  readonly asked: number;
  /** Those of them that it could not tell of. */
  readonly undecided: number;
  /** Those that the end of the run or its budget kept it from. */
  readonly unasked: number;
  /** The first of each kind, in the order of the cases; losses first. */
  readonly pairs: readonly ShownPairInsight[];
}

/** A pair of answers, with what was said of it. Raw text; answers are cut. */
export interface ShownPairInsight {
  readonly case: string;
  readonly trial: number;
  readonly outcome: PairOutcome;
  readonly reason: string;
  readonly baseline: string;
  readonly candidate: string;
  /** What the judge quoted. */
  readonly evidence: readonly string[];
}

/** A prompt and the arms that send it. Raw text. */
export interface PromptInsight {
  readonly arms: readonly string[];
  readonly text: string;
}

/** Trials without an answer, over all arms; those left out on purpose and quarantined ones do not count. */
export interface MissingAnswers {
  readonly errored: number;
  /** Never sent: the budget was spent, the run was stopped. */
  readonly not_run: number;
  /** What kept the run from sending them, where it was the budget, or nobody answered at the endpoint. */
  readonly why?: "budget" | "unreachable";
}

/** Trials of an arm that the suite skips, or that were decided without. */
export interface ArmLeftOut {
  readonly arm: string;
  readonly trials: number;
}

/** Trials of a slice that were never to be answered: they say nothing of its rate. */
export interface LeftOutTrials {
  readonly tag: string;
  readonly arm: string;
  readonly trials: number;
}

/** The arms by cost and quality, cheapest first. */
export interface FrontierInsight {
  readonly arms: readonly FrontierArm[];
  /** What the cheaper arm of each comparison is worth. Raw text. */
  readonly sentences: readonly string[];
}

export interface FrontierArm {
  readonly arm: string;
  /** Mean price of an answered trial. */
  readonly cost_usd: number;
  readonly pass_rate: number;
  /** An arm that costs no more and passes no less; `shown`: by their comparison, not only as measured. */
  readonly dominated_by: { readonly arm: string; readonly shown: boolean } | null;
}

/** How a sequential run went. */
export interface SequentialInsight {
  /** At how many looks rules were tested; absent: by bets, after every case. */
  readonly looks?: number;
  /** Cases counted when every rule was decided; null: the gate was not decided before the end. */
  readonly decided_after: number | null;
  /** Cases that count, in all. */
  readonly cases: number;
  /** Trials that were not run, the gate being decided. */
  readonly trials_saved: number;
}

/** What the prompt cache did for one arm. */
export interface CacheInsight {
  readonly arm: string;
  readonly read_tokens: number;
  readonly written_tokens: number;
  /** Written, and read by no other answer of the arm. */
  readonly unread_tokens: number;
  /** Share of all prompt tokens that were read from the cache. */
  readonly hit_rate: number;
  /** What the reads would have cost more as plain input; null when a price is unknown. */
  readonly saved_usd: number | null;
  /** What writes that nothing read cost more than plain input. */
  readonly lost_usd: number | null;
}

export interface ServedModels {
  readonly arm: string;
  readonly models: readonly string[];
}

/** The baseline that a suite was compared with. */
export interface BaselineInsight {
  /** Where it came from, as shown to people. */
  readonly source: string;
  /** How many runs are pooled in it. */
  readonly runs: number;
  /** How many of them the arm has that has fewest, of those compared; absent: all have as many. */
  readonly fewest_runs?: number;
  /** What differs between it and this run. */
  readonly differences: readonly DifferenceFact[];
}

/** One thing that differs between the sides of a comparison, as the file of a comparison has it. Raw text. */
export interface DifferenceFact extends Readonly<Pick<DifferenceRecord, "what" | "arm" | "sentence">> {
  /** Both texts, where a diff says more than the sentence. */
  readonly before?: string;
  readonly after?: string;
}

export interface RateInsight {
  readonly arm: string;
  readonly sentence: string;
}

/** What repeated trials tell. */
export interface RepeatInsights {
  /** In plan order, the first of them. */
  readonly flaky: readonly FlakyCase[];
  /** How many there are in all. */
  readonly flaky_total: number;
  /** Arm by arm, k ascending. */
  readonly estimates: readonly RepeatEstimate[];
}

/** A case that passes some trials and fails others on one arm. */
export interface FlakyCase {
  readonly case: string;
  readonly arm: string;
  readonly passed: number;
  readonly failed: number;
}

/** How often `k` trials of one arm pass at least once, and every time: over the `cases` with at least k decided trials. */
export interface RepeatEstimate {
  readonly arm: string;
  readonly k: number;
  readonly cases: number;
  /** pass@k. */
  readonly any_passes: number;
  /** pass^k. */
  readonly all_pass: number;
}
