import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
} from "node:worker_threads";
import { LONGEST_TIMER_MS } from "../base/longest-timer.ts";
import type { ThreadEnd } from "../domain/reasons/code.ts";
import { quotation } from "../domain/reasons/excerpt.ts";

/** How a call of a worker ended. `died`: the thread ended, of its own or because it needed too much memory. */
export type ThreadAnswer =
  | { readonly status: "answered"; readonly value: unknown }
  | { readonly status: "timed_out" }
  | { readonly status: "died"; readonly why: ThreadEnd };

/** What a worker runs: a file, or source text with `options.eval`. It answers on the port that `workerData.answers` is. */
export interface ThreadProgram {
  readonly source: string | URL;
  readonly options: Omit<WorkerOptions, "workerData" | "transferList">;
  readonly workerData?: Readonly<Record<string, string>>;
}

/** What `workerData` has beside what the program asked for. */
export interface AnswerPort {
  readonly answers: MessagePort;
}

/**
 * How long an answer may take. `of: "computing"`: of time that this process computes, so that a busy machine decides nothing,
 * but at most four times as long by the clock.
 */
export interface TimeLimit {
  readonly ms: number;
  readonly of: "clock" | "computing";
}

const MAX_HEAP_MB = 512;
const MOST_BY_CLOCK = 4;

/** One worker thread that answers one message at a time. It does not keep the process alive while it is idle. */
export class WorkerThread {
  isUsable = true;
  private readonly thread: Worker;
  /** Answers have a port of their own: what code of users posts to its parent must be taken for none. */
  private readonly answers: MessagePort;
  private settle: ((answer: ThreadAnswer) => void) | null = null;

  constructor({ source, options, workerData = {} }: ThreadProgram) {
    const { port1, port2 } = new MessageChannel();
    this.answers = port1;
    this.thread = new Worker(source, {
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      ...options,
      workerData: { ...workerData, answers: port2 } satisfies AnswerPort,
      transferList: [port2],
    });
    // What a thread prints must neither reach the report on stdout nor pile up.
    this.thread.stdout.resume();
    this.thread.stderr.resume();
    this.answers.on("message", (value: unknown) => this.finish({ status: "answered", value }));
    this.thread.on("error", (error) => this.die(endOf(error)));
    this.thread.on("exit", (code) => this.die({ code: "thread.exited", exit: code }));
    this.answers.unref();
    this.thread.unref();
  }

  /** Sends a message and waits for the answer. A thread that does not answer in time is ended. */
  async call(message: object, limit: TimeLimit): Promise<ThreadAnswer> {
    this.thread.ref();
    let release = (): void => {};
    try {
      return await new Promise<ThreadAnswer>((resolve) => {
        this.settle = resolve;
        release = whenOver(limit, () => void this.expire());
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        this.thread.postMessage(message);
      });
    } finally {
      release();
      this.thread.unref();
    }
  }

  async end(): Promise<void> {
    this.die({ code: "thread.run-over" });
    await this.thread.terminate();
  }

  private async expire(): Promise<void> {
    this.isUsable = false;
    this.finish({ status: "timed_out" });
    await this.thread.terminate();
  }

  private die(why: ThreadEnd): void {
    this.isUsable = false;
    // What it answered before it ended may not have been read yet.
    const last = receiveMessageOnPort(this.answers);
    this.finish(last === undefined ? { status: "died", why } : { status: "answered", value: last.message });
    this.answers.close();
  }

  private finish(answer: ThreadAnswer): void {
    this.settle?.(answer);
    this.settle = null;
  }
}

/** Calls back when the time is over, unless it was released before. */
function whenOver({ ms, of }: TimeLimit, callBack: () => void): () => void {
  const start = process.cpuUsage();
  const startedAt = performance.now();
  const look = (): void => {
    const { user, system } = process.cpuUsage(start);
    const leftMs = ms - (user + system) / 1000;
    const isOver = of === "clock" || leftMs <= 0 || performance.now() - startedAt >= MOST_BY_CLOCK * ms;
    if (isOver) callBack();
    else timer = setTimeout(look, Math.max(leftMs, 50));
  };
  let timer = setTimeout(look, Math.min(ms, LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}

function endOf(error: unknown): ThreadEnd {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return { code: "thread.memory", megabytes: MAX_HEAP_MB };
  return quotation(error instanceof Error ? error.message : String(error));
}
