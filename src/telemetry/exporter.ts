import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import { shownUrl, withoutCredentials } from "../base/url-credentials.ts";
import { boundedFetch } from "../host/bounded-fetch.ts";
import { LONGEST_TIMER_MS } from "../base/longest-timer.ts";
import type { Mask } from "../base/mask.ts";
import type { Fetch } from "../domain/values/fetch.ts";
import { maskedEvent, maskedSpan } from "./masked-telemetry.ts";
import { type EventData, logsJson, type Scope, type SpanData, tracesJson } from "./otlp-json.ts";
import type { TelemetrySettings } from "./settings.ts";

export interface ExporterOptions {
  readonly settings: TelemetrySettings;
  readonly scope: Scope;
  readonly mask: Mask;
  readonly fetch: Fetch;
  /** Told once, when something could not be delivered. */
  readonly onFailure: (message: Sentence) => void;
}

const BATCH = 256;
/** More than this waits for nobody: what comes on top is dropped. */
const MAX_WAITING = 4_096;
/** What a collector says to a batch is not read on beyond this. */
const MAX_ANSWER_BYTES = 64 * 1024;
const FLUSH_MS = 5_000;
/** How long the end of a run may wait for what is left. */
const LAST_CHANCE_MS = 3_000;

/**
 * Sends spans and events to an OTLP/HTTP endpoint as JSON, in batches, beside the run: nothing waits for it. After a
 * failure nothing more is sent, so that an endpoint that is down costs one attempt and not one a batch.
 */
export class OtlpExporter {
  readonly #options: ExporterOptions;
  readonly #timer: NodeJS.Timeout;
  #spans: SpanData[] = [];
  #events: EventData[] = [];
  #sending: Promise<void> = Promise.resolve();
  #isBusy = false;
  #hasFailed = false;

  constructor(options: ExporterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#flush(), FLUSH_MS).unref();
  }

  span(span: SpanData): void {
    if (this.#options.settings.tracesUrl !== null) this.#add(this.#spans, maskedSpan(span, this.#options.mask));
  }

  event(event: EventData): void {
    if (this.#options.settings.logsUrl !== null) this.#add(this.#events, maskedEvent(event, this.#options.mask));
  }

  /** Sends what is left; resolves after some seconds at the latest. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const deadline = AbortSignal.timeout(LAST_CHANCE_MS);
    const late = new Promise<void>((resolve) => deadline.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([this.#sendRest(deadline), late]);
    if (deadline.aborted) this.#fail(refusalWords("telemetry-slow"));
  }

  async #sendRest(deadline: AbortSignal): Promise<void> {
    await this.#sending;
    while (this.#spans.length + this.#events.length > 0 && !this.#hasFailed) await this.#sendBatch(deadline);
  }

  #add<T>(queue: T[], item: T): void {
    if (this.#hasFailed || queue.length >= MAX_WAITING) return;
    queue.push(item);
    if (queue.length >= BATCH) this.#flush();
  }

  #flush(): void {
    if (this.#isBusy || this.#hasFailed) return;
    this.#isBusy = true;
    this.#sending = this.#sendBatch(null).finally(() => (this.#isBusy = false));
  }

  async #sendBatch(deadline: AbortSignal | null): Promise<void> {
    const { settings, scope } = this.#options;
    const spans = this.#spans.splice(0, BATCH);
    const events = this.#events.splice(0, BATCH);
    await Promise.all([
      spans.length === 0 ? null : this.#post(settings.tracesUrl, tracesJson(settings.resource, spans), deadline),
      events.length === 0 ? null : this.#post(settings.logsUrl, logsJson(settings.resource, scope, events), deadline),
    ]);
  }

  async #post(url: string | null, body: object, deadline: AbortSignal | null): Promise<void> {
    if (url === null || this.#hasFailed) return;
    const { settings, fetch } = this.#options;
    const timeoutMs = Math.min(settings.timeoutMs, LONGEST_TIMER_MS);
    const bounded = boundedFetch(fetch, { maxBytes: MAX_ANSWER_BYTES, timeoutMs });
    try {
      const response = await bounded(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...settings.headers },
        body: JSON.stringify(body),
        signal: deadline,
      });
      if (!response.ok) this.#fail(`${shownUrl(url)}: HTTP ${response.status}`);
    } catch (error) {
      this.#fail(`${shownUrl(url)}: ${withoutCredentials(reasonOf(error))}`);
    }
  }

  #fail(reason: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#spans = [];
    this.#events = [];
    this.#options.onFailure(refusalWords("telemetry-lost", { reason }));
  }
}

/** fetch wraps the system's own words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
