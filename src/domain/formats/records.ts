// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

export type AnyRecord =
  | Report
  | JournalLine
  | RecordingLine
  | BaselineFile
  | ComparisonFile
  | LabelRecord
  | JudgedRecord
  | ShardsFile
  | UsageFile;
/**
 * Where answers came from.
 */
export type ReplySource = "live" | "simulated" | "recorded" | "mixed";
/**
 * One limit; null where the response named none.
 */
export type LimitReadingRecord = {
  /**
   * What a minute allows.
   */
  limit: number;
  /**
   * What was left of it.
   */
  remaining: number;
  /**
   * When it is full again, ISO 8601 in UTC.
   */
  reset_at: string;
} | null;
/**
 * What came of the run or suite, the worst of its parts.
 */
export type RunVerdict =
  | "pass"
  | "fail"
  | "inconclusive"
  | "incomplete"
  | "over_budget"
  | "interrupted"
  | "pending"
  | "partial";
/**
 * What the gate found.
 */
export type GateVerdict = "pass" | "fail" | "inconclusive" | "incomplete";
/**
 * How far it can be trusted.
 */
export type JudgeStatus = "measured" | "unmeasured" | "stale" | "unfit";
/**
 * What the comparison shows.
 */
export type ComparisonVerdict = "better" | "worse" | "not_worse" | "inconclusive";
/**
 * How it ended.
 */
export type TrialStatus = "completed" | "errored" | "skipped";
/**
 * What its checks come to; null: nothing was graded.
 */
export type TrialVerdict = "pass" | "fail" | "undecided" | null;
export type VerdictStatus = "pass" | "fail" | "undecided";
/**
 * How the answer ended, in prompt-run's words.
 */
export type Ending = "complete" | "stop_sequence" | "tool_use" | "truncated" | "refusal";
/**
 * Who runs the tool: the suite answers the model's own calls; the API runs its server tools and those of MCP servers.
 */
export type ToolCallBy = "model" | "server" | "mcp";
/**
 * One line of a run's journal (JSON Lines). Money as decimal strings of picodollars.
 */
export type JournalLine = RunLine | SentLine | CallLine | TrialLine | EndLine;
/**
 * What the person says; `unsure` counts in no figure.
 */
export type LabelWord = "pass" | "fail" | "unsure";
/**
 * What the judge passed, what it failed, or any.
 */
export type LabelStratum = "pass" | "fail" | "any";
/**
 * Disagreements of `tune` are shown, figures are those of `test`.
 */
export type LabelHalf = "tune" | "test";
/**
 * What it said.
 */
export type JudgedVerdict = "pass" | "fail" | "undecided";

/**
 * The JSON report. Unknown numbers are null, never 0; money is in USD.
 */
export interface Report {
  /**
   * Names the format of this file.
   */
  format: "prompt-run.report";
  /**
   * Rises when what is here would be misread by an older reader.
   */
  format_version: 1;
  run: RunRecord;
  verdict: RunVerdict;
  /**
   * The exit code of the command (docs/errors.md).
   */
  exit_code: number;
  totals: Totals;
  /**
   * The suites, in the order in which they were given.
   */
  suites: SuiteReport[];
  meter?: MeterReport;
}
/**
 * The run that the report is of.
 */
export interface RunRecord {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * When it began, ISO 8601 in UTC.
   */
  started_at: string;
  /**
   * When it ended, ISO 8601 in UTC.
   */
  finished_at: string | null;
  /**
   * From begin to end, by a monotonic clock.
   */
  duration_ms: number | null;
  /**
   * Version of prompt-run.
   */
  tool_version: string;
  replies: ReplySource;
  /**
   * Seed of order, simulator and resampling.
   */
  seed: number;
  /**
   * The endpoint, without credentials.
   */
  base_url: string;
  /**
   * Whose service answered. Left out: nobody was sent anything, or it is not known.
   */
  platform?: "claude" | "claude-on-aws" | "bedrock" | "bedrock-invoke" | "vertex" | "foundry";
  /**
   * The commit of the working folder; null where it is none.
   */
  git: GitRecord | null;
  /**
   * Day of the price table that costs are reckoned by.
   */
  price_table: string;
  /**
   * What looked wrong and stopped nothing.
   */
  warnings: WarningRecord[];
  /**
   * The last that answers said of each rate-limit bucket; absent where none said anything.
   */
  rate_limits?: RateLimitRecord[];
}
export interface GitRecord {
  /**
   * Full hash.
   */
  commit: string | null;
  /**
   * Name; null where detached.
   */
  branch: string | null;
  /**
   * Were there uncommitted changes?
   */
  dirty: boolean | null;
}
/**
 * What looked wrong and stopped nothing.
 */
export interface WarningRecord {
  /**
   * A stable code.
   */
  code: string;
  /**
   * In words, secrets masked.
   */
  message: string;
  /**
   * Path of the file, from the working folder where it lies below it.
   */
  file: string | null;
  /**
   * From 1; null where no line is known.
   */
  line: number | null;
}
/**
 * What a response said of one rate-limit bucket.
 */
export interface RateLimitRecord {
  /**
   * What requests are counted together.
   */
  bucket: string;
  /**
   * When it was read, ISO 8601 in UTC.
   */
  at: string;
  requests: LimitReadingRecord;
  tokens: LimitReadingRecord;
  input_tokens: LimitReadingRecord;
  output_tokens: LimitReadingRecord;
}
/**
 * Sums over all trials of the run.
 */
export interface Totals {
  /**
   * How many trials, or the trials themselves.
   */
  trials: number;
  /**
   * Trials that passed.
   */
  passed: number;
  /**
   * Trials that failed.
   */
  failed: number;
  /**
   * Answered trials whose checks could not tell.
   */
  undecided: number;
  /**
   * Trials without an answer after all attempts.
   */
  errored: number;
  /**
   * Trials that were not run.
   */
  skipped: number;
  /**
   * Counts in no rate, comparison or gate.
   */
  quarantined: number;
  /**
   * Trials whose answer is a refusal.
   */
  refused: number;
  /**
   * Trials whose answer was cut off.
   */
  truncated: number;
  /**
   * Of those passed and failed, how many hang on a judge that is not believed as it is: to a gate they are undecided, or its errors are put right. Absent where no such judge is asked.
   */
  as_judged?: number;
  /**
   * HTTP requests that were sent.
   */
  requests: number;
  /**
   * Requests that were tries after the first.
   */
  retries: number;
  /**
   * Answers of status 429.
   */
  rate_limited: number;
  /**
   * Tokens of prompts that the cache neither gave nor took; null where an application did not say.
   */
  input_tokens: number | null;
  /**
   * Tokens of answers, thinking included; null where an application did not say.
   */
  output_tokens: number | null;
  /**
   * Tokens of prompts read from the cache; null where an application did not say.
   */
  cache_read_tokens: number | null;
  /**
   * Tokens of prompts written to the cache; null where an application did not say.
   */
  cache_write_tokens: number | null;
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * Spent on judges, in US dollars.
   */
  grading_cost_usd: number | null;
  /**
   * Spent by applications under test outside of any trial, in US dollars. Left out where none is tested.
   */
  overhead_cost_usd?: number | null;
  /**
   * May have been spent on attempts whose usage was not told.
   */
  uncertain_cost_usd: number | null;
  /**
   * Trials that recordings answered.
   */
  reused_trials: number;
  /**
   * What recordings saved.
   */
  saved_usd: number | null;
}
/**
 * A suite.
 */
export interface SuiteReport {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * Path of the file, from the working folder where it lies below it.
   */
  file: string;
  verdict: RunVerdict;
  hashes: SuiteHashes;
  gate: GateRecord;
  /**
   * In the order of the suite: models, then prompts.
   */
  arms: ArmSummary[];
  /**
   * Absent where nothing is judged.
   */
  judges?: JudgeSummary[];
  /**
   * By tag and arm.
   */
  slices: SliceSummary[];
  /**
   * Pairs of arms held against each other.
   */
  comparisons: Comparison[];
  /**
   * How many trials, or the trials themselves.
   */
  trials: TrialRecord[];
}
/**
 * Hashes that are equal for equal content.
 */
export interface SuiteHashes {
  /**
   * How many cases, or the cases themselves.
   */
  cases: string;
  /**
   * Verdicts of its checks, or a hash of what is expected.
   */
  checks: string;
  /**
   * Prompt variants that were asked for, or a hash of all of them.
   */
  prompts: string;
  /**
   * Body fields of the request beside model, system and messages.
   */
  settings: string;
}
/**
 * The gate's verdict and what each of its rules found.
 */
export interface GateRecord {
  /**
   * What its rules come to.
   */
  verdict: GateVerdict | null;
  /**
   * As the suite says.
   */
  note: string | null;
  /**
   * What each demand found.
   */
  rules: RuleRecord[];
}
/**
 * One demand of the gate.
 */
export interface RuleRecord {
  /**
   * Which demand of the gate.
   */
  rule: string;
  /**
   * LABEL/PROMPT.
   */
  arm: string | null;
  /**
   * The tag that is looked at; null: all cases.
   */
  tag: string | null;
  /**
   * What was demanded.
   */
  limit: number | null;
  /**
   * The point estimate, or the value itself.
   */
  value: number | null;
  /**
   * Lower end of the interval.
   */
  low: number | null;
  /**
   * Upper end of the interval.
   */
  high: number | null;
  verdict: GateVerdict;
  /**
   * In words.
   */
  reason: string;
  /**
   * What `not_worse_than` compares where it is not the pass rate: `value`, `low`, `high` and `limit` are then of mean scores.
   */
  on?: "score";
  /**
   * The judge of a `by_judge` rule.
   */
  judge?: string;
}
/**
 * One model with its settings and one prompt variant.
 */
export interface ArmSummary {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * The API's id of the model.
   */
  model: string;
  /**
   * Name of the prompt variant.
   */
  prompt: string;
  /**
   * Body fields of the request beside model, system and messages.
   */
  settings: {
    [k: string]: unknown;
  };
  /**
   * Settings left out because the model rejects them.
   */
  dropped_settings: string[];
  /**
   * How many cases, or the cases themselves.
   */
  cases: number;
  /**
   * How many trials, or the trials themselves.
   */
  trials: number;
  /**
   * Trials that passed.
   */
  passed: number;
  /**
   * Trials that failed.
   */
  failed: number;
  /**
   * Answered trials whose checks could not tell.
   */
  undecided: number;
  /**
   * Trials without an answer after all attempts.
   */
  errored: number;
  /**
   * Trials that were not run.
   */
  skipped: number;
  /**
   * Trials whose answer is a refusal.
   */
  refused: number;
  /**
   * Trials whose answer was cut off.
   */
  truncated: number;
  /**
   * Of those passed and failed, how many hang on a judge that is not believed as it is: to a gate they are undecided, or its errors are put right. Absent where no such judge is asked.
   */
  as_judged?: number;
  pass_rate: Rate;
  /**
   * pass_rate put right for the judge's errors; null where that cannot be done, absent where nothing is judged.
   */
  corrected_pass_rate?: Rate | null;
  firing?: FiringSummary;
  calls?: CallsSummary;
  /**
   * Mean of scores; null where there is none.
   */
  mean_score: number | null;
  /**
   * Verdicts of its checks, or a hash of what is expected.
   */
  checks: CheckSummary[];
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * What a passed trial cost.
   */
  cost_per_pass_usd: number | null;
  latency_ms: Percentiles;
  ttft_ms: Percentiles;
  /**
   * Tokens of prompts that the cache neither gave nor took; null where an application did not say.
   */
  input_tokens: number | null;
  /**
   * Tokens of answers, thinking included; null where an application did not say.
   */
  output_tokens: number | null;
}
/**
 * A rate with its interval.
 */
export interface Rate {
  /**
   * The point estimate, or the value itself.
   */
  value: number | null;
  /**
   * Lower end of the interval.
   */
  low: number | null;
  /**
   * Upper end of the interval.
   */
  high: number | null;
  /**
   * Confidence level of the interval, a share.
   */
  level: number;
  /**
   * How the interval was made.
   */
  method: string;
  /**
   * What it is a share of.
   */
  n: number;
}
/**
 * How well an arm tells when to use a skill, over the cases tagged `should-fire` or `should-not`; absent where no case is.
 */
export interface FiringSummary {
  /**
   * The tool whose calls are counted.
   */
  tool: string;
  precision: Rate;
  recall: Rate;
}
/**
 * The calls of a target through the meter, over the trials of an arm; absent where none was seen. Quarantined cases do not count.
 */
export interface CallsSummary {
  per_trial: CallsPerTrial;
  /**
   * All that were answered, in errored trials too, by the model that was asked, sorted by its name.
   */
  by_model: CallsOfModel[];
}
/**
 * How many calls a completed trial made, over those whose calls were counted; null where there is none.
 */
export interface CallsPerTrial {
  /**
   * Half made at most so many.
   */
  p50: number | null;
  /**
   * 95 in 100 made at most so many.
   */
  p95: number | null;
}
/**
 * The calls of a target to one model.
 */
export interface CallsOfModel {
  /**
   * The model that was asked.
   */
  model: string;
  /**
   * How many of them were answered, by the API or a recording.
   */
  calls: number;
  /**
   * Tokens of prompts that the cache neither gave nor took.
   */
  input_tokens: number;
  /**
   * Tokens of answers, thinking included.
   */
  output_tokens: number;
  /**
   * The sum of their `cost_usd`, in US dollars; null where that of any is not known.
   */
  cost_usd: number | null;
}
/**
 * One check over all trials of an arm.
 */
export interface CheckSummary {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * What kind of line or check this is.
   */
  type: string;
  /**
   * Trials that passed.
   */
  passed: number;
  /**
   * Trials that failed.
   */
  failed: number;
  /**
   * Answered trials whose checks could not tell.
   */
  undecided: number;
  /**
   * Mean of scores; null where there is none.
   */
  mean_score: number | null;
}
/**
 * In milliseconds; null where nothing was measured.
 */
export interface Percentiles {
  /**
   * Half took at most this.
   */
  p50: number | null;
  /**
   * 95 in 100 took at most this.
   */
  p95: number | null;
}
/**
 * How far a judge can be trusted.
 */
export interface JudgeSummary {
  /**
   * Its name in the suite.
   */
  name: string;
  /**
   * Of model, settings, texts and schema.
   */
  hash: string;
  /**
   * The models of a panel are parted by commas.
   */
  model: string;
  /**
   * Answers that it passed or failed.
   */
  judged: number;
  /**
   * Answers that it could not tell of.
   */
  undecided: number;
  /**
   * People's labels behind the figures.
   */
  labels: number;
  /**
   * The share of right answers that it passes.
   */
  sensitivity: JudgeFigure | null;
  /**
   * The share of wrong answers that it fails.
   */
  specificity: JudgeFigure | null;
  /**
   * Cohen's kappa: agreement with people beyond chance.
   */
  kappa: JudgeFigure | null;
  status: JudgeStatus;
}
/**
 * A figure with its 95 % interval.
 */
export interface JudgeFigure {
  /**
   * At the shares that were seen.
   */
  value: number;
  /**
   * Lower bound.
   */
  low: number;
  /**
   * Upper bound.
   */
  high: number;
}
/**
 * The cases of a tag on an arm.
 */
export interface SliceSummary {
  /**
   * The tag that is looked at; null: all cases.
   */
  tag: string;
  /**
   * LABEL/PROMPT.
   */
  arm: string;
  /**
   * How many cases, or the cases themselves.
   */
  cases: number;
  /**
   * How many trials, or the trials themselves.
   */
  trials: number;
  /**
   * Trials that passed.
   */
  passed: number;
  /**
   * Trials that failed.
   */
  failed: number;
  /**
   * Answered trials whose checks could not tell.
   */
  undecided: number;
  /**
   * Trials without an answer after all attempts.
   */
  errored: number;
  pass_rate: Rate;
}
/**
 * Two arms, or an arm and a baseline, held against each other case by case.
 */
export interface Comparison {
  /**
   * Is the other side an arm or a baseline?
   */
  against: "arm" | "baseline";
  /**
   * The side that is compared with.
   */
  baseline: string;
  /**
   * The side that is held against the baseline.
   */
  candidate: string;
  /**
   * How many cases, or the cases themselves.
   */
  cases: number;
  /**
   * Cases that both sides pass.
   */
  both_pass: number | null;
  /**
   * Cases that only the baseline passes.
   */
  only_baseline_passes: number | null;
  /**
   * Cases that only the candidate passes.
   */
  only_candidate_passes: number | null;
  /**
   * Cases that neither side passes.
   */
  neither_passes: number | null;
  difference: Difference;
  /**
   * Of the difference, two-sided; null where there is nothing to test.
   */
  p_value: number | null;
  /**
   * Adjusted for all comparisons of the run.
   */
  p_adjusted: number | null;
  /**
   * Which test gave the p-value.
   */
  test: string | null;
  verdict: ComparisonVerdict;
  /**
   * Candidate's cost per trial ÷ baseline's.
   */
  cost_ratio: number | null;
  /**
   * Cases that got worse.
   */
  regressed: string[];
  /**
   * Cases that got better.
   */
  improved: string[];
  unpaired: Unpaired;
  equivalence?: Equivalence;
  preference?: Preference;
}
/**
 * Candidate less baseline, with its interval.
 */
export interface Difference {
  /**
   * The point estimate, or the value itself.
   */
  value: number | null;
  /**
   * Lower end of the interval.
   */
  low: number | null;
  /**
   * Upper end of the interval.
   */
  high: number | null;
  /**
   * Confidence level of the interval, a share.
   */
  level: number;
  /**
   * How the interval was made.
   */
  method: string;
}
/**
 * Cases that have no pair, by side.
 */
export interface Unpaired {
  /**
   * The side that is compared with.
   */
  baseline: string[];
  /**
   * The side that is held against the baseline.
   */
  candidate: string[];
}
/**
 * Where a margin was named: whether the difference is proven to be smaller than it either way. Bounds are one-sided, 95 % each.
 */
export interface Equivalence {
  /**
   * A drop of less than this does not count.
   */
  margin: number;
  /**
   * Lower end of the interval.
   */
  low: number | null;
  /**
   * Upper end of the interval.
   */
  high: number | null;
  /**
   * Does the interval lie within the margin?
   */
  proven: boolean;
}
/**
 * Whose answers a judge of pairs finds the better ones: each pair in both orders, one vote a case (cases of one cluster have one together).
 */
export interface Preference {
  /**
   * The judge's name.
   */
  judge: string;
  /**
   * Cases in which the candidate's answers are the better ones.
   */
  candidate: number;
  /**
   * Cases in which the baseline's answers are.
   */
  baseline: number;
  /**
   * Cases without a winner, flips among them. Undecided cases are in none of these numbers.
   */
  ties: number;
  /**
   * Ties in which the judge named another winner when the answers changed places.
   */
  flips: number;
  /**
   * Of the exact two-sided sign test, not adjusted; null without a vote.
   */
  p_value: number | null;
  /**
   * Of the candidate: proven at 5 %, adjusted by Holm over all preferences of the run.
   */
  verdict: "better" | "worse" | "inconclusive";
}
/**
 * One planned run of a case on an arm, with what came of it.
 */
export interface TrialRecord {
  /**
   * The case's id.
   */
  case: string;
  /**
   * LABEL/PROMPT.
   */
  arm: string;
  /**
   * Which of the case's trials on the arm, from 1.
   */
  trial: number;
  status: TrialStatus;
  /**
   * Why it is not completed; null where it is.
   */
  status_reason: string | null;
  verdict: TrialVerdict;
  /**
   * 0 to 1; null where undecided.
   */
  score: number | null;
  /**
   * The score that it had to reach; absent where none is asked for, or no judge has part in it.
   */
  min_score?: number;
  /**
   * Counts in no rate, comparison or gate.
   */
  quarantined: boolean;
  /**
   * Tags, rendered.
   */
  tags: string[];
  /**
   * What the case stands or falls with; absent for a case of no cluster.
   */
  cluster?: string;
  /**
   * Variables by name.
   */
  vars: {
    [k: string]: unknown;
  };
  location: LocationRecord;
  /**
   * Verdicts of its checks, or a hash of what is expected.
   */
  checks: CheckRecord[];
  /**
   * The answer's text; null where there is none.
   */
  output: string | null;
  /**
   * How the answer ended, in prompt-run's words.
   */
  ending: Ending | null;
  /**
   * The API's word for how the answer ended.
   */
  stop_reason: string | null;
  /**
   * What the API says a refusal was for; null otherwise.
   */
  refusal_category: string | null;
  /**
   * Tools that were called, in order.
   */
  tool_calls: ToolCallRecord[];
  /**
   * The conversation, turn by turn.
   */
  turns: TurnRecord[];
  usage: TrialUsage;
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * Of the answering attempts, in milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number | null;
  /**
   * Milliseconds to the first token; null where not known.
   */
  ttft_ms: number | null;
  /**
   * Waited for admission, slot and budget.
   */
  queued_ms: number | null;
  /**
   * Every HTTP try.
   */
  attempts: AttemptRecord[];
  /**
   * What went wrong; null where nothing did.
   */
  error: TrialError | null;
  /**
   * Hash of what was sent.
   */
  request_hash: string | null;
  /**
   * The model that answered, as the API named it.
   */
  model_served: string | null;
  /**
   * Did a recording answer?
   */
  reused: boolean;
  /**
   * Of a target: the calls that it made through the meter, in order, those of a turn that failed included; empty where it made none. Left out where nobody counted.
   */
  calls?: MeteredCallRecord[];
}
/**
 * Where the case is written.
 */
export interface LocationRecord {
  /**
   * Path of the file, from the working folder where it lies below it.
   */
  file: string;
  /**
   * From 1; null where no line is known.
   */
  line: number;
}
/**
 * What one check said.
 */
export interface CheckRecord {
  /**
   * What kind of line or check this is.
   */
  type: string;
  /**
   * As it is written, or null where it has none.
   */
  name: string | null;
  /**
   * null: a judge was not asked, as nothing hung on it.
   */
  verdict: VerdictStatus | null;
  /**
   * 0 to 1; null where undecided.
   */
  score: number | null;
  /**
   * In words.
   */
  reason: string;
  /**
   * Does a fail fail the trial?
   */
  required: boolean;
  /**
   * In the trial's score.
   */
  weight: number;
  /**
   * From 1; null: the whole trial.
   */
  turn: number | null;
  /**
   * Of a judged check; null where the judge was not asked.
   */
  judge?: JudgementRecord | null;
  /**
   * Of a check around others: what each judge inside it that was asked came to.
   */
  judges?: InnerJudgementRecord[];
  /**
   * Written only by a check of the suite that is called `implied` and like an implied one in all else: it is none.
   */
  implied?: false;
}
/**
 * What a judge said of an answer.
 */
export interface JudgementRecord {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * Equal for equal content.
   */
  hash: string;
  /**
   * The models of a panel are parted by commas.
   */
  model: string;
  /**
   * pass, fail or the name of a choice; null: undecided.
   */
  verdict: string | null;
  /**
   * The words of the answer that the verdict rests on.
   */
  evidence: string | null;
  /**
   * Why, in the judge's words.
   */
  reasoning: string | null;
  /**
   * What each judge said.
   */
  votes: VoteRecord[];
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * Nothing was sent for it: an equal question was asked before.
   */
  reused: boolean;
  /**
   * Hash of all that the judge was shown.
   */
  answer_hash: string;
  /**
   * Verdicts by criterion.
   */
  criteria?: CriterionRecord[];
}
export interface VoteRecord {
  /**
   * The API's id of the model.
   */
  model: string;
  /**
   * The word that was given; null where it could not be taken.
   */
  verdict: string | null;
  /**
   * Why it could not be taken.
   */
  reason: string | null;
  /**
   * By criterion.
   */
  criteria?: {
    [k: string]: string | null;
  };
}
export interface CriterionRecord {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * The judge's word.
   */
  verdict: string | null;
  /**
   * The words of the answer that the verdict rests on.
   */
  evidence: string | null;
  /**
   * Why, in the judge's words.
   */
  reasoning: string | null;
}
/**
 * What a judge inside another check said of an answer.
 */
export interface InnerJudgementRecord {
  /**
   * Its name.
   */
  name: string;
  /**
   * Equal for equal content.
   */
  hash: string;
  /**
   * The judge's own: `not` turns that of the check round.
   */
  verdict: "pass" | "fail" | "undecided";
  /**
   * Does the verdict of the check around it hang on this one?
   */
  decides: boolean;
  /**
   * Hash of all that the judge was shown.
   */
  answer_hash: string;
}
/**
 * A tool that was called.
 */
export interface ToolCallRecord {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * Arguments of the call.
   */
  input: unknown;
  by?: ToolCallBy;
  /**
   * The MCP server that has the tool.
   */
  server_name?: string;
  /**
   * The server tool that made the call where the model did not itself.
   */
  caller?: string;
  /**
   * Why a tool of the API or of an MCP server failed.
   */
  error?: string;
}
/**
 * One turn of the conversation.
 */
export interface TurnRecord {
  /**
   * What was asked, as sent.
   */
  user: string;
  /**
   * The answer's text; null where there is none.
   */
  output: string;
  /**
   * How the answer ended, in prompt-run's words.
   */
  ending: Ending | null;
  /**
   * Tools that were called, in order.
   */
  tool_calls: ToolCallRecord[];
  usage: TrialUsage;
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * Milliseconds to the first token; null where not known.
   */
  ttft_ms: number | null;
  /**
   * Of the answering attempts, in milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number | null;
  /**
   * The API's id of the request.
   */
  request_id: string | null;
}
/**
 * What the API says was used, in tokens; null where an application does not say.
 */
export interface TrialUsage {
  /**
   * Tokens of prompts that the cache neither gave nor took.
   */
  input_tokens: number | null;
  /**
   * Tokens of answers, thinking included.
   */
  output_tokens: number | null;
  /**
   * Tokens of prompts read from the cache.
   */
  cache_read_tokens: number | null;
  /**
   * Tokens of prompts written to the cache for five minutes.
   */
  cache_write_5m_tokens: number | null;
  /**
   * Tokens of prompts written to the cache for an hour.
   */
  cache_write_1h_tokens: number | null;
  /**
   * Tokens of thinking, among the output tokens; null where the API does not say.
   */
  thinking_tokens: number | null;
}
/**
 * One HTTP try.
 */
export interface AttemptRecord {
  /**
   * When, ISO 8601 in UTC.
   */
  at: string;
  /**
   * How it ended.
   */
  status: number | null;
  /**
   * What went wrong; null where nothing did.
   */
  error: string | null;
  /**
   * Waited before this attempt.
   */
  waited_ms: number;
}
/**
 * Why there is no answer.
 */
export interface TrialError {
  /**
   * What kind of line or check this is.
   */
  type: string;
  /**
   * A stable code.
   */
  code: string | null;
  /**
   * How it ended.
   */
  status: number | null;
  /**
   * In words, secrets masked.
   */
  message: string;
}
export interface MeteredCallRecord {
  /**
   * The model that was asked.
   */
  model: string;
  usage: TrialUsage;
  /**
   * In USD; null where a price is not known.
   */
  cost_usd: number | null;
  /**
   * The tools that the answer calls.
   */
  tool_calls: ToolCallRecord[];
  /**
   * When it was answered, ISO 8601 in UTC.
   */
  at: string;
  /**
   * In milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number | null;
  /**
   * A recording answered. Left out: the API did.
   */
  reused?: true;
}
/**
 * What went through the meter. Left out: the run has no meter.
 */
export interface MeterReport {
  /**
   * Null: it served until it was stopped.
   */
  command: string[] | null;
  /**
   * How the command ended; null: it served until it was stopped.
   */
  exit: CommandExit | null;
  /**
   * Of the application: what was answered, reused, failed, refused or missing.
   */
  requests: number;
  /**
   * Requests that the API answered.
   */
  answered: number;
  /**
   * Requests that recordings answered.
   */
  reused: number;
  /**
   * Requests that brought no answer.
   */
  failed: number;
  /**
   * For which the budget had no room.
   */
  refused: number;
  /**
   * Offline, without a recording.
   */
  missing: number;
  latency_ms: Percentiles1;
  /**
   * The calls by the model that was asked.
   */
  models: MeteredModel[];
}
export interface CommandExit {
  /**
   * The exit code; null: a signal ended it.
   */
  code: number | null;
  /**
   * The signal that ended it; null: it exited by itself.
   */
  signal: string | null;
}
/**
 * In milliseconds; null where nothing was measured.
 */
export interface Percentiles1 {
  /**
   * Half took at most this.
   */
  p50: number | null;
  /**
   * 95 in 100 took at most this.
   */
  p95: number | null;
}
export interface MeteredModel {
  /**
   * The model that was asked, after `meter.models`.
   */
  model: string;
  /**
   * HTTP attempts.
   */
  requests: number;
  /**
   * Answers that came from the API.
   */
  answered: number;
  /**
   * Answers that came from recordings.
   */
  reused: number;
  /**
   * Attempts after the first of a request.
   */
  retries: number;
  /**
   * Uncached input tokens of all answers.
   */
  input_tokens: number;
  /**
   * Output tokens of all answers.
   */
  output_tokens: number;
  /**
   * Tokens read from the prompt cache.
   */
  cache_read_tokens: number;
  /**
   * Tokens written to the prompt cache.
   */
  cache_write_tokens: number;
  /**
   * What its answers cost; null: a price is unknown.
   */
  cost_usd: number | null;
  /**
   * Charged at worst: attempts that broke off after they were sent.
   */
  uncertain_cost_usd: number;
  /**
   * Attempts that failed, by status and type.
   */
  errors: {
    [k: string]: number;
  };
}
/**
 * The run that the report is of.
 */
export interface RunLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * What kind of line or check this is.
   */
  type: "run";
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * When it began, ISO 8601 in UTC.
   */
  started_at: string;
  /**
   * Version of prompt-run.
   */
  tool_version: string;
  /**
   * The command line of a run of 0.1, secrets masked. Left out: `request` or `meter` says how it was asked for.
   */
  argv?: string[];
  request?: StoredRequest;
  shard?: ShardLine;
  replies: ReplySource;
  /**
   * The endpoint, without credentials.
   */
  base_url: string;
  /**
   * Whose service answered. Left out: nobody was sent anything, or it is not known.
   */
  platform?: "claude" | "claude-on-aws" | "bedrock" | "bedrock-invoke" | "vertex" | "foundry";
  /**
   * Seed of order, simulator and resampling.
   */
  seed: number;
  /**
   * Day of the price table that costs are reckoned by.
   */
  price_table: string;
  /**
   * The suites, in the order in which they were given.
   */
  suites: SuiteSnapshot[];
  /**
   * The ids of the shards that `prompt-run merge` made the run of. Left out: it is no merged run, or one of an earlier version.
   */
  merged_from?: string[];
  meter?: MeteredRun;
  /**
   * Hash of the trials' keys in plan order: ordinals of lines before a run line with another hash mean other trials.
   */
  plan_hash: string;
}
/**
 * How the run was asked for, so that it can be gone on with. Runs of 0.1 have argv alone.
 */
export interface StoredRequest {
  /**
   * The suites, in the order in which they were given.
   */
  suites: string[];
  /**
   * Models that were asked for.
   */
  models: string[];
  /**
   * Targets that were asked for. Left out: none was named.
   */
  targets?: string[];
  /**
   * Prompt variants that were asked for, or a hash of all of them.
   */
  prompts: string[];
  /**
   * Variables by name.
   */
  vars: {
    [k: string]: unknown;
  };
  /**
   * Values of `--set`.
   */
  set: {
    /**
     * Steps to the key.
     */
    path: string[];
    /**
     * The point estimate, or the value itself.
     */
    value: unknown;
  }[];
  /**
   * How many trials, or the trials themselves.
   */
  trials: number | null;
  /**
   * For a trial, from its first send.
   */
  timeout_ms: number | null;
  /**
   * HTTP tries of a request.
   */
  max_attempts: number | null;
  /**
   * How many cases, or the cases themselves.
   */
  cases: string[];
  /**
   * Tags, rendered.
   */
  tags: string[];
  /**
   * Seed of order, simulator and resampling.
   */
  seed: number;
  /**
   * Where replies were asked from.
   */
  mode: "live" | "simulate" | "reuse" | "offline";
  /**
   * The trial's record, as in the report.
   */
  record: boolean;
  /**
   * Requests in flight at once.
   */
  concurrency: number | null;
  /**
   * Cap on what is spent, in US dollars.
   */
  max_cost_usd: number | null;
  /**
   * Was the run to stop when the gate could no longer pass?
   */
  fail_fast: boolean;
  /**
   * Are missing, reused and undecided answers exit 3?
   */
  strict: boolean;
  /**
   * Is an inconclusive gate exit 5?
   */
  fail_on_inconclusive: boolean;
  /**
   * Were only as many cases to run as decide the gate?
   */
  sequential: boolean;
  /**
   * At how many looks a sequential run tests, fixed before anything is sent; null, or absent from runs of earlier versions: it bets, and looks after every case.
   */
  looks?: number | null;
  /**
   * The side that is compared with.
   */
  baseline: string | null;
  /**
   * The endpoint of the config that was asked for.
   */
  endpoint?: string | null;
  /**
   * May a baseline be missing?
   */
  allow_missing_baseline: boolean;
  /**
   * `--shard` as typed. Left out: the whole plan.
   */
  shard?: string;
  /**
   * Could suites read files outside the project? Left out: they could not.
   */
  allow_outside?: boolean;
  start?: StoredStart;
}
/**
 * By whom a run was begun, and with which options that an invocation keeps only the outcome of. Left out: a run of an earlier version.
 */
export interface StoredStart {
  /**
   * The store that was named. Left out: the usual one.
   */
  store?: string;
  /**
   * The base URL that was named, without name and password. Left out: the environment's or the config's.
   */
  base_url?: string;
  /**
   * The file of the environment that was named. Left out: `.env`.
   */
  env_file?: string;
  /**
   * The reporters that a command line named. Left out: a program began the run.
   */
  reporters?: string[];
  /**
   * Were colours allowed? Left out: they were.
   */
  color?: boolean;
  /**
   * Were all statistics wanted? Left out: they were not.
   */
  verbose?: boolean;
}
/**
 * Which part of the plan the run is. Left out: all of it.
 */
export interface ShardLine {
  /**
   * From 1.
   */
  index: number;
  /**
   * How many shards the plan has.
   */
  of: number;
  /**
   * How cases are dealt out: `hash`, or the hash of a file that `plan --shards` wrote.
   */
  by: string;
  /**
   * By suite, the hash of the baseline that was there; null: none.
   */
  baselines: (string | null)[];
}
export interface SuiteSnapshot {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * Path of the file, from the working folder where it lies below it.
   */
  file: string;
  /**
   * How many trials, or the trials themselves.
   */
  trials: number;
  hashes: SuiteHashes;
  /**
   * Hash of how cases count and of what they are given on the way to their answers: tags, cluster, skip, quarantine, tool results, rounds of tools, simulated replies. Left out: a run of an earlier version.
   */
  treatment?: string;
  /**
   * The rule that was asked for, or what it found.
   */
  gate: unknown;
  /**
   * In the order of the suite: models, then prompts.
   */
  arms: {
    [k: string]: unknown;
  }[];
  /**
   * Where it came from.
   */
  source: {
    [k: string]: unknown;
  };
  /**
   * The judges that its checks ask, and that of pairs. Left out: none, or a run of a version that did not keep them.
   */
  judges?: JudgeIdentity[];
}
/**
 * A judge as it was asked, so that a later one can be told from it: its models, and of everything else a hash.
 */
export interface JudgeIdentity {
  /**
   * Its name in the suite.
   */
  name: string;
  /**
   * Of model, settings, texts and schema.
   */
  hash: string;
  /**
   * The models of a panel are parted by commas.
   */
  model: string;
  /**
   * By part (`rubric`, `verdicts`, `settings` …), its hash.
   */
  parts: {
    [k: string]: string;
  };
}
/**
 * The run is a meter in front of a command, and has no suites. Left out: it runs suites.
 */
export interface MeteredRun {
  /**
   * Null: it served until it was stopped.
   */
  command: string[] | null;
  request?: StoredMeterRequest;
}
/**
 * How the meter was asked for, so that it can be gone on with. Meters of earlier versions have argv alone.
 */
export interface StoredMeterRequest {
  /**
   * Where replies were asked from.
   */
  mode: "live" | "simulate" | "reuse" | "offline";
  /**
   * Were answers to be merged into the config's recordings?
   */
  record: boolean;
  /**
   * The endpoint of the config that was asked for.
   */
  endpoint: string | null;
  /**
   * Where it listened; 0: at a free one.
   */
  port: number;
  /**
   * The folder of recordings that was named.
   */
  recordings: string | null;
  /**
   * Requests a minute that were allowed.
   */
  rpm: number | null;
  /**
   * Input tokens a minute that were allowed.
   */
  itpm: number | null;
  /**
   * Output tokens a minute that were allowed.
   */
  otpm: number | null;
  /**
   * Requests in flight at once.
   */
  concurrency: number | null;
  /**
   * Cap on what is spent, in US dollars.
   */
  max_cost_usd: number | null;
  /**
   * For a call, from when it came.
   */
  timeout_ms: number | null;
  /**
   * HTTP tries of a request.
   */
  max_attempts: number | null;
  /**
   * Seed of the simulator.
   */
  seed: number;
  /**
   * Could links lead what is written out of the project? Left out: they could not.
   */
  allow_outside?: boolean;
  start?: StoredStart;
}
export interface SentLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * What kind of line or check this is.
   */
  type: "sent";
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * Place in plan order over the whole run, from 0.
   */
  ordinal: number;
  /**
   * The suite, by its place in the run from 0 or by name.
   */
  suite: number;
  /**
   * What the call is for. Left out: a turn of a trial.
   */
  role?: "turn" | "judge" | "meter" | "target";
  /**
   * From 1; null: the whole trial.
   */
  turn: number;
  /**
   * Round of tool calls within the turn, from 1.
   */
  round: number;
  /**
   * HTTP try, from 1.
   */
  attempt: number;
  /**
   * When, ISO 8601 in UTC.
   */
  at: string;
  /**
   * Hash of what was sent.
   */
  request_hash: string;
  /**
   * Of a metered call: the model that was asked. Left out elsewhere: the plan knows it.
   */
  model?: string;
  /**
   * Picodollars set aside before sending.
   */
  reserved_pico: string | null;
}
export interface CallLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * What kind of line or check this is.
   */
  type: "call";
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * Place in plan order over the whole run, from 0.
   */
  ordinal: number;
  /**
   * The suite, by its place in the run from 0 or by name.
   */
  suite: number;
  /**
   * The case's id.
   */
  case: string;
  /**
   * Which of the case's trials that begin with an equal request this is, over all arms in plan order.
   */
  n: number;
  /**
   * Hash of format, settings, rendered inputs, case, arm and trial.
   */
  key: string;
  /**
   * What the call is for. Left out: a turn of a trial.
   */
  role?: "turn" | "judge" | "meter" | "target";
  /**
   * From 1; null: the whole trial.
   */
  turn: number;
  /**
   * Round of tool calls within the turn, from 1.
   */
  round: number;
  /**
   * HTTP try, from 1.
   */
  attempt: number;
  /**
   * When, ISO 8601 in UTC.
   */
  at: string;
  /**
   * Hash of what was sent.
   */
  request_hash: string;
  /**
   * How it ended.
   */
  status: "answered" | "failed";
  /**
   * HTTP status; null where no response came.
   */
  http_status: number | null;
  /**
   * Our word for what went wrong; null for an answer.
   */
  failure_kind: string | null;
  /**
   * What went wrong; null where nothing did.
   */
  error: TrialError | null;
  /**
   * The answer; null where none came.
   */
  completion: CompletionLine | null;
  /**
   * Picodollars; null where a price or usage is not known.
   */
  cost_pico: string | null;
  /**
   * What a cap counts for the call, where that is more than its cost: prices are overridden below the table.
   */
  capped_pico?: string;
  /**
   * Picodollars that may have been spent on an attempt whose usage was not told.
   */
  uncertain_pico: string | null;
  /**
   * Milliseconds to the first token; null where not known.
   */
  ttft_ms: number | null;
  /**
   * Of the answering attempts, in milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number | null;
  /**
   * Backoff before this attempt.
   */
  waited_ms: number;
  /**
   * Waiting for admission, budget and a slot before this attempt.
   */
  queued_ms: number;
  /**
   * The API's id of the request.
   */
  request_id: string | null;
  /**
   * Did a recording answer?
   */
  reused: boolean;
  /**
   * The server said that it is a simulator: the answer is nobody's, and is not recorded. Left out: it did not.
   */
  simulated?: true;
  /**
   * Of a metered call: the model that was asked. Left out elsewhere: the plan knows it.
   */
  model?: string;
  /**
   * Of a metered call: hashes of the request's parts by their path, to say what differs where no recording answers.
   */
  request_parts?: {
    [k: string]: string;
  };
  /**
   * What the suite's tools answered to the calls of the round before: sent with this request, cut when long. Absent when there was none.
   */
  tool_results?: ToolResultLine[];
}
/**
 * The model's answer; its text and tool calls follow from the content.
 */
export interface CompletionLine {
  /**
   * The API's content blocks, unmodified.
   */
  content: {
    [k: string]: unknown;
  }[];
  /**
   * A secret was masked in the content: it is not what was graded, and is not graded or sent again.
   */
  masked?: true;
  ending: Ending;
  /**
   * The API's word for how the answer ended.
   */
  stop_reason: string;
  /**
   * What the API says a refusal was for; null otherwise.
   */
  refusal_category: string | null;
  /**
   * Of a metered call: the message's members in the order they came in, `content` as an empty list; without it, those that have no word of ours. Absent elsewhere.
   */
  rest?: {
    [k: string]: unknown;
  };
  /**
   * Of a target that does not report its tokens: the counts below say nothing. Absent elsewhere.
   */
  usage_unknown?: true;
  /**
   * The container that its code ran in. Absent: none.
   */
  container_id?: string;
  /**
   * The model that answered, as the API named it.
   */
  model_served: string;
  usage: BilledUsage;
}
/**
 * What the API says was used.
 */
export interface BilledUsage {
  /**
   * Tokens of prompts that the cache neither gave nor took.
   */
  input_tokens: number;
  /**
   * Tokens of answers, thinking included.
   */
  output_tokens: number;
  /**
   * Tokens of prompts read from the cache.
   */
  cache_read_tokens: number;
  /**
   * Tokens of prompts written to the cache for five minutes.
   */
  cache_write_5m_tokens: number;
  /**
   * Tokens of prompts written to the cache for an hour.
   */
  cache_write_1h_tokens: number;
  /**
   * Tokens of thinking, among the output tokens; null where the API does not say.
   */
  thinking_tokens: number | null;
  /**
   * Searches that the API made.
   */
  web_search_requests: number;
  /**
   * As the API says.
   */
  service_tier: string | null;
  /**
   * As the API says.
   */
  speed: string | null;
  /**
   * As the API says.
   */
  inference_geo: string | null;
  /**
   * The samplings behind the answer, each with its model (null: the one asked). The counts above are their sums. Absent: the API named none.
   */
  iterations?: IterationLine[];
}
export interface IterationLine {
  /**
   * What kind of line or check this is.
   */
  type: string;
  /**
   * The API's id of the model.
   */
  model: string | null;
  /**
   * Tokens of prompts that the cache neither gave nor took.
   */
  input_tokens: number;
  /**
   * Tokens of answers, thinking included.
   */
  output_tokens: number;
  /**
   * Tokens of prompts read from the cache.
   */
  cache_read_tokens: number;
  /**
   * Tokens of prompts written to the cache for five minutes.
   */
  cache_write_5m_tokens: number;
  /**
   * Tokens of prompts written to the cache for an hour.
   */
  cache_write_1h_tokens: number;
}
export interface ToolResultLine {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * The text.
   */
  text: string;
  /**
   * Does it tell the model of an error?
   */
  is_error: boolean;
}
/**
 * One planned run of a case on an arm, with what came of it.
 */
export interface TrialLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * What kind of line or check this is.
   */
  type: "trial";
  /**
   * Place in plan order over the whole run, from 0.
   */
  ordinal: number;
  /**
   * The suite, by its place in the run from 0 or by name.
   */
  suite: number;
  /**
   * Hash of format, settings, rendered inputs, case, arm and trial.
   */
  key: string;
  hashes?: CaseHashes;
  record: TrialRecord;
}
/**
 * What the case asks and what is expected of its answer: by these a baseline knows a case that has changed. Absent in older journals.
 */
export interface CaseHashes {
  /**
   * Hash of what the case asks.
   */
  inputs: string;
  /**
   * The same without the variables that no prompt, check or script reads; absent where all are read.
   */
  read?: string;
  /**
   * Verdicts of its checks, or a hash of what is expected.
   */
  checks: string;
}
export interface EndLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * What kind of line or check this is.
   */
  type: "end";
  /**
   * When, ISO 8601 in UTC.
   */
  at: string;
  verdict: RunVerdict;
  /**
   * The exit code of the command (docs/errors.md).
   */
  exit_code: number;
}
/**
 * One line of a suite's recordings (JSON Lines, sorted by case, request_hash and n): the answer to one request.
 */
export interface RecordingLine {
  /**
   * Version of the line's format.
   */
  v: 1;
  /**
   * The case's id.
   */
  case: string;
  /**
   * SHA-256 of API version, headers that matter and body.
   */
  request_hash: string;
  /**
   * Which of the case's trials that begin with an equal request this is, over all arms in plan order.
   */
  n: number;
  /**
   * Of a metered call: hashes of the request's parts by their path, to say what differs where no recording answers.
   */
  request_parts?: {
    [k: string]: string;
  };
  /**
   * When the request was sent: the answer has that day's price.
   */
  recorded_at: string;
  completion: CompletionLine;
  /**
   * Milliseconds to the first token; null where not known.
   */
  ttft_ms: number | null;
  /**
   * Of the answering attempts, in milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number;
  /**
   * The API's id of the request.
   */
  request_id: string | null;
}
/**
 * What a suite's cases did in one or more accepted runs: what later runs are compared with. Written by `prompt-run accept`, one case a line, sorted by id.
 */
export interface BaselineFile {
  /**
   * Names the format of this file.
   */
  format: "prompt-run.baseline";
  /**
   * Rises when what is here would be misread by an older reader.
   */
  format_version: 1;
  /**
   * The suite's name: a baseline of another suite is not compared with.
   */
  suite: string;
  /**
   * Path of the file, from the working folder where it lies below it.
   */
  file: string;
  /**
   * Where answers came from.
   */
  replies: "live" | "simulated" | "recorded" | "mixed";
  /**
   * Whose service answered. Left out: nobody was sent anything, or it is not known.
   */
  platform?: "claude" | "claude-on-aws" | "bedrock" | "bedrock-invoke" | "vertex" | "foundry";
  /**
   * Of the newest run.
   */
  tool_version: string;
  /**
   * Day of the price table that costs are reckoned by.
   */
  price_table: string;
  /**
   * The judges that its checks asked in the newest run. Left out: none, or not known.
   */
  judges?: JudgeIdentity[];
  /**
   * In the order of the suite: models, then prompts.
   *
   * @minItems 1
   */
  arms: BaselineArmRecord[];
  /**
   * How many cases, or the cases themselves.
   */
  cases: BaselineCase[];
}
export interface BaselineArmRecord {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * The API's id of the model.
   */
  model: string;
  /**
   * Body fields of the request beside model, system and messages.
   */
  settings: {
    [k: string]: unknown;
  };
  /**
   * System and messages as written; null when the run did not keep them.
   */
  prompt_text: string | null;
  /**
   * The models that answered, as the API named them, sorted.
   */
  served: string[];
  /**
   * The ids of the shards that pooled runs were merged of: no shard counts twice either. Left out: none.
   */
  shards?: string[];
  /**
   * The ids of the pooled runs, oldest first. No run counts twice.
   *
   * @minItems 1
   */
  runs: string[];
}
export interface BaselineCase {
  /**
   * Unique where it stands.
   */
  id: string;
  /**
   * What the case stands or falls with; absent for a case of no cluster.
   */
  cluster?: string;
  /**
   * Hash of what the case asks; null when unknown.
   */
  inputs: string | null;
  /**
   * Hash of what the case asks without the variables that no prompt, check or script reads; absent where all are read.
   */
  read?: string;
  /**
   * Short hashes of the values of its variables, by name: what has changed is named by them. An empty one is not known.
   */
  vars?: {
    [k: string]: string;
  };
  /**
   * Hash of what is expected of the answer; null when unknown.
   */
  checks: string | null;
  /**
   * In the order of `arms`; null where the arm has no decided trial of the case.
   */
  arms: (BaselineResult | null)[];
}
/**
 * A case on an arm: how many trials passed and failed, and means over its answered trials (null: unknown).
 */
export interface BaselineResult {
  /**
   * Trials that passed.
   */
  passed: number;
  /**
   * Trials that failed.
   */
  failed: number;
  /**
   * The mean score of these trials; absent when it was not kept or no trial has one.
   */
  score?: number;
  /**
   * In US dollars; null where a price or usage is not known.
   */
  cost_usd: number | null;
  /**
   * Of the answering attempts, in milliseconds, without queue and retries; null where not known.
   */
  latency_ms: number | null;
  /**
   * Tokens of answers, thinking included.
   */
  output_tokens: number | null;
}
/**
 * What `prompt-run compare --reporter json` found: the candidate held against the baseline, case by case.
 */
export interface ComparisonFile {
  /**
   * Names the format of this file.
   */
  format: "prompt-run.comparison";
  /**
   * Rises when what is here would be misread by an older reader.
   */
  format_version: 1;
  /**
   * The worst of all comparisons.
   */
  verdict: "better" | "worse" | "not_worse" | "inconclusive";
  /**
   * The exit code of the command (docs/errors.md).
   */
  exit_code: number;
  /**
   * In words, as reports show it.
   */
  sentence: string;
  baseline: ComparedSideRecord;
  candidate: ComparedSideRecord;
  /**
   * What was left out, and what a reader must know.
   */
  notes: string[];
  /**
   * The suites, in the order in which they were given.
   */
  suites: ComparedSuiteRecord[];
}
/**
 * One side: a run, a report, a baseline, or an arm of a run.
 */
export interface ComparedSideRecord {
  /**
   * A run's id, a file, or an arm of one of them.
   */
  source: string;
  replies: ReplySource;
}
/**
 * The comparisons of one suite.
 */
export interface ComparedSuiteRecord {
  /**
   * As it is written, or null where it has none.
   */
  name: string;
  /**
   * Pairs of arms held against each other.
   */
  comparisons: ReportedComparisonRecord[];
  /**
   * What is known to differ between the sides.
   */
  differences: DifferenceRecord[];
}
/**
 * One pair of arms.
 */
export interface ReportedComparisonRecord {
  comparison: Comparison;
  /**
   * Costs, latencies and tokens, paired.
   */
  measures: MeasureRecord[];
  /**
   * In words, as reports show it.
   */
  sentence: string;
  /**
   * The first cases that regressed.
   */
  regressed_answers: AnswerPairRecord[];
  /**
   * Answers of cases that only the candidate passes.
   */
  improved_answers: AnswerPairRecord[];
}
/**
 * Means over the cases where both sides have it, and of the difference case by case, candidate minus baseline; its interval by the paired t, null with fewer than two cases; of scores, which stand here where they say more than passes do, bounds that hold for any distribution.
 */
export interface MeasureRecord {
  /**
   * What was measured.
   */
  measure: "score" | "cost_usd" | "latency_ms" | "output_tokens";
  /**
   * How many cases, or the cases themselves.
   */
  cases: number;
  /**
   * The side that is compared with.
   */
  baseline: number;
  /**
   * The side that is held against the baseline.
   */
  candidate: number;
  /**
   * Candidate less baseline.
   */
  difference: number;
  /**
   * Lower end of the interval.
   */
  low: number | null;
  /**
   * Upper end of the interval.
   */
  high: number | null;
  /**
   * Confidence level of the interval, a share.
   */
  level: number;
}
/**
 * A case whose result changed: the answer of its first trial that shows it on either side; null where none is kept.
 */
export interface AnswerPairRecord {
  /**
   * The case's id.
   */
  case: string;
  /**
   * The side that is compared with.
   */
  baseline: string | null;
  /**
   * The side that is held against the baseline.
   */
  candidate: string | null;
}
/**
 * One thing that differs between the sides.
 */
export interface DifferenceRecord {
  /**
   * What kind of thing differs.
   */
  what:
    | "cases"
    | "checks"
    | "judge"
    | "arm"
    | "prompt"
    | "settings"
    | "model"
    | "served model"
    | "platform"
    | "price table"
    | "tool version"
    | "replies";
  /**
   * The candidate's arm; null for what concerns them all.
   */
  arm: string | null;
  /**
   * In words, as reports show it.
   */
  sentence: string;
  /**
   * Both texts, where a diff says more than the sentence; else null.
   */
  before: string | null;
  /**
   * On the candidate's side.
   */
  after: string | null;
}
/**
 * One line of a judge's labels (JSON Lines): what a person says of one answer. Written by `prompt-run label`, fit to commit.
 */
export interface LabelRecord {
  /**
   * Whose answers these are, by its name in the suite.
   */
  judge: string;
  /**
   * Of the judge whose verdicts the answer was drawn by.
   */
  judge_hash: string;
  /**
   * Of the texts of verdicts, choices or criteria that the person saw. Another one makes the label stale; without it another judge_hash does.
   */
  texts_hash?: string;
  /**
   * Of all that is shown.
   */
  answer_hash: string;
  shown: ShownTexts;
  /**
   * The case's id.
   */
  case: string;
  /**
   * The arm that answered; null: unknown.
   */
  arm: string | null;
  /**
   * Which trial of the case on the arm gave the answer, from 1: a label counts once for each. Without it, it counts once.
   */
  trial?: number;
  /**
   * null: the answer as a whole.
   */
  criterion: string | null;
  label: LabelWord;
  /**
   * Who says so.
   */
  by: string;
  /**
   * What the person adds.
   */
  note: string | null;
  /**
   * When, in UTC.
   */
  at: string;
  drawn: DrawnRecord;
  half: LabelHalf;
  /**
   * The answer and the verdict that drew it come from the simulator: it measures simulated judges alone.
   */
  simulated?: boolean;
}
/**
 * What the judge and the person saw.
 */
export interface ShownTexts {
  /**
   * The answer.
   */
  output: string;
  [k: string]: string;
}
/**
 * How the answer came to be labelled: `labelled` of the `of` answers of a stratum were drawn.
 */
export interface DrawnRecord {
  /**
   * The run that was drawn from.
   */
  run: string;
  stratum: LabelStratum;
  /**
   * How many of the stratum were drawn.
   */
  labelled: number;
  /**
   * How many answers the stratum had.
   */
  of: number;
}
/**
 * One line of what a judge says of its labelled answers (JSON Lines, sorted by answer_hash and criterion). Written by `prompt-run judges` beside the labels, fit to commit: runs then know how the judge errs without asking it again.
 */
export interface JudgedRecord {
  /**
   * Its name.
   */
  judge: string;
  /**
   * The judge as it was asked.
   */
  judge_hash: string;
  /**
   * Of all that it was shown.
   */
  answer_hash: string;
  verdict: JudgedVerdict;
  criteria?: JudgedCriteria;
  /**
   * What it quoted.
   */
  evidence: string | null;
  /**
   * Why.
   */
  reasoning: string | null;
  /**
   * Its votes were split.
   */
  flipped: boolean;
  /**
   * What its votes cost; null: unknown.
   */
  cost_usd: number | null;
  /**
   * When, in UTC.
   */
  at: string;
  /**
   * A simulator said it: it measures simulated judges alone.
   */
  simulated?: boolean;
}
/**
 * Of a judge with criteria, what it said of each.
 */
export interface JudgedCriteria {
  [k: string]: "pass" | "fail" | "undecided";
}
/**
 * How the cases of a plan are dealt out to shards. Written by `prompt-run plan --shards N --out FILE`, read by `--shard FILE#N`.
 */
export interface ShardsFile {
  /**
   * Always `prompt-run.shards`.
   */
  format: "prompt-run.shards";
  /**
   * Of this form of file.
   */
  format_version: 1;
  /**
   * The version of prompt-run that dealt it out.
   */
  tool_version: string;
  /**
   * Hash of the plan that was dealt out: of another plan no shard is run.
   */
  plan_hash: string;
  /**
   * What each shard has, shard 1 first.
   *
   * @minItems 1
   * @maxItems 10000
   */
  shards: ShardForecast[];
  /**
   * The plan's suites in order, each with whose its cases are.
   */
  suites: DealtSuite[];
}
export interface ShardForecast {
  /**
   * Its cases, of all suites.
   */
  cases: number;
  /**
   * Its trials, on all arms.
   */
  trials: number;
  /**
   * Input and output of all its trials.
   */
  expected_tokens: number;
}
export interface DealtSuite {
  /**
   * The suite's name.
   */
  name: string;
  /**
   * The suite's file, as it was named.
   */
  file: string;
  /**
   * The shard of each case in plan order, from 1.
   */
  shard_of: number[];
}
/**
 * What `prompt-run usage --json` prints: tokens, requests, errors and money of all stored runs.
 */
export interface UsageFile {
  /**
   * Names the format of this file.
   */
  format: "prompt-run.usage";
  /**
   * Rises when what is here would be misread by an older reader.
   */
  format_version: 1;
  /**
   * What the rows are.
   */
  by: "day" | "model" | "suite" | "arm";
  /**
   * Requests that ended before are left out, ISO 8601 in UTC; null: none.
   */
  since: string | null;
  /**
   * When the store was read, ISO 8601 in UTC.
   */
  until: string;
  /**
   * Runs that the sums are of.
   */
  runs: number;
  simulated: UsageOfSimulators;
  /**
   * Merged runs some of whose requests are counted with their shards, or with a later merged run.
   */
  merged: number;
  /**
   * Runs that cannot be read: they are in no sum.
   */
  unreadable: UnreadRun[];
  /**
   * Days in their order; else the dearest first.
   */
  rows: UsageRow[];
  totals: UsageFigures;
}
/**
 * What simulators answered: it is no money, and in no sum.
 */
export interface UsageOfSimulators {
  /**
   * Runs with such requests.
   */
  runs: number;
  /**
   * Those requests.
   */
  requests: number;
}
export interface UnreadRun {
  /**
   * The run's id.
   */
  run: string;
  /**
   * Why it cannot be read.
   */
  message: string;
}
/**
 * One group: what it is, then its figures.
 */
export interface UsageRow {
  /**
   * By day: the UTC day of the answers; null: their time cannot be read.
   */
  day?: string | null;
  /**
   * By model: the one that was asked; null: nothing tells which it was.
   */
  model?: string | null;
  /**
   * By suite and by arm: the suite's name; null: it is of a meter.
   */
  suite?: string | null;
  /**
   * By arm: its id; null where `part` is another than `answers`.
   */
  arm?: string | null;
  /**
   * By arm: answers of an arm; what judges were asked; what applications asked outside of trials; requests of trials that did not come to their end, in suites of several arms; what a command asked through a meter.
   */
  part?: "answers" | "judges" | "overhead" | "unfinished" | "meter";
  /**
   * By suite and by arm: the command behind the meter; null: it is of a suite, or a meter that served without one.
   */
  meter?: string | null;
  /**
   * HTTP attempts, failed and retried ones included.
   */
  requests: number;
  /**
   * Of those: with a whole answer.
   */
  answered: number;
  /**
   * Of those: without one.
   */
  failed: number;
  /**
   * Of those: nothing is kept of how they ended. A kill cut them off, or they are in flight.
   */
  unanswered: number;
  /**
   * Attempts after the first of a request.
   */
  retries: number;
  /**
   * The failed ones by the kind of failure.
   */
  errors: {
    [k: string]: number;
  };
  /**
   * Answers that came from recordings: not requests, and nothing was paid for them.
   */
  reused: number;
  /**
   * Tokens of prompts that the cache neither gave nor took; null: an answer does not tell.
   */
  input_tokens: number | null;
  /**
   * Tokens of answers; null: an answer does not tell.
   */
  output_tokens: number | null;
  /**
   * Tokens of prompts read from the cache; null: an answer does not tell.
   */
  cache_read_tokens: number | null;
  /**
   * Tokens of prompts written to the cache; null: an answer does not tell.
   */
  cache_write_tokens: number | null;
  /**
   * What was paid; null: the price of some of it is not known.
   */
  cost_usd: number | null;
  /**
   * The part of it whose price is known.
   */
  known_cost_usd: number;
  /**
   * Attempts whose price is not known, turns of applications among them.
   */
  unpriced: number;
  /**
   * What may have been paid beside it, at worst: for attempts that broke off after they were sent, and for answers without a price.
   */
  uncertain_cost_usd: number;
}
/**
 * The sums of all rows.
 */
export interface UsageFigures {
  /**
   * HTTP attempts, failed and retried ones included.
   */
  requests: number;
  /**
   * Of those: with a whole answer.
   */
  answered: number;
  /**
   * Of those: without one.
   */
  failed: number;
  /**
   * Of those: nothing is kept of how they ended. A kill cut them off, or they are in flight.
   */
  unanswered: number;
  /**
   * Attempts after the first of a request.
   */
  retries: number;
  /**
   * The failed ones by the kind of failure.
   */
  errors: {
    [k: string]: number;
  };
  /**
   * Answers that came from recordings: not requests, and nothing was paid for them.
   */
  reused: number;
  /**
   * Tokens of prompts that the cache neither gave nor took; null: an answer does not tell.
   */
  input_tokens: number | null;
  /**
   * Tokens of answers; null: an answer does not tell.
   */
  output_tokens: number | null;
  /**
   * Tokens of prompts read from the cache; null: an answer does not tell.
   */
  cache_read_tokens: number | null;
  /**
   * Tokens of prompts written to the cache; null: an answer does not tell.
   */
  cache_write_tokens: number | null;
  /**
   * What was paid; null: the price of some of it is not known.
   */
  cost_usd: number | null;
  /**
   * The part of it whose price is known.
   */
  known_cost_usd: number;
  /**
   * Attempts whose price is not known, turns of applications among them.
   */
  unpriced: number;
  /**
   * What may have been paid beside it, at worst: for attempts that broke off after they were sent, and for answers without a price.
   */
  uncertain_cost_usd: number;
}
