import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { ThreadStop } from "../../domain/diagnostics/english/failures/targets.ts";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { JsonTooDeep, MAX_JSON_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type {
  ModuleTarget,
  OpenTarget,
  TargetContext,
  TargetReply,
  TargetSession,
  TargetRest,
  TargetTurn,
} from "../../domain/run/target.ts";
import { failed } from "../failed.ts";
import { OutputTail, withTail } from "../output-tail.ts";
import { readReply, tooLong } from "../read-reply.ts";
import { MAX_REPLY_CHARS } from "../reply-bound.ts";
import { MODULE_WORKER_SOURCE } from "./module-worker-source.ts";

const MAX_HEAP_MB = 1024;
/** So long a module that was told to stop may take before its thread is ended. */
const DEFAULT_GRACE_MS = 1_000;

/** Its import has ended, well or not. */
interface LoadedMessage {
  readonly status: "loaded";
}

/** What the program of the thread says of a question. */
interface ThreadMessage {
  readonly id: number;
  readonly status: "returned" | "threw" | "too-long" | "unloadable";
  readonly text?: string;
  readonly kind?: string;
}

/**
 * Opens modules, each in a thread of its own: its environment is the worker's, never ours, and its thread is ended where it
 * does not stop when it is told to, in an endless loop too.
 */
export function createModuleTargets(graceMs: number = DEFAULT_GRACE_MS): OpenTarget<ModuleTarget> {
  return ({ name, file }, { env }) => {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(MODULE_WORKER_SOURCE, {
      eval: true,
      workerData: { file: pathToFileURL(file).href, maxChars: MAX_REPLY_CHARS, answers: port2 },
      transferList: [port2],
      env: { ...env },
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    return Promise.resolve({ status: "open", session: new ModuleThread(name, { worker, answers: port1 }, graceMs) });
  };
}

/** Answers have a port of their own: what the module posts to its parent must be taken for none. */
interface AnsweringThread {
  readonly worker: Worker;
  readonly answers: MessagePort;
}

/** A thread that holds a module; it may be asked several questions at once. */
class ModuleThread implements TargetSession {
  private readonly name: string;
  private readonly thread: Worker;
  private readonly answers: MessagePort;
  private readonly graceMs: number;
  private readonly stderr: OutputTail;
  private readonly open = new Map<number, (reply: TargetReply) => void>();
  /** Questions that were told to stop, and have not yet. */
  private readonly stopping = new Set<number>();
  private asked = 0;
  private death: ThreadStop | null = null;
  /** Resolves when its import has ended, or the thread. */
  private readonly loaded: Promise<void>;

  constructor(name: string, { worker: thread, answers }: AnsweringThread, graceMs: number) {
    this.name = name;
    this.thread = thread;
    this.answers = answers;
    this.graceMs = graceMs;
    this.stderr = new OutputTail(thread.stderr);
    thread.stdout.resume(); // what it prints is no part of our output
    answers.on("message", (message: ThreadMessage | LoadedMessage) => this.take(message));
    this.loaded = new Promise((resolve) => {
      answers.on("message", ({ status }: ThreadMessage | LoadedMessage) => status === "loaded" && resolve());
      thread.once("error", () => resolve());
      thread.once("exit", () => resolve());
    });
    thread.on("error", (error) => this.die({ kind: "error", words: errorWords(error) }));
    thread.on("exit", (code) => this.die({ kind: "exit", code }));
    answers.unref();
    thread.unref();
  }

  /** It waits for its first turn when it is loaded: what it asks on the way there is of none. */
  async untilAtRest({ isIdle, signal, longestMs }: TargetRest): Promise<void> {
    const over = new AbortController();
    const stop = AbortSignal.any([over.signal, signal]);
    const late = async (): Promise<void> => {
      do await sleep(longestMs, undefined, { signal: stop });
      while (!isIdle());
    };
    await Promise.race([this.loaded, late().catch(() => undefined)]);
    over.abort();
  }

  ask(turn: TargetTurn, context: TargetContext): Promise<TargetReply> {
    if (this.death !== null) return Promise.resolve(this.lost(this.death));
    const id = this.asked++;
    const { signal, ...shown } = context;
    this.thread.ref();
    return new Promise((resolve) => {
      const stop = (): void => void this.stop(id);
      this.open.set(id, (reply) => {
        signal.removeEventListener("abort", stop);
        resolve(reply);
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.thread.postMessage({ ask: id, turn, context: shown });
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
  }

  /** A thread in which nothing but what does not stop is open may be in an endless loop: another one answers what comes next. */
  isLost(): boolean {
    return this.death !== null || (this.stopping.size > 0 && this.stopping.size === this.open.size);
  }

  async close(): Promise<void> {
    this.die({ kind: "closed" });
    await this.thread.terminate();
  }

  /** Tells a question that it is over; a thread that does not hear it is ended. */
  private async stop(id: number): Promise<void> {
    this.stopping.add(id);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.thread.postMessage({ abort: id });
    await new Promise((resolve) => setTimeout(resolve, this.graceMs));
    if (!this.open.has(id)) return;
    this.die({ kind: "stuck" });
    await this.thread.terminate();
  }

  private replyOf({ status, text, kind }: ThreadMessage): TargetReply {
    const { name } = this;
    const words = text ?? "";
    if (status === "threw") return failed(withTail(targetWords("threw", { name, words }), this.stderr.text()));
    if (status === "too-long") return tooLong(name);
    if (status === "unloadable")
      return failed(withTail(targetWords("unloadable", { name, words: text ?? null }), this.stderr.text()));
    if (text === undefined) return failed(targetWords("returned-kind", { name, kind: kind ?? "undefined" }));
    try {
      return readReply(name, parseBoundedJson(text));
    } catch (error) {
      return failed(
        targetWords("returned-deep", { name, mostLevels: error instanceof JsonTooDeep ? MAX_JSON_LEVELS : null }),
      );
    }
  }

  private lost(end: ThreadStop): TargetReply {
    const words = targetWords("thread-ended", { name: this.name, end });
    return failed(withTail(words, this.stderr.text()), { isLost: true });
  }

  private take(message: ThreadMessage | LoadedMessage): void {
    if (message.status !== "loaded") this.settle(message.id, this.replyOf(message));
  }

  private die(end: ThreadStop): void {
    this.death ??= end;
    // What it answered before it ended may not have been read yet.
    for (let last = this.unread(); last !== null; last = this.unread()) this.take(last);
    this.answers.close();
    for (const id of this.open.keys()) this.settle(id, this.lost(this.death));
  }

  private unread(): ThreadMessage | LoadedMessage | null {
    const got = receiveMessageOnPort(this.answers);
    return got === undefined ? null : (got.message as ThreadMessage | LoadedMessage); // the program of the thread sends nothing else
  }

  private settle(id: number, reply: TargetReply): void {
    const resolve = this.open.get(id);
    this.open.delete(id);
    this.stopping.delete(id);
    if (this.open.size === 0) this.thread.unref();
    resolve?.(reply);
  }
}

function errorWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
