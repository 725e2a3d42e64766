// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

export type AnyRecord = Report | JournalLine | RecordingLine | BaselineFile | ComparisonFile;
export type ReplySource = "live" | "simulated" | "recorded" | "mixed";
export type RunVerdict = "pass" | "fail" | "inconclusive" | "incomplete" | "over_budget" | "interrupted" | "pending";
export type GateVerdict = "pass" | "fail" | "inconclusive" | "incomplete";
export type ComparisonVerdict = "better" | "worse" | "not_worse" | "inconclusive";
export type TrialStatus = "completed" | "errored" | "skipped";
export type TrialVerdict = "pass" | "fail" | "undecided" | null;
export type VerdictStatus = "pass" | "fail" | "undecided";
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
 * The JSON report. Unknown numbers are null, never 0; money is in USD.
 */
export interface Report {
  format: "prompt-run.report";
  format_version: 1;
  run: RunRecord;
  verdict: RunVerdict;
  exit_code: number;
  totals: Totals;
  suites: SuiteReport[];
}
export interface RunRecord {
  id: string;
  started_at: string;
  finished_at: string | null;
  duration_ms: number | null;
  tool_version: string;
  replies: ReplySource;
  seed: number;
  base_url: string;
  git: GitRecord | null;
  price_table: string;
  warnings: WarningRecord[];
}
export interface GitRecord {
  commit: string | null;
  branch: string | null;
  dirty: boolean | null;
}
export interface WarningRecord {
  code: string;
  message: string;
  file: string | null;
  line: number | null;
}
export interface Totals {
  trials: number;
  passed: number;
  failed: number;
  undecided: number;
  errored: number;
  skipped: number;
  quarantined: number;
  refused: number;
  truncated: number;
  requests: number;
  retries: number;
  rate_limited: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  cost_usd: number | null;
  grading_cost_usd: number | null;
  uncertain_cost_usd: number | null;
  reused_trials: number;
  saved_usd: number | null;
}
export interface SuiteReport {
  name: string;
  file: string;
  verdict: RunVerdict;
  hashes: SuiteHashes;
  gate: GateRecord;
  arms: ArmSummary[];
  slices: SliceSummary[];
  comparisons: Comparison[];
  trials: TrialRecord[];
}
export interface SuiteHashes {
  cases: string;
  checks: string;
  prompts: string;
  settings: string;
}
export interface GateRecord {
  verdict: GateVerdict | null;
  note: string | null;
  rules: RuleRecord[];
}
export interface RuleRecord {
  rule: string;
  arm: string | null;
  tag: string | null;
  limit: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  verdict: GateVerdict;
  reason: string;
  /**
   * What `not_worse_than` compares where it is not the pass rate: `value`, `low`, `high` and `limit` are then of mean scores.
   */
  on?: "score";
}
export interface ArmSummary {
  id: string;
  model: string;
  prompt: string;
  settings: {
    [k: string]: unknown;
  };
  dropped_settings: string[];
  cases: number;
  trials: number;
  passed: number;
  failed: number;
  undecided: number;
  errored: number;
  skipped: number;
  refused: number;
  truncated: number;
  pass_rate: Rate;
  mean_score: number | null;
  checks: CheckSummary[];
  cost_usd: number | null;
  cost_per_pass_usd: number | null;
  latency_ms: Percentiles;
  ttft_ms: Percentiles;
  input_tokens: number;
  output_tokens: number;
}
export interface Rate {
  value: number | null;
  low: number | null;
  high: number | null;
  level: number;
  method: string;
  n: number;
}
export interface CheckSummary {
  name: string;
  type: string;
  passed: number;
  failed: number;
  undecided: number;
  mean_score: number | null;
}
export interface Percentiles {
  p50: number | null;
  p95: number | null;
}
export interface SliceSummary {
  tag: string;
  arm: string;
  cases: number;
  trials: number;
  passed: number;
  failed: number;
  undecided: number;
  errored: number;
  pass_rate: Rate;
}
export interface Comparison {
  against: "arm" | "baseline";
  baseline: string;
  candidate: string;
  cases: number;
  both_pass: number | null;
  only_baseline_passes: number | null;
  only_candidate_passes: number | null;
  neither_passes: number | null;
  difference: Difference;
  p_value: number | null;
  p_adjusted: number | null;
  test: string | null;
  verdict: ComparisonVerdict;
  cost_ratio: number | null;
  regressed: string[];
  improved: string[];
  unpaired: Unpaired;
  equivalence?: Equivalence;
}
export interface Difference {
  value: number | null;
  low: number | null;
  high: number | null;
  level: number;
  method: string;
}
export interface Unpaired {
  baseline: string[];
  candidate: string[];
}
/**
 * Where a margin was named: whether the difference is proven to be smaller than it either way. Bounds are one-sided, 95 % each.
 */
export interface Equivalence {
  margin: number;
  low: number | null;
  high: number | null;
  proven: boolean;
}
export interface TrialRecord {
  case: string;
  arm: string;
  trial: number;
  status: TrialStatus;
  status_reason: string | null;
  verdict: TrialVerdict;
  score: number | null;
  quarantined: boolean;
  tags: string[];
  /**
   * What the case stands or falls with; absent for a case of no cluster.
   */
  cluster?: string;
  vars: {
    [k: string]: unknown;
  };
  location: LocationRecord;
  checks: CheckRecord[];
  output: string | null;
  ending: Ending | null;
  stop_reason: string | null;
  refusal_category: string | null;
  tool_calls: ToolCallRecord[];
  turns: TurnRecord[];
  usage: TrialUsage;
  cost_usd: number | null;
  latency_ms: number | null;
  ttft_ms: number | null;
  queued_ms: number | null;
  attempts: AttemptRecord[];
  error: TrialError | null;
  request_hash: string | null;
  model_served: string | null;
  reused: boolean;
}
export interface LocationRecord {
  file: string;
  line: number;
}
export interface CheckRecord {
  type: string;
  name: string | null;
  /**
   * null: a judge was not asked, as nothing hung on it.
   */
  verdict: VerdictStatus | null;
  score: number | null;
  reason: string;
  required: boolean;
  weight: number;
  turn: number | null;
  /**
   * Of a judged check; null where the judge was not asked.
   */
  judge?: JudgementRecord | null;
}
/**
 * What a judge said of an answer.
 */
export interface JudgementRecord {
  name: string;
  hash: string;
  /**
   * The models of a panel are parted by commas.
   */
  model: string;
  /**
   * pass, fail or the name of a choice; null: undecided.
   */
  verdict: string | null;
  evidence: string | null;
  reasoning: string | null;
  votes: VoteRecord[];
  cost_usd: number | null;
  /**
   * Nothing was sent for it: an equal question was asked before.
   */
  reused: boolean;
  /**
   * Hash of all that the judge was shown.
   */
  answer_hash: string;
  criteria?: CriterionRecord[];
}
export interface VoteRecord {
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
  name: string;
  verdict: string | null;
  evidence: string | null;
  reasoning: string | null;
}
export interface ToolCallRecord {
  id: string;
  name: string;
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
export interface TurnRecord {
  user: string;
  output: string;
  ending: Ending | null;
  tool_calls: ToolCallRecord[];
  usage: TrialUsage;
  cost_usd: number | null;
  ttft_ms: number | null;
  latency_ms: number | null;
  request_id: string | null;
}
export interface TrialUsage {
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_5m_tokens: number;
  cache_write_1h_tokens: number;
  thinking_tokens: number | null;
}
export interface AttemptRecord {
  at: string;
  status: number | null;
  error: string | null;
  waited_ms: number;
}
export interface TrialError {
  type: string;
  code: string | null;
  status: number | null;
  message: string;
}
export interface RunLine {
  v: 1;
  type: "run";
  id: string;
  started_at: string;
  tool_version: string;
  argv: string[];
  request?: StoredRequest;
  replies: ReplySource;
  base_url: string;
  seed: number;
  price_table: string;
  suites: SuiteSnapshot[];
  /**
   * Hash of the trials' keys in plan order: ordinals of lines before a run line with another hash mean other trials.
   */
  plan_hash: string;
}
/**
 * How the run was asked for, so that it can be gone on with. Runs of 0.1 have argv alone.
 */
export interface StoredRequest {
  suites: string[];
  models: string[];
  prompts: string[];
  vars: {
    [k: string]: unknown;
  };
  set: {
    path: string[];
    value: unknown;
  }[];
  trials: number | null;
  timeout_ms: number | null;
  max_attempts: number | null;
  cases: string[];
  tags: string[];
  seed: number;
  mode: "live" | "simulate" | "reuse" | "offline";
  record: boolean;
  concurrency: number | null;
  max_cost_usd: number | null;
  fail_fast: boolean;
  strict: boolean;
  fail_on_inconclusive: boolean;
  sequential: boolean;
  baseline: string | null;
  allow_missing_baseline: boolean;
}
export interface SuiteSnapshot {
  name: string;
  file: string;
  trials: number;
  hashes: SuiteHashes;
  gate: unknown;
  arms: {
    [k: string]: unknown;
  }[];
  source: {
    [k: string]: unknown;
  };
}
export interface SentLine {
  v: 1;
  type: "sent";
  id: string;
  ordinal: number;
  suite: number;
  /**
   * What the call is for. Left out: a turn of a trial.
   */
  role?: "turn" | "judge";
  turn: number;
  round: number;
  attempt: number;
  at: string;
  request_hash: string;
  reserved_pico: string | null;
}
export interface CallLine {
  v: 1;
  type: "call";
  id: string;
  ordinal: number;
  suite: number;
  case: string;
  /**
   * Which of the case's trials that begin with an equal request this is, over all arms in plan order.
   */
  n: number;
  key: string;
  /**
   * What the call is for. Left out: a turn of a trial.
   */
  role?: "turn" | "judge";
  turn: number;
  round: number;
  attempt: number;
  at: string;
  request_hash: string;
  status: "answered" | "failed";
  http_status: number | null;
  /**
   * Our word for what went wrong; null for an answer.
   */
  failure_kind: string | null;
  error: TrialError | null;
  completion: CompletionLine | null;
  cost_pico: string | null;
  /**
   * What a cap counts for the call, where that is more than its cost: prices are overridden below the table.
   */
  capped_pico?: string;
  uncertain_pico: string | null;
  ttft_ms: number | null;
  latency_ms: number | null;
  /**
   * Backoff before this attempt.
   */
  waited_ms: number;
  /**
   * Waiting for admission, budget and a slot before this attempt.
   */
  queued_ms: number;
  request_id: string | null;
  reused: boolean;
  /**
   * The server said that it is a simulator: the answer is nobody's, and is not recorded. Left out: it did not.
   */
  simulated?: true;
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
  stop_reason: string;
  refusal_category: string | null;
  /**
   * The container that its code ran in. Absent: none.
   */
  container_id?: string;
  model_served: string;
  usage: BilledUsage;
}
export interface BilledUsage {
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_5m_tokens: number;
  cache_write_1h_tokens: number;
  thinking_tokens: number | null;
  web_search_requests: number;
  service_tier: string | null;
  speed: string | null;
  inference_geo: string | null;
  /**
   * The samplings behind the answer, each with its model (null: the one asked). The counts above are their sums. Absent: the API named none.
   */
  iterations?: IterationLine[];
}
export interface IterationLine {
  type: string;
  model: string | null;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_5m_tokens: number;
  cache_write_1h_tokens: number;
}
export interface ToolResultLine {
  id: string;
  text: string;
  is_error: boolean;
}
export interface TrialLine {
  v: 1;
  type: "trial";
  ordinal: number;
  suite: number;
  key: string;
  hashes?: CaseHashes;
  record: TrialRecord;
}
/**
 * What the case asks and what is expected of its answer: by these a baseline knows a case that has changed. Absent in older journals.
 */
export interface CaseHashes {
  inputs: string;
  checks: string;
}
export interface EndLine {
  v: 1;
  type: "end";
  at: string;
  verdict: RunVerdict;
  exit_code: number;
}
/**
 * One line of a suite's recordings (JSON Lines, sorted by case, request_hash and n): the answer to one request.
 */
export interface RecordingLine {
  v: 1;
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
   * When the request was sent: the answer has that day's price.
   */
  recorded_at: string;
  completion: CompletionLine;
  ttft_ms: number | null;
  latency_ms: number;
  request_id: string | null;
}
/**
 * What a suite's cases did in one or more accepted runs: what later runs are compared with. Written by `prompt-run accept`, one case a line, sorted by id.
 */
export interface BaselineFile {
  format: "prompt-run.baseline";
  format_version: 1;
  /**
   * The suite's name: a baseline of another suite is not compared with.
   */
  suite: string;
  file: string;
  replies: "live" | "simulated" | "recorded" | "mixed";
  /**
   * Of the newest run.
   */
  tool_version: string;
  price_table: string;
  /**
   * @minItems 1
   */
  arms: BaselineArmRecord[];
  cases: BaselineCase[];
}
export interface BaselineArmRecord {
  id: string;
  model: string;
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
   * The ids of the pooled runs, oldest first. No run counts twice.
   *
   * @minItems 1
   */
  runs: string[];
}
export interface BaselineCase {
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
  passed: number;
  failed: number;
  /**
   * The mean score of these trials; absent when it was not kept or no trial has one.
   */
  score?: number;
  cost_usd: number | null;
  latency_ms: number | null;
  output_tokens: number | null;
}
/**
 * What `prompt-run compare --reporter json` found: the candidate held against the baseline, case by case.
 */
export interface ComparisonFile {
  format: "prompt-run.comparison";
  format_version: 1;
  /**
   * The worst of all comparisons.
   */
  verdict: "better" | "worse" | "not_worse" | "inconclusive";
  exit_code: number;
  sentence: string;
  baseline: ComparedSideRecord;
  candidate: ComparedSideRecord;
  /**
   * What was left out, and what a reader must know.
   */
  notes: string[];
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
  name: string;
  comparisons: ReportedComparisonRecord[];
  differences: DifferenceRecord[];
}
/**
 * One pair of arms.
 */
export interface ReportedComparisonRecord {
  comparison: Comparison;
  measures: MeasureRecord[];
  sentence: string;
  /**
   * The first cases that regressed.
   */
  regressed_answers: AnswerPairRecord[];
  improved_answers: AnswerPairRecord[];
}
/**
 * Means over the cases where both sides have it, and of the difference case by case, candidate minus baseline; its interval by the paired t, null with fewer than two cases.
 */
export interface MeasureRecord {
  measure: "cost_usd" | "latency_ms" | "output_tokens";
  cases: number;
  baseline: number;
  candidate: number;
  difference: number;
  low: number | null;
  high: number | null;
  level: number;
}
/**
 * A case whose result changed: the answer of its first trial that shows it on either side; null where none is kept.
 */
export interface AnswerPairRecord {
  case: string;
  baseline: string | null;
  candidate: string | null;
}
/**
 * One thing that differs between the sides.
 */
export interface DifferenceRecord {
  what:
    | "cases"
    | "checks"
    | "arm"
    | "prompt"
    | "settings"
    | "model"
    | "served model"
    | "price table"
    | "tool version"
    | "replies";
  /**
   * The candidate's arm; null for what concerns them all.
   */
  arm: string | null;
  sentence: string;
  /**
   * Both texts, where a diff says more than the sentence; else null.
   */
  before: string | null;
  after: string | null;
}
