import { sentence } from "../helpers/sentence.ts";
import type { Clock } from "../../src/domain/values/clock.ts";
import type { Completion, Usage } from "../../src/domain/run/completion.ts";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import { toolCallsOf } from "../../src/domain/run/tool-calls.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type {
  AttemptResult,
  CompletionRequest,
  Failure,
  FailureKind,
  LimitReading,
  Provider,
  RateLimitReading,
  SendContext,
} from "../../src/domain/run/provider.ts";

/** A token bucket as the API keeps it: continuous refill, a burst much smaller than a minute. */
export class ServerBucket {
  readonly perMinute: number;
  readonly capacity: number;
  level: number;
  private atMs: number;

  constructor(perMinute: number, burst: number, nowMs: number) {
    this.perMinute = perMinute;
    this.capacity = perMinute * burst;
    this.level = this.capacity;
    this.atMs = nowMs;
  }

  refill(nowMs: number): void {
    this.level = Math.min(this.capacity, this.level + ((nowMs - this.atMs) * this.perMinute) / 60_000);
    this.atMs = nowMs;
  }

  reading(nowMs: number, round: number): LimitReading {
    const remaining = Math.max(0, Math.floor(this.level));
    const untilFullMs = ((this.capacity - this.level) * 60_000) / this.perMinute;
    return {
      limit: this.perMinute,
      remaining: Math.round(remaining / round) * round,
      // RFC 3339 times of the API are whole seconds
      resetAtMs: Math.ceil((nowMs + untilFullMs) / 1000) * 1000,
    };
  }

  msUntil(amount: number): number {
    return Math.max(0, ((amount - this.level) * 60_000) / this.perMinute);
  }
}

export interface ServerLimits {
  readonly rpm: number;
  readonly itpm: number;
  readonly otpm: number;
  readonly burst: number;
}

export interface Reply {
  readonly text?: string;
  readonly content?: readonly JsonObject[];
  readonly stopReason?: string;
  readonly ending?: Completion["ending"];
  readonly usage?: Partial<Usage>;
  readonly latencyMs?: number;
}
export type Script = (request: CompletionRequest, context: SendContext) => Reply | Failure;

export interface FakeApiOptions {
  readonly clock: Clock;
  readonly latencyMs?: number;
  readonly limits?: (model: string) => ServerLimits | null;
  readonly script?: Script;
  /** When the headers come: at once, with the first byte (and say what holds then), or, told at once, only with the end. */
  readonly headers?: "at once" | "first byte" | "end";
  /** As behind a proxy that drops `anthropic-ratelimit-*`. */
  readonly hidesLimits?: boolean;
  /** A second may bring twice what the second before brought, and always so many. */
  readonly ramp?: number;
}

/** An API in a few lines that keeps books: what came in, what was billed, how much was in flight at once. */
export class FakeApi implements Provider {
  readonly requests: { readonly request: CompletionRequest; readonly context: SendContext; readonly atMs: number }[] =
    [];
  rejected = 0;
  answered = 0;
  billedPico = 0n;
  inFlight = 0;
  peakInFlight = 0;
  private readonly options: FakeApiOptions;
  private readonly inSecond = new Map<number, number>();
  private readonly buckets = new Map<string, { rpm: ServerBucket; input: ServerBucket; output: ServerBucket } | null>();

  constructor(options: FakeApiOptions) {
    this.options = options;
  }

  async send(request: CompletionRequest, context: SendContext): Promise<AttemptResult> {
    const { clock } = this.options;
    const sentAt = clock.now();
    this.requests.push({ request, context, atMs: sentAt });
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
    try {
      return await this.answer(request, context, sentAt);
    } finally {
      this.inFlight -= 1;
    }
  }

  private async answer(request: CompletionRequest, context: SendContext, sentAt: number): Promise<AttemptResult> {
    const { clock } = this.options;
    const reply = this.options.script?.(request, context) ?? { text: "ok" };
    const usage: Usage = { ...NO_USAGE, inputTokens: 10, outputTokens: 5, ...("kind" in reply ? {} : reply.usage) };
    const admitted = this.admit(field(request.body, "model"), usage, sentAt);
    const latencyMs = ("kind" in reply ? undefined : reply.latencyMs) ?? this.options.latencyMs ?? 200;
    const failed = (failure: Failure): AttemptResult => ({
      status: "failed",
      failure,
      requestId: null,
      rateLimits: this.options.hidesLimits === true ? null : admitted.reading,
      latencyMs: clock.now() - sentAt,
      partialUsage: null,
    });
    if (admitted.retryAfterMs !== null) {
      this.rejected += 1;
      await clock.sleep(5);
      return failed(failureOf("rate_limited", { retryAfterMs: admitted.retryAfterMs }));
    }
    if (this.isTooSteep(sentAt)) {
      this.rejected += 1;
      await clock.sleep(5);
      return failed(failureOf("rate_limited", { retryAfterMs: 1_000, code: "ramp_limit_exceeded" }));
    }
    let { reading } = admitted;
    const tell = (): void => {
      if (reading !== null) context.onRateLimits?.(reading);
    };
    if (this.options.headers === "at once") tell();
    await clock.sleep(latencyMs / 2, context.signal);
    if (!context.signal.aborted) context.onFirstByte?.();
    if (this.options.headers === "first byte") {
      reading = admitted.read();
      tell();
    }
    await clock.sleep(latencyMs / 2, context.signal);
    admitted.produce();
    if ("kind" in reply) {
      if (reply.maybeBilled) this.billedPico += priceOf(usage);
      return failed(reply);
    }
    this.billedPico += priceOf(usage);
    if (context.signal.aborted) return failed(failureOf("aborted", { maybeBilled: true }));
    this.answered += 1;
    return {
      status: "answered",
      completion: completionOf(reply, usage, field(request.body, "model")),
      requestId: `req_${this.requests.length}`,
      rateLimits: this.options.hidesLimits === true ? null : reading,
      ttftMs: latencyMs / 2,
      latencyMs,
      reused: false,
    };
  }

  private isTooSteep(nowMs: number): boolean {
    const { ramp } = this.options;
    if (ramp === undefined) return false;
    const second = Math.floor(nowMs / 1_000);
    const count = this.inSecond.get(second) ?? 0;
    if (count >= Math.max(ramp, 2 * (this.inSecond.get(second - 1) ?? 0))) return true;
    this.inSecond.set(second, count + 1);
    return false;
  }

  private admit(
    model: string,
    usage: Usage,
    nowMs: number,
  ): {
    reading: RateLimitReading | null;
    read: () => RateLimitReading | null;
    retryAfterMs: number | null;
    produce: () => void;
  } {
    const buckets = this.bucketsOf(model, nowMs);
    if (buckets === null) return { reading: null, read: () => null, retryAfterMs: null, produce: () => {} };
    const { rpm, input, output } = buckets;
    for (const bucket of [rpm, input, output]) bucket.refill(nowMs);
    const waitMs = Math.max(rpm.msUntil(1), input.msUntil(usage.inputTokens), output.msUntil(1));
    if (waitMs === 0) {
      rpm.level -= 1;
      input.level -= usage.inputTokens;
    }
    const read = (): RateLimitReading => {
      const atMs = this.options.clock.now();
      for (const bucket of [rpm, input, output]) bucket.refill(atMs);
      return {
        requests: rpm.reading(atMs, 1),
        tokens: null,
        inputTokens: input.reading(atMs, 1000),
        outputTokens: output.reading(atMs, 1000),
      };
    };
    return {
      reading: read(),
      read,
      retryAfterMs: waitMs === 0 ? null : Math.ceil(waitMs / 1000) * 1000,
      produce: () => {
        output.refill(this.options.clock.now());
        output.level -= usage.outputTokens;
      },
    };
  }

  private bucketsOf(
    model: string,
    nowMs: number,
  ): { rpm: ServerBucket; input: ServerBucket; output: ServerBucket } | null {
    const known = this.buckets.get(model);
    if (known !== undefined) return known;
    const limits = this.options.limits?.(model) ?? null;
    const made =
      limits === null
        ? null
        : {
            rpm: new ServerBucket(limits.rpm, limits.burst, nowMs),
            input: new ServerBucket(limits.itpm, limits.burst, nowMs),
            output: new ServerBucket(limits.otpm, limits.burst, nowMs),
          };
    this.buckets.set(model, made);
    return made;
  }
}

export const PICO_PER_TOKEN = 1_000_000n;

export function priceOf(usage: Usage): bigint {
  return BigInt(usage.inputTokens + usage.outputTokens) * PICO_PER_TOKEN;
}

export function failureOf(kind: FailureKind, over: Partial<Failure> = {}): Failure {
  const httpStatus = kind === "rate_limited" ? 429 : kind === "connection" ? null : 500;
  const type = `${kind}_error`;
  return {
    kind,
    type,
    code: null,
    httpStatus,
    message: sentence(kind),
    retryAfterMs: null,
    maybeBilled: false,
    ...over,
  };
}

function completionOf(reply: Reply, usage: Usage, model: string): Completion {
  const content = reply.content ?? [{ type: "text", text: reply.text ?? "" }];
  return {
    content,
    text: content.map((block) => (block["type"] === "text" ? field(block, "text") : "")).join(""),
    toolCalls: toolCallsOf(content),
    ending: reply.ending ?? "complete",
    stopReason: reply.stopReason ?? "end_turn",
    refusalCategory: null,
    usage,
    modelServed: model,
  };
}

function field(block: JsonObject, name: string): string {
  const value = block[name];
  return typeof value === "string" ? value : "";
}
