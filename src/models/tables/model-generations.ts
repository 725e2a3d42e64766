import type { Effort, Lifecycle, ModelEntry, ModelLine, SamplingRule } from "./model-entry.ts";

// Capabilities of the Claude API's models. Sources: platform.claude.com/docs, pages thinking, effort, structured-outputs,
// prompt-caching, fast-mode, model-deprecations, rate-limits and the models' migration guides (2026-08 to 2026-11).

/** What models of a generation have in common. `bucket` null: the model's own. */
export type Generation = Omit<ModelEntry, "id" | "line" | "lifecycle" | "bucket"> & { readonly bucket: string | null };

export const ALL_EFFORTS: readonly Effort[] = ["low", "medium", "high", "xhigh", "max"];
export const NO_XHIGH: readonly Effort[] = ["low", "medium", "high", "max"];
export const UP_TO_HIGH: readonly Effort[] = ["low", "medium", "high"];

// Which top_p counts as the default is documented for Haiku 5.5 only (0.99): elsewhere 1 gets the benefit of the doubt.
const DEFAULT_ONLY: SamplingRule = { kind: "default_only", topP: [0.99, 1], together: true };
export const HAIKU_5_5_SAMPLING: SamplingRule = { kind: "default_only", topP: [0.99], together: false };
const FREE_SAMPLING: SamplingRule = { kind: "free", together: true };
const ONE_SAMPLING_SETTING: SamplingRule = { kind: "free", together: false };

/** From Opus 4.7 on. */
export const LATEST: Generation = {
  aliases: [],
  bucket: null,
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
  tokenizer: "claude-2026",
  thinking: ["adaptive"],
  thinksByDefault: true,
  thinkingUpToHigh: [],
  deprecatedThinking: [],
  effort: { levels: ALL_EFFORTS, default: "high" },
  sampling: DEFAULT_ONLY,
  prefill: false,
  forcedTools: false,
  structuredOutputs: true,
  systemRole: true,
  fast: "no",
  fastUntil: null,
  inferenceGeo: true,
  minCacheTokens: 512,
};

/** The 4.6 generation: sampling is still free, prefill is gone. */
export const CLAUDE_4_6: Generation = {
  ...LATEST,
  tokenizer: "claude-2024",
  thinking: ["adaptive", "enabled", "disabled"],
  thinksByDefault: false,
  deprecatedThinking: ["enabled"],
  effort: { levels: NO_XHIGH, default: "high" },
  sampling: FREE_SAMPLING,
  forcedTools: true,
  systemRole: false,
};

/** The 4.5 generation and before. */
export const CLAUDE_4_5: Generation = {
  ...CLAUDE_4_6,
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  thinking: ["enabled", "disabled"],
  deprecatedThinking: [],
  effort: null,
  sampling: ONE_SAMPLING_SETTING,
  prefill: true,
  inferenceGeo: false,
  minCacheTokens: 1_024,
};

const LINES: readonly ModelLine[] = ["fable", "mythos", "opus", "sonnet", "haiku"];

/** A row of the table: its generation's row and what differs. Throws for an id that names no line: a slip in the table. */
export function model(id: string, lifecycle: Lifecycle, row: Generation): ModelEntry {
  const line = LINES.find((name) => id.includes(`-${name}`));
  if (line === undefined) throw new Error(`${id} names no model line`);
  return { ...row, id, line, lifecycle, bucket: row.bucket ?? id };
}

/** `notBefore`: the earliest day of retirement that is promised. */
export function active(notBefore: string | null): Lifecycle {
  return { status: "active", notBefore };
}

export function deprecated(retires: string | null): Lifecycle {
  return { status: "deprecated", retires };
}

export function retired(retiredOn: string): Lifecycle {
  return { status: "retired", retiredOn };
}
