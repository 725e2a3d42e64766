import type { Ceilings } from "../../domain/run/admission.ts";
import type { StoredMeterRequest } from "../../domain/formats/records.ts";
import type { MeterAsking, RunStart } from "../../domain/invocation.ts";
import { storedOutside, storedStart } from "../stored/run-start.ts";

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
  readonly invocation: MeterAsking;
}

/** What a meter's line keeps of how it was asked for, beside its command. */
export function storedMeterRequest({ request, invocation }: MeterInvocation, start: RunStart): StoredMeterRequest {
  const { rpm, itpm, otpm } = request.ceilings;
  const { timeoutMs, maxAttempts } = invocation.overrides;
  return {
    mode: invocation.mode,
    record: invocation.record,
    endpoint: invocation.endpoint,
    port: request.port,
    recordings: request.recordings,
    rpm,
    itpm,
    otpm,
    concurrency: invocation.concurrency,
    max_cost_usd: invocation.maxCostUsd,
    timeout_ms: timeoutMs,
    max_attempts: maxAttempts,
    seed: invocation.seed,
    ...storedOutside(invocation),
    start: storedStart(start),
  };
}
