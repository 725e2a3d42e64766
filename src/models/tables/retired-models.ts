import type { ModelEntry } from "./model-entry.ts";
import { CLAUDE_4_5, model, retired } from "./model-generations.ts";

/** Models that the API no longer answers for. That they are retired is a fact of this table, never a matter of the clock. */
export const RETIRED_MODELS: readonly ModelEntry[] = [
  model("claude-opus-4-1-20250805", retired("2026-08-05"), {
    ...CLAUDE_4_5,
    aliases: ["claude-opus-4-1"],
    maxOutputTokens: 32_000,
    structuredOutputs: false,
  }),
  model("claude-opus-4-20250514", retired("2026-06-15"), {
    ...CLAUDE_4_5,
    aliases: ["claude-opus-4-0"],
    maxOutputTokens: 32_000,
    structuredOutputs: false,
  }),
  model("claude-sonnet-4-20250514", retired("2026-06-15"), {
    ...CLAUDE_4_5,
    aliases: ["claude-sonnet-4-0"],
    structuredOutputs: false,
  }),
  model("claude-3-7-sonnet-20250219", retired("2026-02-19"), {
    ...CLAUDE_4_5,
    aliases: ["claude-3-7-sonnet-latest"],
    structuredOutputs: false,
  }),
  ...["claude-3-5-sonnet-20241022", "claude-3-5-sonnet-20240620"].map((id, index) =>
    model(id, retired("2025-10-28"), {
      ...CLAUDE_4_5,
      aliases: index === 0 ? ["claude-3-5-sonnet-latest"] : [],
      maxOutputTokens: 8_192,
      thinking: [],
      structuredOutputs: false,
    }),
  ),
  model("claude-3-5-haiku-20241022", retired("2026-02-19"), {
    ...CLAUDE_4_5,
    aliases: ["claude-3-5-haiku-latest"],
    maxOutputTokens: 8_192,
    thinking: [],
    structuredOutputs: false,
    minCacheTokens: 2_048,
  }),
  model("claude-3-haiku-20240307", retired("2026-04-20"), {
    ...CLAUDE_4_5,
    maxOutputTokens: 4_096,
    thinking: [],
    structuredOutputs: false,
    minCacheTokens: null,
  }),
  model("claude-3-opus-20240229", retired("2026-01-05"), {
    ...CLAUDE_4_5,
    maxOutputTokens: 4_096,
    thinking: [],
    structuredOutputs: false,
    minCacheTokens: null,
  }),
];
