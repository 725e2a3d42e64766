import type { Sentence } from "../diagnostics/wording/sentence.ts";
import type { Json, JsonObject } from "../values/json.ts";
import type { TokenCounts } from "./completion.ts";

/** A value that an application is given: a text, or the variable of our environment that holds it. */
export type TargetValue = string | { readonly env: string };

interface TargetBase {
  /** As the suite calls it. */
  readonly name: string;
  /** False: it makes no calls to Claude, so it costs nothing. */
  readonly isMetered: boolean;
  /** So many sessions are open at once, each with its own address at the meter. */
  readonly workers: number;
  /** So many trials one session may hold at once. More than one: its calls must use the address that came with the turn. */
  readonly concurrent: number;
  /** Patterns of the files that it consists of, relative to `baseDir`: what they hold is part of its hash. */
  readonly sources: readonly string[];
  /** The suite's folder, absolute. */
  readonly baseDir: string;
}

/** A function of the program that runs the suite. */
export interface FunctionTarget extends TargetBase {
  readonly kind: "function";
  /** By which that program knows it. */
  readonly function: string;
}

/** An ESM module whose default export answers. */
export interface ModuleTarget extends TargetBase {
  readonly kind: "module";
  /** Absolute. */
  readonly file: string;
}

/** A process that reads turns and writes answers, one JSON text a line. */
export interface CommandTarget extends TargetBase {
  readonly kind: "command";
  /** The program and its arguments; those that name files begin with an absolute path. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, TargetValue>>;
}

/** How a service is started for the run, and when it is there. */
export interface ServiceStart {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, TargetValue>>;
  /** Asked until it answers with a 2xx. */
  readonly readyUrl: string;
  readonly timeoutMs: number;
}

/** A service that is asked over HTTP. Texts in URL, headers and body are templates; paths are JSONPath (RFC 9535). */
export interface HttpTarget extends TargetBase {
  readonly kind: "http";
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, TargetValue>>;
  /** Null: none is sent. */
  readonly body: Json;
  /** Where in the reply the answer stands; null: the whole body is the text. */
  readonly output: string | null;
  readonly toolCalls: string | null;
  readonly usage: string | null;
  /** Where an error stands: what is found there fails the trial. */
  readonly error: string | null;
  /** Null: it is there already. */
  readonly start: ServiceStart | null;
  /** Statuses after which it is asked again. */
  readonly retryStatuses: readonly number[];
}

/** `claude -p` on PATH, in a copy of a workspace for each trial. */
export interface ClaudeCodeTarget extends TargetBase {
  readonly kind: "claude_code";
  /** Folders, absolute. */
  readonly skills: readonly string[];
  /** The folder that is copied, absolute; null: an empty one. */
  readonly workspace: string | null;
  readonly maxTurns: number | null;
  /** Null: Claude Code's own choice. */
  readonly model: string | null;
  readonly allowedTools: readonly string[];
  readonly env: Readonly<Record<string, TargetValue>>;
}

/** What answers in place of a model. */
export type Target = FunctionTarget | ModuleTarget | CommandTarget | HttpTarget | ClaudeCodeTarget;

/** The keys of a suite's targets that say what each is. */
export const TARGET_KINDS: readonly Target["kind"][] = ["function", "module", "command", "http", "claude_code"];

/** Is an arm with these settings no model? No request of the API has a member of such a name. */
export function isApplication(settings: object): boolean {
  return TARGET_KINDS.some((kind) => Object.hasOwn(settings, kind));
}

/** What a target is asked. */
export interface TargetTurn {
  /** The text of the turn, rendered. */
  readonly input: string;
  /** The system prompt as text; null: none. */
  readonly system: string | null;
  /** The conversation so far, this turn's message last. */
  readonly messages: readonly JsonObject[];
  /** From 1, like `trial`. */
  readonly turn: number;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
}

/** What a target may need beside the turn. */
export interface TargetContext {
  readonly vars: JsonObject;
  /** Aborted at the deadline of the turn, and when the run is over. */
  readonly signal: AbortSignal;
  /** One name for all turns of a trial, and for no other's. */
  readonly session: string;
  /** The trial's address at the meter, for `ANTHROPIC_BASE_URL`; null: the target is not metered. */
  readonly baseUrl: string | null;
  /** The stand-in key that goes with it. */
  readonly apiKey: string | null;
  /** What is left of the turn's time, in milliseconds from now. */
  readonly deadlineMs: number;
}

/** What a target answered. Null: it does not say. */
export interface TargetAnswer {
  /** As the API would send them: the text, and the calls of tools that it made. */
  readonly content: readonly JsonObject[];
  readonly usage: Pick<TokenCounts, "inputTokens" | "outputTokens"> | null;
  readonly costUsd: number | null;
  /** Which model it says that answered; absent: it does not say. It prices nothing. */
  readonly model?: string;
}

/** Why a target gave no answer. */
export interface TargetFailure {
  readonly status: "failed";
  /** What happened, with the end of what it wrote to stderr where it wrote any. Not masked yet. */
  readonly message: Sentence;
  /** May the same be asked again, as a new pass? */
  readonly retryable: boolean;
  /** What it says that this cost all the same; null or absent: it does not say. */
  readonly costUsd?: number | null;
  /** Is the session of no more use? It is closed, and another one opened. */
  readonly isLost?: boolean;
  /** Did the session end in order, soon after an earlier answer? It may not have read the turn: another one may be asked it. */
  readonly isUnread?: boolean;
}

export type TargetReply = { readonly status: "answered"; readonly answer: TargetAnswer } | TargetFailure;

/** How it is waited for a session that has just been started, or has just answered. */
export interface TargetRest {
  /** How often in a row it has to look so. */
  readonly looks: number;
  /** What never rests is waited for so long. */
  readonly longestMs: number;
  /** Is none of its calls open at the meter? */
  readonly isIdle: () => boolean;
  /** Aborts when the run may wait no longer. */
  readonly signal: AbortSignal;
}

/** An application that is ready to answer: a process, a thread, a service. */
export interface TargetSession {
  /**
   * Resolves when it waits for a turn, as far as can be seen from outside, so that what it asks by itself beforehand is
   * of no trial. `isIdle`: is none of its calls open? It never rejects, and waits for `longestMs` at most, calls left out.
   */
  untilAtRest?(rest: TargetRest): Promise<void>;
  /**
   * Asks for the answer to a turn. It never rejects, and settles soon after the signal aborts. At most `concurrent` turns
   * of different trials are open at once; turns of one trial come one after the other, not always to the same session.
   */
  ask(turn: TargetTurn, context: TargetContext): Promise<TargetReply>;
  /** Has the session become useless between two turns? Then another one is opened before the next turn. */
  isLost?(): boolean;
  /** Ends it with all that it started. It never rejects. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface TargetWorker {
  /** The session's own address at the meter; null: the target is not metered. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  /**
   * The environment of what is started: ours less `ANTHROPIC_*`, cloud credentials and all that is masked, with the meter's
   * address and key and loopback in `NO_PROXY`. A target's own `env` is yet to be laid over it.
   */
  readonly env: Readonly<Record<string, string>>;
  /** The value of a variable that the suite names, masked from then on; null: there is none. */
  readonly valueOf: (name: string) => string | null;
}

export type OpenedTarget = { readonly status: "open"; readonly session: TargetSession } | TargetFailure;

/** Starts what answers for a target. It never rejects. */
export type OpenTarget<Kind extends Target = Target> = (target: Kind, worker: TargetWorker) => Promise<OpenedTarget>;
