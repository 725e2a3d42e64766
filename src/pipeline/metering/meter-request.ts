import type { Ceilings } from "../../domain/run/admission.ts";
import type { Invocation } from "../../domain/invocation.ts";

/** What `prompt-run meter` is asked for. */
export interface MeterRequest {
  /** Null: serve until stopped. */
  readonly command: readonly string[] | null;
  readonly port: number;
  /** The folder of recordings that was named; null: the config's, else the store's. */
  readonly recordings: string | null;
  /** What the user allows of each bucket, per minute. */
  readonly ceilings: Ceilings;
}

/** The same with how requests reach the API and where things are kept. */
export interface MeterInvocation {
  readonly request: MeterRequest;
  readonly invocation: Invocation;
}
