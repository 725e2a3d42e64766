import { seededRandom } from "../../src/base/seeded-random.ts";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import type { AttemptResult, LimitReading, RateLimitReading } from "../../src/domain/run/provider.ts";
import { BucketAdmission } from "../../src/run/schedule/admission.ts";
import { failureOf, ServerBucket } from "./fake-api.ts";

/** Processes that share one account, each with an admission of its own and no word to the others. */
export interface Scene {
  /** When each process begins, and how many requests it has. */
  readonly processes: readonly {
    readonly startMs: number;
    readonly requests: number;
    readonly share?: number;
  }[];
  readonly rpm: number;
  readonly itpm?: number;
  /** How much of a minute may come at once. */
  readonly burst?: number;
  readonly latencyMs?: number;
  readonly inputTokens?: number;
  /** Do headers tell what held when the request came in, or when its answer began? */
  readonly headersOf?: "request" | "answer";
  readonly seed?: number;
}

export interface Outcome {
  readonly endMs: number;
  /** Turned away, of all that were sent. */
  readonly rejectedShare: number;
  /** By process, when its requests were let in. */
  readonly admittedAtMs: readonly (readonly number[])[];
  readonly rejectedAtMs: readonly number[];
}

const CONCURRENCY = 50;

/** Runs a scene on a clock of its own: events in order of their time, nobody waits. */
export function runScene(scene: Scene): Outcome {
  return new Account(scene).run();
}

interface Process {
  readonly admission: BucketAdmission;
  readonly admittedAtMs: number[];
  ready: number;
  alarmMs: number | null;
}

class Account {
  private readonly scene: Scene;
  private readonly random: () => number;
  private readonly events: {
    readonly atMs: number;
    readonly order: number;
    readonly happen: () => void;
  }[] = [];
  private readonly requests: ServerBucket;
  private readonly input: ServerBucket | null;
  private readonly rejectedAtMs: number[] = [];
  private nowMs = 0;
  private order = 0;
  private endMs = 0;
  private sent = 0;

  constructor(scene: Scene) {
    const { rpm, itpm, burst = 0.05, seed = 1 } = scene;
    this.scene = scene;
    this.random = seededRandom(seed);
    this.requests = new ServerBucket(rpm, burst, 0);
    this.input = itpm === undefined ? null : new ServerBucket(itpm, burst, 0);
  }

  run(): Outcome {
    const processes = this.scene.processes.map(({ startMs, requests, share = null }): Process => {
      const ceilings = { rpm: null, itpm: null, otpm: null, share };
      const process = {
        admission: new BucketAdmission(ceilings, startMs),
        admittedAtMs: [],
        ready: requests,
        alarmMs: null,
      };
      this.in(startMs + 50 * this.random(), () => this.pump(process));
      return process;
    });
    for (let next = this.pop(); next !== undefined; next = this.pop()) {
      this.nowMs = next.atMs;
      next.happen();
    }
    const { endMs, rejectedAtMs, sent } = this;
    const admittedAtMs = processes.map((process) => process.admittedAtMs);
    return {
      endMs,
      rejectedShare: rejectedAtMs.length / sent,
      admittedAtMs,
      rejectedAtMs,
    };
  }

  private in(ms: number, happen: () => void): void {
    const event = { atMs: this.nowMs + ms, order: this.order++, happen };
    const at = this.events.findLastIndex(({ atMs }) => atMs > event.atMs); // the soonest is last
    this.events.splice(at + 1, 0, event);
  }

  private pop() {
    return this.events.pop();
  }

  private get request() {
    return {
      inputTokens: this.scene.inputTokens ?? 10,
      outputTokens: 5,
      role: "turn" as const,
    };
  }

  private pump(process: Process): void {
    while (process.ready > 0 && process.admission.inFlight < CONCURRENCY) {
      const waitMs = process.admission.waitMs(this.request, this.nowMs);
      if (waitMs > 0) return this.wake(process, waitMs);
      this.send(process);
    }
  }

  private wake(process: Process, waitMs: number): void {
    const atMs = this.nowMs + waitMs;
    if (!Number.isFinite(waitMs) || (process.alarmMs !== null && process.alarmMs <= atMs)) return;
    process.alarmMs = atMs;
    this.in(waitMs, () => {
      if (process.alarmMs !== atMs) return;
      process.alarmMs = null;
      this.pump(process);
    });
  }

  private send(process: Process): void {
    const { latencyMs = 200, headersOf = "answer" } = this.scene;
    process.ready -= 1;
    this.sent += 1;
    const pass = process.admission.admit(this.request, this.nowMs);
    const wayMs = 1 + 4 * this.random();
    const finish = (result: AttemptResult): void => {
      process.admission.finish(pass, result, this.nowMs);
      this.pump(process);
    };
    this.in(wayMs, () => {
      const waitMs = this.take();
      const early = this.reading();
      if (waitMs > 0)
        return this.reject({
          process,
          waitMs,
          wayMs,
          finish: () => finish(rejection(early)),
        });
      process.admittedAtMs.push(this.nowMs);
      this.in(latencyMs * (0.9 + 0.2 * this.random()), () => {
        const reading = headersOf === "request" ? early : this.reading();
        this.in(wayMs, () => {
          this.endMs = this.nowMs;
          process.admission.read(pass, reading, this.nowMs);
          finish(this.answer(reading));
        });
      });
    });
  }

  private reject({
    process,
    waitMs,
    wayMs,
    finish,
  }: {
    process: Process;
    waitMs: number;
    wayMs: number;
    finish: () => void;
  }): void {
    this.rejectedAtMs.push(this.nowMs);
    this.in(wayMs, finish);
    // `retry-after` is whole seconds.
    this.in(wayMs + Math.ceil(waitMs / 1_000) * 1_000, () => {
      process.ready += 1;
      this.pump(process);
    });
  }

  /** Lets a request in, or says how long it would have to wait. */
  private take(): number {
    const { inputTokens } = this.request;
    for (const bucket of [this.requests, this.input]) bucket?.refill(this.nowMs);
    const waitMs = Math.max(this.requests.msUntil(1), this.input?.msUntil(inputTokens) ?? 0);
    if (waitMs > 1e-6) return waitMs;
    this.requests.level -= 1;
    if (this.input !== null) this.input.level -= inputTokens;
    return 0;
  }

  private reading(): RateLimitReading {
    const read = (bucket: ServerBucket | null, round: number): LimitReading | null => {
      bucket?.refill(this.nowMs);
      return bucket?.reading(this.nowMs, round) ?? null;
    };
    return {
      requests: read(this.requests, 1),
      tokens: null,
      inputTokens: read(this.input, 1_000),
      outputTokens: null,
    };
  }

  private answer(rateLimits: RateLimitReading): AttemptResult {
    const { inputTokens, outputTokens } = this.request;
    const usage = { ...NO_USAGE, inputTokens, outputTokens };
    const completion = {
      content: [],
      text: "",
      toolCalls: [],
      ending: "complete" as const,
      stopReason: "end_turn",
    };
    return {
      status: "answered",
      completion: {
        ...completion,
        refusalCategory: null,
        usage,
        modelServed: "any",
      },
      requestId: null,
      rateLimits,
      ttftMs: null,
      latencyMs: 0,
      reused: false,
    };
  }
}

function rejection(rateLimits: RateLimitReading): AttemptResult {
  const failure = failureOf("rate_limited");
  return {
    status: "failed",
    failure,
    requestId: null,
    rateLimits,
    latencyMs: 0,
    partialUsage: null,
  };
}
