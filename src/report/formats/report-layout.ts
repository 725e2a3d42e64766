import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";

/**
 * The keys of a record in the order of schemas/report.schema.json, and the layouts of what they hold. null: as it is
 * (plain values, and maps whose keys are the user's). Insights are no part of it.
 */
export type Layout = null | { readonly [key: string]: Layout };

type LayoutOf<T> = { readonly [K in keyof T]-?: Layout };

const USAGE: Layout = {
  input_tokens: null,
  output_tokens: null,
  cache_read_tokens: null,
  cache_write_5m_tokens: null,
  cache_write_1h_tokens: null,
  thinking_tokens: null,
};
const TOOL_CALL: Layout = {
  id: null,
  name: null,
  input: null,
  by: null,
  server_name: null,
  caller: null,
  error: null,
};
const RATE: Layout = { value: null, low: null, high: null, level: null, method: null, n: null };
const PERCENTILES: Layout = { p50: null, p95: null };

export const TRIAL_LAYOUT: LayoutOf<TrialRecord> = {
  case: null,
  arm: null,
  trial: null,
  status: null,
  status_reason: null,
  verdict: null,
  score: null,
  quarantined: null,
  tags: null,
  cluster: null,
  vars: null,
  location: { file: null, line: null },
  checks: {
    type: null,
    name: null,
    verdict: null,
    score: null,
    reason: null,
    required: null,
    weight: null,
    turn: null,
  },
  output: null,
  ending: null,
  stop_reason: null,
  refusal_category: null,
  tool_calls: TOOL_CALL,
  turns: {
    user: null,
    output: null,
    ending: null,
    tool_calls: TOOL_CALL,
    usage: USAGE,
    cost_usd: null,
    ttft_ms: null,
    latency_ms: null,
    request_id: null,
  },
  usage: USAGE,
  cost_usd: null,
  latency_ms: null,
  ttft_ms: null,
  queued_ms: null,
  attempts: { at: null, status: null, error: null, waited_ms: null },
  error: { type: null, code: null, status: null, message: null },
  request_hash: null,
  model_served: null,
  reused: null,
};

export const SUITE_LAYOUT: LayoutOf<Omit<SuiteHead, "insights">> = {
  name: null,
  file: null,
  verdict: null,
  hashes: { cases: null, checks: null, prompts: null, settings: null },
  gate: {
    verdict: null,
    note: null,
    rules: {
      rule: null,
      arm: null,
      tag: null,
      limit: null,
      value: null,
      low: null,
      high: null,
      verdict: null,
      reason: null,
    },
  },
  arms: {
    id: null,
    model: null,
    prompt: null,
    settings: null,
    dropped_settings: null,
    cases: null,
    trials: null,
    passed: null,
    failed: null,
    undecided: null,
    errored: null,
    skipped: null,
    refused: null,
    truncated: null,
    pass_rate: RATE,
    mean_score: null,
    checks: { name: null, type: null, passed: null, failed: null, undecided: null, mean_score: null },
    cost_usd: null,
    cost_per_pass_usd: null,
    latency_ms: PERCENTILES,
    ttft_ms: PERCENTILES,
    input_tokens: null,
    output_tokens: null,
  },
  slices: {
    tag: null,
    arm: null,
    cases: null,
    trials: null,
    passed: null,
    failed: null,
    undecided: null,
    errored: null,
    pass_rate: RATE,
  },
  comparisons: {
    against: null,
    baseline: null,
    candidate: null,
    cases: null,
    both_pass: null,
    only_baseline_passes: null,
    only_candidate_passes: null,
    neither_passes: null,
    difference: { value: null, low: null, high: null, level: null, method: null },
    p_value: null,
    p_adjusted: null,
    test: null,
    verdict: null,
    cost_ratio: null,
    regressed: null,
    improved: null,
    unpaired: { baseline: null, candidate: null },
    equivalence: { margin: null, low: null, high: null, proven: null },
  },
};

export const HEAD_LAYOUT: LayoutOf<Omit<ReportHead, "insights">> = {
  format: null,
  format_version: null,
  run: {
    id: null,
    started_at: null,
    finished_at: null,
    duration_ms: null,
    tool_version: null,
    replies: null,
    seed: null,
    base_url: null,
    git: { commit: null, branch: null, dirty: null },
    price_table: null,
    warnings: { code: null, message: null, file: null, line: null },
  },
  verdict: null,
  exit_code: null,
  totals: {
    trials: null,
    passed: null,
    failed: null,
    undecided: null,
    errored: null,
    skipped: null,
    quarantined: null,
    refused: null,
    truncated: null,
    requests: null,
    retries: null,
    rate_limited: null,
    input_tokens: null,
    output_tokens: null,
    cache_read_tokens: null,
    cache_write_tokens: null,
    cost_usd: null,
    grading_cost_usd: null,
    uncertain_cost_usd: null,
    reused_trials: null,
    saved_usd: null,
  },
  suites: SUITE_LAYOUT,
};

/** A record (or a list of them) with its keys in the order of the layout; keys that the layout lacks are left out. */
export function arrange(value: unknown, layout: Layout): unknown {
  if (layout === null || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => arrange(item, layout));
  const members = new Map(Object.entries(value));
  return Object.fromEntries(Object.entries(layout).map(([key, inner]) => [key, arrange(members.get(key), inner)]));
}

/** One trial as a line of JSON, keys in the schema's order. */
export function trialJson(trial: TrialRecord): string {
  return JSON.stringify(arrange(trial, TRIAL_LAYOUT));
}
