/** Rates in USD per million tokens. null: not established. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite5m: number | null;
  readonly cacheWrite1h: number | null;
  readonly cacheRead: number | null;
}

/** Rates of a request whose whole prompt (uncached, cache reads and cache writes) is strictly over the threshold. */
export interface LongPromptRates extends Rates {
  readonly thresholdTokens: number;
}

/** A price in force from one UTC day to another, both inclusive. `from` null: since before it was first seen; `to` null: still. */
export interface PriceRow extends Rates {
  readonly from: string | null;
  readonly to: string | null;
  /** Missing cache rates follow the cache multipliers. */
  readonly longPrompt: LongPromptRates | null;
}

export interface ModelPrices {
  readonly standard: readonly PriceRow[];
  /** Rates of `speed: fast`; missing cache rates follow the cache multipliers. */
  readonly fast: readonly PriceRow[];
  /** Cache reads as a multiple of input (writes are 1.25 and 2 times input everywhere); null: not established. */
  readonly cacheReadMultiplier: number | null;
}

export type Effort = "low" | "medium" | "high" | "xhigh" | "max";
export type ThinkingMode = "adaptive" | "enabled" | "disabled" | "between_tools";
export type ModelLine = "fable" | "mythos" | "opus" | "sonnet" | "haiku";

/** What becomes of temperature, top_p and top_k under anthropic-version 2023-06-01. */
export type SamplingRule =
  /** Any value but the default is rejected. `topP`: the values that pass; `together`: may temperature and top_p both be sent? */
  | { readonly kind: "default_only"; readonly topP: readonly number[]; readonly together: boolean }
  /** Accepted while thinking is off; `together` as above. */
  | { readonly kind: "free"; readonly together: boolean };

export type Lifecycle =
  | { readonly status: "active"; readonly notBefore: string | null }
  | { readonly status: "deprecated"; readonly retires: string | null }
  | { readonly status: "retired"; readonly retiredOn: string };

/** What a model accepts. null: not established, so nothing is reported. Days are UTC dates. */
export interface ModelEntry {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly line: ModelLine;
  readonly lifecycle: Lifecycle;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly tokenizer: "claude-2026" | "claude-2024";
  readonly bucket: string;
  /** Modes the API accepts, and what happens without a `thinking` field. */
  readonly thinking: readonly ThinkingMode[];
  readonly thinksByDefault: boolean;
  /** Modes that are rejected with effort xhigh and max. */
  readonly thinkingUpToHigh: readonly ThinkingMode[];
  readonly deprecatedThinking: readonly ThinkingMode[];
  readonly effort: { readonly levels: readonly Effort[]; readonly default: Effort } | null;
  readonly sampling: SamplingRule;
  readonly prefill: boolean;
  /** `tool_choice` any and tool; `unthinking`: accepted, but then the model does not think. */
  readonly forcedTools: boolean | "unthinking" | null;
  readonly structuredOutputs: boolean | null;
  readonly systemRole: boolean;
  /** `ignored`: accepted and served at standard speed and price. */
  readonly fast: "yes" | "header" | "ignored" | "no";
  /** The last day of fast mode, where one is announced. */
  readonly fastUntil: string | null;
  readonly inferenceGeo: boolean;
  /** The shortest prefix that is cached, in tokens. */
  readonly minCacheTokens: number | null;
}
