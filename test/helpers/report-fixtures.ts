import type { Reporter, ReporterOptions, ReportHead, SuiteHead } from "../../src/domain/reporter.ts";
import type {
  ArmSummary,
  CheckRecord,
  Comparison,
  Rate,
  RuleRecord,
  SliceSummary,
  Totals,
  TrialRecord,
  TrialUsage,
} from "../../src/domain/formats/records.ts";

/** A report as reporters get it: the head, and each suite's trials. */
export interface ReportFixture {
  readonly head: ReportHead;
  readonly trials: readonly (readonly TrialRecord[])[];
}

/** A terminal of 80 columns without colours. */
export const REPORTER_OPTIONS: ReporterOptions = {
  columns: 80,
  color: false,
  verbose: false,
  linkTo: null,
  store: null,
  repositoryPath: (file) => file,
};

/** All that a reporter writes of a fixture. */
export async function render(
  reporter: Reporter,
  fixture: ReportFixture,
  options: Partial<ReporterOptions> = {},
): Promise<string> {
  let text = "";
  const pieces = reporter(fixture.head, trialsOf(fixture), { ...REPORTER_OPTIONS, ...options });
  for await (const piece of pieces) text += piece;
  return text;
}

export function trialsOf(fixture: ReportFixture): (suite: number) => AsyncIterable<TrialRecord> {
  return async function* (suite) {
    yield* fixture.trials[suite] ?? [];
  };
}

export const usage: TrialUsage = {
  input_tokens: 412,
  output_tokens: 38,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
  thinking_tokens: null,
};

export function rate(value: number | null, n: number, halfWidth = 0.06): Rate {
  const low = value === null ? null : Math.max(0, value - halfWidth);
  const high = value === null ? null : Math.min(1, value + halfWidth);
  return { value, low, high, level: 0.95, method: "wilson", n };
}

export function check(overrides: Partial<CheckRecord> = {}): CheckRecord {
  return {
    type: "equals_any",
    name: null,
    verdict: "pass",
    score: 1,
    reason: "is one of billing, refunds",
    required: true,
    weight: 1,
    turn: null,
    ...overrides,
  };
}

export function failing(reason: string, overrides: Partial<CheckRecord> = {}): CheckRecord {
  return check({ verdict: "fail", score: 0, reason, ...overrides });
}

export function trial(overrides: Partial<TrialRecord> = {}): TrialRecord {
  return {
    case: "refund",
    arm: "claude-haiku-5-5/default",
    trial: 1,
    status: "completed",
    status_reason: null,
    verdict: "pass",
    score: 1,
    quarantined: false,
    tags: ["billing", "lang=en"],
    vars: { message: "I want my money back" },
    location: { file: "suites/triage.yaml", line: 41 },
    checks: [check()],
    output: "refunds",
    ending: "complete",
    stop_reason: "end_turn",
    refusal_category: null,
    tool_calls: [],
    turns: [
      {
        user: "Route this message: I want my money back",
        output: "refunds",
        ending: "complete",
        tool_calls: [],
        usage,
        cost_usd: 0.000602,
        ttft_ms: 310.4,
        latency_ms: 842.25,
        request_id: "req_01",
      },
    ],
    usage,
    cost_usd: 0.000602,
    latency_ms: 842.25,
    ttft_ms: 310.4,
    queued_ms: 12,
    attempts: [{ at: "2026-11-22T09:30:00.100Z", status: 200, error: null, waited_ms: 0 }],
    error: null,
    request_hash: "6d1f",
    model_served: "claude-haiku-5-5",
    reused: false,
    ...overrides,
  };
}

/** A failed trial whose answer is `output`. */
export function failedTrial(output: string, reason: string, overrides: Partial<TrialRecord> = {}): TrialRecord {
  return trial({
    verdict: "fail",
    score: 0,
    output,
    checks: [failing(reason)],
    turns: trial().turns.map((turn) => ({ ...turn, output })),
    ...overrides,
  });
}

/** A trial of its own case with this verdict. */
export function onlyTrial(caseId: string, verdict: "pass" | "fail"): TrialRecord {
  return verdict === "pass" ? trial({ case: caseId }) : failedTrial("no", "is not yes", { case: caseId });
}

export function erroredTrial(overrides: Partial<TrialRecord> = {}): TrialRecord {
  const attempt = {
    at: "2026-11-22T09:30:00.100Z",
    status: 529,
    error: "overloaded_error: Overloaded",
    waited_ms: 850,
  };
  return trial({
    status: "errored",
    status_reason: "overloaded_error",
    verdict: null,
    score: null,
    checks: [],
    output: null,
    ending: null,
    stop_reason: null,
    turns: [],
    cost_usd: null,
    latency_ms: null,
    ttft_ms: null,
    attempts: [attempt, attempt, attempt],
    error: { type: "overloaded_error", code: null, status: 529, message: "Overloaded" },
    model_served: null,
    ...overrides,
  });
}

export function skippedTrial(reason: string, overrides: Partial<TrialRecord> = {}): TrialRecord {
  const { attempts: _attempts, ...errored } = erroredTrial();
  return {
    ...errored,
    status: "skipped",
    status_reason: reason,
    attempts: [],
    error: null,
    queued_ms: null,
    request_hash: null,
    ...overrides,
  };
}

export function arm(overrides: Partial<ArmSummary> = {}): ArmSummary {
  const id = overrides.id ?? "claude-haiku-5-5/default";
  const slash = id.lastIndexOf("/");
  return {
    id,
    model: id.slice(0, slash),
    prompt: id.slice(slash + 1),
    settings: { max_tokens: 1024 },
    dropped_settings: [],
    cases: 30,
    trials: 30,
    passed: 30,
    failed: 0,
    undecided: 0,
    errored: 0,
    skipped: 0,
    refused: 0,
    truncated: 0,
    pass_rate: rate(1, 30),
    mean_score: 1,
    checks: [{ name: "equals_any", type: "equals_any", passed: 30, failed: 0, undecided: 0, mean_score: 1 }],
    cost_usd: 0.0123,
    cost_per_pass_usd: 0.00041,
    latency_ms: { p50: 842.25, p95: 1930 },
    ttft_ms: { p50: 310.4, p95: 702 },
    input_tokens: 12_360,
    output_tokens: 1_140,
    ...overrides,
  };
}

export function rule(overrides: Partial<RuleRecord> = {}): RuleRecord {
  return {
    rule: "pass_rate",
    arm: "claude-haiku-5-5/default",
    tag: null,
    limit: 0.95,
    value: 1,
    low: 0.886,
    high: 1,
    verdict: "pass",
    reason: "100% is at least 95%",
    ...overrides,
  };
}

export function slice(overrides: Partial<SliceSummary> = {}): SliceSummary {
  return {
    tag: "lang=en",
    arm: "claude-haiku-5-5/default",
    cases: 20,
    trials: 20,
    passed: 20,
    failed: 0,
    undecided: 0,
    errored: 0,
    pass_rate: rate(1, 20),
    ...overrides,
  };
}

export function comparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    against: "arm",
    baseline: "claude-haiku-5-5/v1",
    candidate: "claude-haiku-5-5/v2",
    cases: 30,
    both_pass: 22,
    only_baseline_passes: 5,
    only_candidate_passes: 1,
    neither_passes: 2,
    difference: { value: -0.1333, low: -0.2501, high: -0.0102, level: 0.95, method: "newcombe-paired" },
    p_value: 0.0412,
    p_adjusted: 0.0824,
    test: "mcnemar-exact",
    verdict: "worse",
    cost_ratio: 1.42,
    regressed: ["refund", "invoice-2", "払い戻し"],
    improved: ["greeting"],
    unpaired: { baseline: [], candidate: [] },
    ...overrides,
  };
}

export function suite(overrides: Partial<SuiteHead> = {}): SuiteHead {
  return {
    name: "support-triage",
    file: "suites/triage.yaml",
    verdict: "pass",
    hashes: { cases: "c0", checks: "c1", prompts: "p0", settings: "s0" },
    gate: { verdict: "pass", note: null, rules: [rule()] },
    arms: [arm()],
    slices: [],
    comparisons: [],
    ...overrides,
  };
}

export const noTotals: Totals = {
  trials: 0,
  passed: 0,
  failed: 0,
  undecided: 0,
  errored: 0,
  skipped: 0,
  quarantined: 0,
  refused: 0,
  truncated: 0,
  requests: 0,
  retries: 0,
  rate_limited: 0,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_usd: 0,
  grading_cost_usd: 0,
  uncertain_cost_usd: 0,
  reused_trials: 0,
  saved_usd: 0,
};

export function head(overrides: Partial<ReportHead> = {}): ReportHead {
  return {
    format: "prompt-run.report",
    format_version: 1,
    run: {
      id: "2026-11-22T09-30-00-7f3a",
      started_at: "2026-11-22T09:30:00.000Z",
      finished_at: "2026-11-22T09:30:12.345Z",
      duration_ms: 12_345,
      tool_version: "0.1.0",
      replies: "live",
      seed: 0,
      base_url: "https://api.anthropic.com",
      git: { commit: "0123abc", branch: "main", dirty: false },
      price_table: "2026-11-20",
      warnings: [],
    },
    verdict: "pass",
    exit_code: 0,
    totals: {
      ...noTotals,
      trials: 30,
      passed: 30,
      requests: 30,
      input_tokens: 12_360,
      output_tokens: 1_140,
      cost_usd: 0.0123,
    },
    suites: [suite()],
    ...overrides,
  };
}
