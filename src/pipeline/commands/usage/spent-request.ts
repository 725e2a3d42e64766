import type { CallLine, CompletionLine, SentLine } from "../../../domain/formats/records.ts";
import { meteredCallsOf } from "../../../domain/run/metered-call-fact.ts";
import type { CallRole } from "../../../domain/run/provider.ts";
import { type Charge, isOverhead } from "../../../domain/run/ledger.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import { chargeOfLine } from "../../../store/journal/read-call-line.ts";

/** The tokens of an answer; null: it does not tell. */
export interface SpentTokens {
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a journal says of one request or turn of an application, as far as sums go. */
export interface SpentRequest {
  /** When it ended; null: that cannot be read. */
  readonly atMs: number | null;
  readonly end: "answered" | "reused" | "failed" | "unanswered";
  readonly role: CallRole;
  readonly isOverhead: boolean;
  readonly isRetry: boolean;
  readonly isSimulated: boolean;
  /** The kind of failure; null: none. */
  readonly failure: string | null;
  /** Null: there are none, or they are counted with other lines. */
  readonly tokens: SpentTokens | null;
  readonly charge: Charge;
  /** The model that was asked, where the line says so, and the one that answered. */
  readonly asked: string | null;
  readonly served: string | null;
  readonly suite: number;
  readonly ordinal: number;
}

/** What the line of a finished call comes to. */
export function spentCall(line: CallLine): SpentRequest {
  const { completion, role = "turn" } = line;
  return {
    atMs: endOf(line.at, line.latency_ms),
    end: line.reused ? "reused" : line.status,
    role,
    isOverhead: isOverhead(line.key),
    isRetry: line.attempt > 1,
    isSimulated: line.simulated === true,
    failure: line.status === "failed" ? (line.failure_kind ?? line.error?.type ?? "unknown") : null,
    tokens: completion === null || line.reused || isOfMeteredCalls(line) ? null : tokensOf(completion),
    charge: chargeOfLine(line),
    asked: line.model ?? null,
    served: role === "target" ? null : (completion?.model_served ?? null),
    suite: line.suite,
    ordinal: line.ordinal,
  };
}

/** A request that was sent, and of whose end nothing is kept: charged at what was set aside for it. */
export function spentUnanswered(line: SentLine): SpentRequest {
  const { reserved_pico: reserved, role = "turn" } = line;
  return {
    atMs: endOf(line.at, null),
    end: "unanswered",
    role,
    isOverhead: false, // its line does not say
    isRetry: line.attempt > 1,
    isSimulated: false,
    failure: null,
    tokens: null,
    charge: reserved === null ? { status: "unknown" } : { status: "uncertain", pico: BigInt(reserved) },
    asked: line.model ?? null,
    served: null,
    suite: line.suite,
    ordinal: line.ordinal,
  };
}

/** Is it sent to the API? An application's turn is not: it sends its requests itself. */
export function isRequest({ role, end }: SpentRequest): boolean {
  return role !== "target" && end !== "reused";
}

/** An application's turn that cost nothing beside its calls; one that a recording answered was an answer reused. */
export function isNothing({ role, end, tokens, charge }: SpentRequest): boolean {
  return role === "target" && end !== "reused" && tokens === null && charge.status === "known" && charge.pico === 0n;
}

/** Are the tokens of an application's turn those of its metered calls, which have lines of their own? */
function isOfMeteredCalls({ role, completion }: CallLine): boolean {
  if (role !== "target" || completion?.rest === undefined) return false;
  const rest = completion.rest as JsonObject; // parsed from JSON
  return (meteredCallsOf({ rest }) ?? []).length > 0;
}

function tokensOf({ usage, usage_unknown: isUnknown }: CompletionLine): SpentTokens {
  return {
    input: isUnknown === true ? null : usage.input_tokens,
    output: isUnknown === true ? null : usage.output_tokens,
    cacheRead: usage.cache_read_tokens,
    cacheWrite: usage.cache_write_5m_tokens + usage.cache_write_1h_tokens,
  };
}

const LAST_MS = Date.UTC(9999, 11, 31);

/** Moments that journals keep odd ones as are none. */
function endOf(at: string, latencyMs: number | null): number | null {
  const endMs = Date.parse(at) + (latencyMs ?? 0);
  return endMs > 0 && endMs <= LAST_MS && Date.parse(at) > 0 ? endMs : null;
}
