import type { JsonObject } from "../../../domain/values/json.ts";
import type { AttemptId, SimulatedReply } from "../../../domain/run/provider.ts";
import type { ReplyBody } from "./reply-body.ts";

/** What travels with a request in process and never over a wire. */
export interface SimulatorContext {
  readonly simulated: SimulatedReply | null;
  readonly id: AttemptId | null;
}

/** A request, whatever it came by. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
  readonly body: string;
  readonly context: SimulatorContext;
  /** The sender has gone away. */
  readonly signal: AbortSignal | null;
  /** Came by a regional endpoint of a cloud, which costs a tenth more. */
  readonly isRegional?: boolean;
}

/** An answer, whatever it goes by. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ReplyBody;
}

/** The connection is reset before an answer. */
export class ConnectionReset extends Error {
  override readonly name: string = "ConnectionReset";
}

export function jsonResponse(value: JsonObject, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status: 200, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
