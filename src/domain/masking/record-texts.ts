import type { Texts } from "../../base/mask-values.ts";
import type { BaselineFile } from "../formats/records.ts";
import type { ComparedSuite, ComparisonReport, ReportedComparison } from "../comparison-report.ts";
import type { AskedOption, PreferenceInsight, RunInsights, ShownPairInsight, SuiteInsights } from "../insights.ts";
import type * as records from "../formats/records.ts";
import type { ReportHead, StartedRun, SuiteHead } from "../reporter.ts";
import { JUDGE_IDENTITY, type TextFieldsOf } from "./journal-texts.ts";

const RATE_LIMITS: TextFieldsOf<records.RateLimitRecord> = {
  bucket: "word",
  at: "kept",
  requests: "kept",
  tokens: "kept",
  input_tokens: "kept",
  output_tokens: "kept",
};

const RUN: TextFieldsOf<records.RunRecord> = {
  id: "kept",
  started_at: "kept",
  finished_at: "kept",
  tool_version: "kept",
  replies: "kept",
  git: { commit: "kept" } satisfies TextFieldsOf<records.GitRecord>,
  platform: "kept",
  price_table: "kept",
  warnings: { code: "kept", file: "kept" } satisfies TextFieldsOf<records.WarningRecord>,
  rate_limits: RATE_LIMITS,
};

const DIFFERENCES: Texts = { what: "kept", arm: "kept" };

const PAIR: TextFieldsOf<ShownPairInsight> = { case: "kept", outcome: "kept" };
const SUITE_INSIGHTS: TextFieldsOf<SuiteInsights> = {
  missing: "kept",
  left_out: "kept",
  left_out_by_arm: "kept",
  repeats: "kept",
  rates: { arm: "kept" },
  served: { arm: "kept", models: "word" },
  cache: "kept",
  baseline: { differences: DIFFERENCES },
  frontier: { arms: "kept" },
  prompts: { arms: "kept" },
  baseline_near: "kept",
  labels_wanted: "kept",
  preferences: { baseline: "kept", candidate: "kept", pairs: PAIR } satisfies TextFieldsOf<PreferenceInsight>,
  sequential: "kept",
};

const RULE: TextFieldsOf<records.RuleRecord> = { rule: "kept", arm: "kept", tag: "kept", verdict: "kept" };

const CALLS: TextFieldsOf<records.CallsSummary> = {
  per_trial: "kept",
  by_model: { model: "word" } satisfies TextFieldsOf<records.CallsOfModel>,
};

const SUITE_HEAD: TextFieldsOf<SuiteHead> = {
  name: "kept",
  file: "kept",
  verdict: "kept",
  hashes: "kept",
  gate: { verdict: "kept", rules: RULE } satisfies TextFieldsOf<records.GateRecord>,
  arms: {
    id: "kept",
    model: "kept",
    prompt: "kept",
    settings: "text",
    dropped_settings: "kept",
    pass_rate: "kept",
    checks: { type: "kept" },
    latency_ms: "kept",
    ttft_ms: "kept",
    firing: "kept",
    calls: CALLS,
    corrected_pass_rate: "kept",
  } satisfies TextFieldsOf<records.ArmSummary>,
  judges: "kept",
  slices: "kept",
  comparisons: "kept",
  insights: SUITE_INSIGHTS,
};

const RUN_INSIGHTS: TextFieldsOf<RunInsights> = {
  budget: { run: "kept", suites: { suite: "kept", file: "kept" } },
  sessions: "kept",
  asked: { name: "kept" } satisfies TextFieldsOf<AskedOption>,
};

const METER: TextFieldsOf<records.MeterReport> = {
  exit: "kept",
  latency_ms: "kept",
  models: { model: "word", errors: "kept" } satisfies TextFieldsOf<records.MeteredModel>,
};

export const HEAD_TEXTS: TextFieldsOf<ReportHead> = {
  format: "kept",
  run: RUN,
  verdict: "kept",
  totals: "kept",
  meter: METER,
  suites: SUITE_HEAD,
  insights: RUN_INSIGHTS,
};

export const RUN_START_TEXTS: TextFieldsOf<StartedRun> = { run: RUN, suites: { name: "kept", file: "kept" } };

export const BASELINE_TEXTS: TextFieldsOf<BaselineFile> = {
  format: "kept",
  suite: "kept",
  file: "kept",
  replies: "kept",
  platform: "kept",
  tool_version: "kept",
  price_table: "kept",
  judges: JUDGE_IDENTITY,
  arms: { id: "kept", model: "kept", served: "word", runs: "kept", shards: "kept" },
  cases: "kept",
};

const COMPARISON: TextFieldsOf<ReportedComparison> = {
  comparison: "kept",
  measures: "kept",
  regressed: { caseId: "kept", label: "kept" },
  improved: { caseId: "kept", label: "kept" },
};

const COMPARED_SUITE: TextFieldsOf<ComparedSuite> = {
  name: "kept",
  comparisons: COMPARISON,
  differences: DIFFERENCES,
  labels: "kept",
};

export const COMPARISON_TEXTS: TextFieldsOf<ComparisonReport> = {
  baseline: { replies: "kept" },
  candidate: { replies: "kept" },
  verdict: "kept",
  suites: COMPARED_SUITE,
};
