import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { LONGEST_TIMER_MS } from "../base/longest-timer.ts";
import type { RunScript } from "../domain/check.ts";
import { SCRIPT_WORKER_SOURCE } from "./script-worker-source.ts";

type ScriptResult = Awaited<ReturnType<RunScript>>;

/** What a script is called with; it is cloned into the worker. */
interface ScriptCall {
  readonly completion: object;
  readonly context: object;
}

interface Job {
  readonly call: ScriptCall;
  readonly timeoutMs: number;
  readonly resolve: (result: ScriptResult) => void;
}

const MAX_HEAP_MB = 512;

/** The workers of one script. Each grades one trial at a time, so that ending a worker loses no other trial. */
export class ScriptPool {
  private readonly url: string;
  private readonly size: number;
  private readonly environment: Readonly<Record<string, string>>;
  private readonly idle: ScriptWorker[] = [];
  private readonly all = new Set<ScriptWorker>();
  private readonly waiting: Job[] = [];
  private isClosed = false;

  constructor(file: string, size: number, environment: Readonly<Record<string, string>>) {
    this.url = pathToFileURL(file).href;
    this.size = size;
    this.environment = environment;
  }

  run(call: ScriptCall, timeoutMs: number): Promise<ScriptResult> {
    if (this.isClosed) return Promise.resolve({ status: "threw", message: "the run is over" });
    return new Promise((resolve) => {
      this.waiting.push({ call, timeoutMs, resolve });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.resolve({ status: "threw", message: "the run is over" });
    await Promise.all([...this.all].map((worker) => worker.end()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const worker = this.takeIdle() ?? (this.all.size < this.size ? this.start() : null);
      const job = worker === null ? undefined : this.waiting.shift();
      if (worker === null || job === undefined) return;
      void this.grade(worker, job);
    }
  }

  /** An idle worker; those that ended by themselves while idle are dropped. */
  private takeIdle(): ScriptWorker | null {
    for (let worker = this.idle.pop(); worker !== undefined; worker = this.idle.pop()) {
      if (worker.isUsable) return worker;
      this.all.delete(worker);
    }
    return null;
  }

  private start(): ScriptWorker {
    const worker = new ScriptWorker(this.url, this.environment);
    this.all.add(worker);
    return worker;
  }

  private async grade(worker: ScriptWorker, job: Job): Promise<void> {
    const result = await worker.grade(job.call, job.timeoutMs);
    if (worker.isUsable && !this.isClosed) this.idle.push(worker);
    else this.all.delete(worker);
    job.resolve(result);
    this.dispatch();
  }
}

/** One worker thread. It does not keep the process alive while it is idle. */
class ScriptWorker {
  isUsable = true;
  private readonly thread: Worker;
  private settle: ((result: ScriptResult) => void) | null = null;

  constructor(url: string, environment: Readonly<Record<string, string>>) {
    this.thread = new Worker(SCRIPT_WORKER_SOURCE, {
      eval: true,
      workerData: { file: url },
      env: environment,
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    // What a script prints must neither reach the report on stdout nor pile up.
    this.thread.stdout.resume();
    this.thread.stderr.resume();
    this.thread.on("message", (result: ScriptResult) => this.finish(result));
    this.thread.on("error", (error) => this.die(`the script failed outside of its function: ${words(error)}`));
    this.thread.on("exit", (code) => this.die(`the script ended its thread (exit ${code})`));
    this.thread.unref();
  }

  async grade(call: ScriptCall, timeoutMs: number): Promise<ScriptResult> {
    this.thread.ref();
    let deadline: NodeJS.Timeout | null = null;
    try {
      return await new Promise<ScriptResult>((resolve) => {
        this.settle = resolve;
        deadline = setTimeout(() => void this.expire(timeoutMs), Math.min(timeoutMs, LONGEST_TIMER_MS));
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        this.thread.postMessage(call);
      });
    } finally {
      if (deadline !== null) clearTimeout(deadline);
      this.thread.unref();
    }
  }

  async end(): Promise<void> {
    this.die("the run is over");
    await this.thread.terminate();
  }

  private async expire(timeoutMs: number): Promise<void> {
    this.isUsable = false;
    this.finish({ status: "timed_out", message: `the script did not answer within ${timeoutMs / 1000} s` });
    await this.thread.terminate();
  }

  private die(message: string): void {
    this.isUsable = false;
    this.finish({ status: "threw", message });
  }

  private finish(result: ScriptResult): void {
    this.settle?.(result);
    this.settle = null;
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
