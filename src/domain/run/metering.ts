import type { Sentence } from "../diagnostics/wording/sentence.ts";
import type { JsonObject } from "../values/json.ts";
import type { RawRefusal, Relay } from "./relay.ts";

/** An application's request to the Messages API, as it came through the meter. */
export interface MeteredAsk {
  /** Without `stream`. */
  readonly body: JsonObject;
  readonly apiVersion: string;
  /** The `anthropic-beta` header; null: none. */
  readonly betas: string | null;
  readonly relay: Relay;
}

/** A whole response, to be written at once: a kept answer, or a refusal in the API's words. */
export type WireAnswer = RawRefusal;

/** What is left to do when a request has been dealt with. */
export type MeteredReply =
  /** The answer went out as it came, and is whole. */
  | { readonly status: "passed" }
  /** Nothing has gone out yet. */
  | { readonly status: "written"; readonly answer: WireAnswer }
  /** The answer broke off on its way. `error` null: the API has said so itself, in its own stream. */
  | { readonly status: "broken"; readonly error: ApiErrorBody | null };

/** The API's form of an error. */
export interface ApiErrorBody {
  readonly type: string;
  readonly message: string;
}

/** A request that was dealt with. */
export interface MeteredAnswer {
  readonly reply: MeteredReply;
  /**
   * The desk is told whether all of the answer reached the asker. What did not is kept for the next who asks the same. It is
   * told again, with false, if that turns out later.
   */
  delivered(isWhole: boolean): void;
}

/** A request whose answer costs nothing: it is passed on, and not journaled. */
export interface FreeAsk {
  readonly method: "GET" | "POST";
  /** Below the address, without a query: `/v1/models`. */
  readonly path: string;
  readonly query: string;
  /** Empty for a GET. */
  readonly body: string;
  readonly apiVersion: string;
  readonly betas: string | null;
  readonly signal: AbortSignal;
}

/** What answers the requests that come in at one address of the meter. */
export interface MeterDesk {
  ask(ask: MeteredAsk): Promise<MeteredAnswer>;
  /** `count_tokens` and `models`. */
  askFree(ask: FreeAsk): Promise<WireAnswer>;
  /** The desk is told of a call that could not be taken in (too large, forbidden, no JSON), and why, before the application is. */
  refused(says: Sentence): void;
}

/** What is done to the calls that targets make, on their way through the meter. */
export interface SuiteMeter {
  /** Models that are asked in place of others, aliases resolved. */
  readonly models: Readonly<Record<string, string>>;
  /** Regular expressions: what they match in a request plays no part when its recording is looked for. */
  readonly ignore: readonly string[];
  /** Does the suite say them itself? Otherwise the config does. */
  readonly ignoresItself: boolean;
  /** Are trials graded though a call failed for good? */
  readonly toleratesErrors: boolean;
}
