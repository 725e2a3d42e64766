import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import {
  type Attributes as ApiAttributes,
  type AttributeValue as ApiValue,
  type Context,
  type Exception,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  trace,
  TraceFlags,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import type { AttributeValue, Scope, SpanData } from "./otlp-json.ts";

/** Makes spans that record what OTLP has room for, and hands each finished one on. Everything is sampled. */
export function createTracerProvider(now: () => number, onEnd: (span: SpanData) => void): TracerProvider {
  return { getTracer: (name, version) => new RecordingTracer({ name, ...(version ? { version } : {}) }, now, onEnd) };
}

class RecordingTracer implements Tracer {
  readonly #scope: Scope;
  readonly #now: () => number;
  readonly #onEnd: (span: SpanData) => void;

  constructor(scope: Scope, now: () => number, onEnd: (span: SpanData) => void) {
    this.#scope = scope;
    this.#now = now;
    this.#onEnd = onEnd;
  }

  startSpan(name: string, options: SpanOptions = {}, parentContext: Context = ROOT_CONTEXT): Span {
    // Nobody registers our contexts with the API, whose active context is the host's: a span without a parent there is
    // below the one that is active here.
    const parent = options.root === true ? undefined : (trace.getSpanContext(parentContext) ?? activeSpanContext());
    const context = {
      traceId: parent?.traceId ?? randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      traceFlags: TraceFlags.SAMPLED,
    };
    const start = {
      scope: this.#scope,
      name,
      parentSpanId: parent?.spanId ?? null,
      now: this.#now,
      onEnd: this.#onEnd,
    };
    return new RecordingSpan(context, options, start);
  }

  startActiveSpan<F extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<F> {
    const call = rest.at(-1) as F; // the API's overloads: the function comes last
    const [options = {}, context = ROOT_CONTEXT] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, context);
    return below(span, () => call(span)) as ReturnType<F>; // what `call` returns
  }
}

interface SpanStart {
  readonly scope: Scope;
  readonly name: string;
  readonly parentSpanId: string | null;
  readonly now: () => number;
  readonly onEnd: (span: SpanData) => void;
}

class RecordingSpan implements Span {
  readonly #context: SpanContext;
  readonly #start: SpanStart;
  readonly #kind: SpanKind;
  readonly #startMs: number;
  readonly #attributes: Record<string, AttributeValue> = {};
  #name: string;
  #status: SpanStatus = { code: SpanStatusCode.UNSET };
  #hasEnded = false;

  constructor(context: SpanContext, { kind, attributes, startTime }: SpanOptions, start: SpanStart) {
    this.#context = context;
    this.#start = start;
    this.#kind = kind ?? SpanKind.INTERNAL;
    this.#name = start.name;
    this.#startMs = milliseconds(startTime) ?? start.now();
    this.setAttributes(attributes ?? {});
  }

  spanContext(): SpanContext {
    return this.#context;
  }

  setAttribute(key: string, value: ApiValue): this {
    const isPlain = ["string", "number", "boolean"].includes(typeof value);
    // Other kinds of values (maps, bytes) are not in what we and the SDK record: they are written as JSON.
    if (Array.isArray(value)) this.#attributes[key] = withoutHoles(value);
    else this.#attributes[key] = isPlain ? (value as string | number | boolean) : JSON.stringify(value);
    return this;
  }

  setAttributes(attributes: ApiAttributes): this {
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) this.setAttribute(key, value);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.#status = status;
    return this;
  }

  updateName(name: string): this {
    this.#name = name;
    return this;
  }

  recordException(exception: Exception): void {
    if (typeof exception === "object" && exception.name) this.setAttribute("error.type", exception.name);
  }

  // Events and links of spans are not exported: ours have none, and the SDK's are told by its attributes.
  addEvent(): this {
    return this;
  }

  addLink(_link: Link): this {
    return this;
  }

  addLinks(_links: Link[]): this {
    return this;
  }

  isRecording(): boolean {
    return !this.#hasEnded;
  }

  end(endTime?: TimeInput): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { scope, parentSpanId, now, onEnd } = this.#start;
    onEnd({
      traceId: this.#context.traceId,
      spanId: this.#context.spanId,
      parentSpanId,
      scope,
      name: this.#name,
      kind: this.#kind,
      startMs: this.#startMs,
      endMs: milliseconds(endTime) ?? now(),
      attributes: this.#attributes,
      status: this.#status,
    });
  }
}

/** Holes in lists, which the API allows, mean nothing to anyone. */
function withoutHoles(list: readonly unknown[]): (string | number | boolean)[] {
  return list.filter((item) => typeof item === "string" || typeof item === "number" || typeof item === "boolean");
}

/** Times come as epoch milliseconds, dates, or seconds and nanoseconds. */
function milliseconds(time: TimeInput | undefined): number | null {
  if (time === undefined) return null;
  if (Array.isArray(time)) return time[0] * 1000 + time[1] / 1e6;
  return Number(time);
}

/** The span that is active along asynchronous calls, whichever context manager the process has, if any. */
const ACTIVE = new AsyncLocalStorage<Span>();

/** Runs a call below a span. */
export function below<T>(span: Span, call: () => T): T {
  return ACTIVE.run(span, call);
}

function activeSpanContext(): SpanContext | undefined {
  return ACTIVE.getStore()?.spanContext();
}
