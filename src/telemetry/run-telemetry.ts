import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import type { Mask } from "../base/mask.ts";
import type { Fetch } from "../domain/values/fetch.ts";
import type { Provider } from "../domain/run/provider.ts";
import type { CheckRecord, TrialRecord } from "../domain/formats/records.ts";
import type { ReportHead, StartedRun } from "../domain/reporter.ts";
import { OtlpExporter } from "./exporter.ts";
import type { EventData, SpanData } from "./otlp-json.ts";
import type { TelemetrySettings } from "./settings.ts";
import { below, createTracerProvider } from "./tracer.ts";

export interface TelemetryOptions {
  readonly settings: TelemetrySettings;
  readonly start: StartedRun;
  readonly mask: Mask;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly onFailure: (message: Sentence) => void;
}

/** The trial that a request or a record belongs to. */
interface TrialName {
  readonly suite: string;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
}

/** A trial's span, and the last model span below it. */
interface OpenTrial {
  readonly span: Span;
  modelSpanId: string | null;
}

const SCOPE = "prompt-run";

/**
 * The spans of a run (run, suite, trial) around those that the SDK makes of its calls, and a `gen_ai.evaluation.result`
 * event for each check, placed at the model's span (OpenTelemetry's semantic conventions for generative AI). Texts of
 * answers stand in the checks' reasons, so those are sent only when content may be.
 */
export class RunTelemetry {
  readonly #options: TelemetryOptions;
  readonly #exporter: OtlpExporter;
  readonly #tracers: TracerProvider;
  readonly #tracer: Tracer;
  readonly #run: Span;
  readonly #suites = new Map<string, Span>();
  /** Trials that have sent something and have not ended: a bounded number. */
  readonly #trials = new Map<string, OpenTrial>();
  readonly #trialOfSpan = new Map<string, OpenTrial>();

  constructor(options: TelemetryOptions) {
    const { settings, start, mask, fetch, now, onFailure } = options;
    this.#options = options;
    const scope = { name: SCOPE, version: start.run.tool_version };
    this.#exporter = new OtlpExporter({ settings, scope, mask, fetch, onFailure });
    this.#tracers = createTracerProvider(now, (span) => this.#ended(span));
    this.#tracer = this.#tracers.getTracer(SCOPE, scope.version);
    const { id, replies, seed } = start.run;
    const attributes = { "prompt_run.run.id": id, "prompt_run.replies": replies, "prompt_run.seed": seed };
    const parent = settings.parent === null ? ROOT_CONTEXT : remote(settings.parent);
    this.#run = this.#tracer.startSpan("prompt-run run", { attributes }, parent);
    for (const { name, file } of start.suites) this.#suites.set(name, this.#suiteSpan(name, file));
  }

  /** A provider whose calls stand below their trial's span. */
  around(provider: Provider): Provider {
    const { capturesContent } = this.#options.settings;
    provider.traceWith?.({ tracerProvider: this.#tracers, capturesContent });
    return { send: (request, attempt) => below(this.#open(attempt.id).span, () => provider.send(request, attempt)) };
  }

  /** A trial has its record. One that sent nothing in this session (skipped, replayed) has no span. */
  trial(suite: string, record: TrialRecord): void {
    const key = keyOf({ suite, caseId: record.case, armId: record.arm, trial: record.trial });
    const open = this.#trials.get(key);
    if (open === undefined) return;
    this.#trials.delete(key);
    this.#trialOfSpan.delete(open.span.spanContext().spanId);
    for (const check of record.checks) this.#evaluation(open, check, record);
    open.span.setAttributes(recordAttributes(record));
    if (record.error !== null) open.span.setStatus({ code: SpanStatusCode.ERROR, message: record.error.type });
    open.span.end();
  }

  /** Ends what is open and sends the rest; `head` is null when the run died. */
  async close(head: ReportHead | null): Promise<void> {
    for (const { span } of this.#trials.values()) span.end();
    for (const { name, verdict } of head?.suites ?? []) {
      this.#suites.get(name)?.setAttribute("prompt_run.verdict", verdict);
    }
    for (const span of this.#suites.values()) span.end();
    if (head === null) this.#run.setStatus({ code: SpanStatusCode.ERROR, message: refusalWords("run-died") });
    else this.#run.setAttributes({ "prompt_run.verdict": head.verdict, "prompt_run.exit_code": head.exit_code });
    this.#run.end();
    await this.#exporter.close();
  }

  #suiteSpan(name: string, file: string): Span {
    const attributes = { "prompt_run.suite": name, "prompt_run.suite.file": file };
    return this.#tracer.startSpan(`suite ${name}`, { attributes }, trace.setSpan(ROOT_CONTEXT, this.#run));
  }

  #open(name: TrialName): OpenTrial {
    const key = keyOf(name);
    const open = this.#trials.get(key);
    if (open !== undefined) return open;
    const parent = trace.setSpan(ROOT_CONTEXT, this.#suites.get(name.suite) ?? this.#run);
    const attributes = {
      "prompt_run.suite": name.suite,
      "prompt_run.case": name.caseId,
      "prompt_run.arm": name.armId,
      "prompt_run.trial": name.trial,
    };
    const span = this.#tracer.startSpan(`trial ${name.caseId}`, { attributes }, parent);
    const opened = { span, modelSpanId: null };
    this.#trials.set(key, opened);
    this.#trialOfSpan.set(span.spanContext().spanId, opened);
    return opened;
  }

  #ended(span: SpanData): void {
    const trial = this.#trialOfSpan.get(span.parentSpanId ?? "");
    if (trial !== undefined) trial.modelSpanId = span.spanId;
    this.#exporter.span(span);
  }

  #evaluation({ span, modelSpanId }: OpenTrial, check: CheckRecord, record: TrialRecord): void {
    const { traceId, spanId } = span.spanContext();
    const explanation = this.#options.settings.capturesContent ? check.reason : null;
    this.#exporter.event({
      name: "gen_ai.evaluation.result",
      atMs: this.#options.now(),
      traceId,
      spanId: modelSpanId ?? spanId,
      attributes: {
        "gen_ai.evaluation.name": check.name ?? check.type,
        "gen_ai.evaluation.score.value": check.score,
        "gen_ai.evaluation.score.label": check.verdict,
        "gen_ai.evaluation.explanation": explanation,
        "prompt_run.check.type": check.type,
        "prompt_run.check.required": check.required,
        ...judgeAttributes(check, this.#options.settings.capturesContent),
        "prompt_run.case": record.case,
        "prompt_run.arm": record.arm,
        "prompt_run.trial": record.trial,
      },
    });
  }
}

/** Who judged, by which models, to which word; what the judge wrote is content. */
function judgeAttributes({ judge }: CheckRecord, capturesContent: boolean): EventData["attributes"] {
  if (judge === undefined || judge === null) return {};
  const { name, hash, model, verdict, votes, cost_usd: costUsd, reused, evidence, reasoning } = judge;
  return {
    "prompt_run.judge.name": name,
    "prompt_run.judge.hash": hash,
    "prompt_run.judge.model": model,
    "prompt_run.judge.verdict": verdict,
    "prompt_run.judge.votes": votes.length,
    "prompt_run.judge.cost_usd": costUsd,
    "prompt_run.judge.reused": reused,
    ...(capturesContent ? { "prompt_run.judge.evidence": evidence, "prompt_run.judge.reasoning": reasoning } : {}),
  };
}

function recordAttributes(record: TrialRecord): Record<string, string | number | boolean> {
  const { verdict, score, cost_usd: costUsd, error, model_served: model } = record;
  return {
    "prompt_run.status": record.status,
    "prompt_run.quarantined": record.quarantined,
    "prompt_run.attempts": record.attempts.length,
    ...(verdict === null ? {} : { "prompt_run.verdict": verdict }),
    ...(score === null ? {} : { "prompt_run.score": score }),
    ...(costUsd === null ? {} : { "prompt_run.cost_usd": costUsd }),
    ...(model === null ? {} : { "gen_ai.response.model": model }),
    ...(error === null ? {} : { "error.type": error.type }),
  };
}

function keyOf({ suite, caseId, armId, trial }: TrialName): string {
  return JSON.stringify([suite, caseId, armId, trial]);
}

function remote({ traceId, spanId }: { readonly traceId: string; readonly spanId: string }): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}
