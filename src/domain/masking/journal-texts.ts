import type { Texts } from "../../base/mask-values.ts";
import type * as records from "../formats/records.ts";

/**
 * Which strings of our records are texts, where secrets are masked, and which are structure: ids, names of suites, cases,
 * arms and tags, paths, hashes, times, our own words, picodollars. What verdicts, pairing and resuming rest on is
 * structure: nothing in an environment changes it. What is not named here is text (`base/mask-values.ts`).
 */
export type TextFieldsOf<T> = { readonly [K in keyof T]?: Texts } & { readonly [K in Composed<T>]: Texts };

type Plain = string | number | boolean | null | undefined;
/** Keys of what is made of more: they must be named, for an unnamed map is somebody's own, and its keys are texts too. */
type Composed<T> = { [K in keyof T]-?: T[K] extends Plain | readonly Plain[] ? never : K }[keyof T];

const ERROR: TextFieldsOf<records.TrialError> = { type: "word", code: "word" };
const TOOL_CALL: TextFieldsOf<records.ToolCallRecord> = {
  name: "word",
  input: "text",
  by: "kept",
  caller: "word",
  error: "word",
};

const CALL: TextFieldsOf<records.MeteredCallRecord> = {
  model: "word",
  usage: "kept",
  tool_calls: TOOL_CALL,
  at: "kept",
};

const TURN: TextFieldsOf<records.TurnRecord> = { ending: "kept", tool_calls: TOOL_CALL, usage: "kept" };

/** Names of judges, criteria and choices are structure: verdicts and labels are known by them. */
const JUDGEMENT: TextFieldsOf<records.JudgementRecord> = {
  name: "kept",
  hash: "kept",
  model: "kept",
  verdict: "kept",
  answer_hash: "kept",
  votes: { model: "kept", verdict: "kept", criteria: "kept" } satisfies TextFieldsOf<records.VoteRecord>,
  criteria: { name: "kept", verdict: "kept" } satisfies TextFieldsOf<records.CriterionRecord>,
};

export const TRIAL_TEXTS: TextFieldsOf<records.TrialRecord> = {
  case: "kept",
  arm: "kept",
  status: "kept",
  status_reason: "detail", // its word is read again (`domain/run/skip-reason.ts`)
  verdict: "kept",
  tags: "kept",
  vars: "text",
  location: "kept",
  checks: {
    type: "kept",
    verdict: "kept",
    judge: JUDGEMENT,
    judges: "kept",
  } satisfies TextFieldsOf<records.CheckRecord>,
  ending: "kept",
  stop_reason: "word",
  refusal_category: "word",
  tool_calls: TOOL_CALL,
  turns: TURN,
  usage: "kept",
  attempts: { at: "kept", error: "word" } satisfies TextFieldsOf<records.AttemptRecord>,
  calls: CALL,
  error: ERROR,
  request_hash: "kept",
  model_served: "word",
};

export const COMPLETION_TEXTS: TextFieldsOf<records.CompletionLine> = {
  content: { type: "word", name: "word" },
  ending: "kept",
  stop_reason: "word",
  refusal_category: "word",
  model_served: "word",
  container_id: "word",
  rest: "word",
  usage: {
    service_tier: "word",
    speed: "word",
    inference_geo: "word",
    iterations: { type: "word", model: "word" } satisfies TextFieldsOf<records.IterationLine>,
  } satisfies TextFieldsOf<records.BilledUsage>,
};

export const RECORDING_TEXTS: TextFieldsOf<records.RecordingLine> = {
  case: "kept",
  request_hash: "kept",
  recorded_at: "kept",
  request_parts: "kept",
  completion: COMPLETION_TEXTS,
};

export const JUDGE_IDENTITY: TextFieldsOf<records.JudgeIdentity> = {
  name: "kept",
  hash: "kept",
  model: "kept",
  parts: "kept",
};

const SNAPSHOT: TextFieldsOf<records.SuiteSnapshot> = {
  name: "kept",
  file: "kept",
  hashes: "kept",
  treatment: "kept",
  gate: "kept",
  arms: { id: "kept", model: "kept", prompt: "kept" },
  source: {},
  judges: JUDGE_IDENTITY,
};

const REQUEST: TextFieldsOf<records.StoredRequest> = { mode: "kept", vars: {}, set: {}, start: {} };

const RUN_LINE: TextFieldsOf<records.RunLine> = {
  type: "kept",
  id: "kept",
  started_at: "kept",
  tool_version: "kept",
  request: REQUEST,
  shard: "kept",
  replies: "kept",
  price_table: "kept",
  suites: SNAPSHOT,
  plan_hash: "kept",
  merged_from: "kept",
  meter: { request: { mode: "kept", start: {} } satisfies TextFieldsOf<records.StoredMeterRequest> },
};

const CALL_LINE: TextFieldsOf<records.CallLine> = {
  type: "kept",
  id: "kept",
  case: "kept",
  key: "kept",
  at: "kept",
  request_hash: "kept",
  status: "kept",
  failure_kind: "kept",
  error: ERROR,
  completion: COMPLETION_TEXTS,
  cost_pico: "kept",
  capped_pico: "kept",
  uncertain_pico: "kept",
  model: "word",
  request_parts: "kept",
  tool_results: { id: "kept" } satisfies TextFieldsOf<records.ToolResultLine>,
};

const TRIAL_LINE: TextFieldsOf<records.TrialLine> = { type: "kept", key: "kept", hashes: "kept", record: TRIAL_TEXTS };

/** By the type of the journal's line. */
export const JOURNAL_TEXTS: { readonly [type in records.JournalLine["type"]]: Texts } = {
  run: RUN_LINE,
  sent: "kept",
  call: CALL_LINE,
  trial: TRIAL_LINE,
  end: "kept",
};
