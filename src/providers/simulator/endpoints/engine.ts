import { createBooks, type WritableBooks } from "../state/books.ts";
import { createFaultPlanner, type FaultPlanner } from "../state/fault-plan.ts";
import type { SimulatorOptions } from "../state/options.ts";
import { createPromptCache, type PromptCache } from "../state/prompt-cache.ts";
import { createRateLimiter, type RateLimiter } from "../state/rate-limiter.ts";
import { createScriptedErrors, type ScriptedErrors } from "../replies/scripted-error.ts";

/** What the endpoints of one simulator share. */
export interface Engine {
  readonly options: SimulatorOptions;
  readonly books: WritableBooks;
  readonly cache: PromptCache;
  readonly limiter: RateLimiter;
  readonly drawPlan: FaultPlanner;
  readonly scripted: ScriptedErrors;
  /** The tokens that were minted, until when they are good, and for how many requests more. */
  readonly tokens: Map<string, { readonly endMs: number; usesLeft: number }>;
  /** A new id: `req_sim_…`, `msg_sim_…`. */
  newId(prefix: string): string;
}

export function createEngine(options: SimulatorOptions): Engine {
  let ids = 0;
  return {
    options,
    books: createBooks(options.keepLog),
    cache: createPromptCache(options.clock),
    limiter: createRateLimiter(options.limits, options.clock),
    drawPlan: createFaultPlanner(options),
    scripted: createScriptedErrors(),
    tokens: new Map(),
    newId: (prefix) => `${prefix}_sim_${(++ids).toString(36).padStart(8, "0")}`,
  };
}
