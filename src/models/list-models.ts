import { MODELS } from "./find-model.ts";
import type { ModelEntry } from "./model-entry.ts";
import { PRICES } from "./price-table.ts";
import { rowOn } from "./token-rates.ts";

/** A model as `prompt-run models` shows it: capabilities, and prices (USD per million tokens) on a day; null = none in force or not established. */
export interface ModelRow {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly status: ModelEntry["lifecycle"]["status"];
  /** The day of retirement, past or planned; null when none is set. */
  readonly retires: string | null;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly thinking: readonly string[];
  readonly effort: readonly string[];
  readonly sampling: boolean;
  readonly prefill: boolean;
  readonly structuredOutputs: boolean | null;
  readonly inputUsd: number | null;
  readonly outputUsd: number | null;
  readonly cacheReadUsd: number | null;
  readonly cacheWrite5mUsd: number | null;
  readonly cacheWrite1hUsd: number | null;
  readonly longPrompt: { readonly overTokens: number; readonly inputUsd: number; readonly outputUsd: number } | null;
}

/** Every model of the table, with the prices in force on the UTC day of `atMs`. */
export function listModels(atMs: number): readonly ModelRow[] {
  return MODELS.map((entry) => modelRow(entry, atMs));
}

function modelRow(entry: ModelEntry, atMs: number): ModelRow {
  const prices = Object.hasOwn(PRICES, entry.id) ? PRICES[entry.id] : undefined;
  const row = prices === undefined ? null : rowOn(prices.standard, atMs);
  const long = row?.longPrompt ?? null;
  return {
    id: entry.id,
    aliases: entry.aliases,
    status: entry.lifecycle.status,
    retires: retirement(entry),
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    thinking: entry.thinking,
    effort: entry.effort?.levels ?? [],
    sampling: entry.sampling.kind === "free",
    prefill: entry.prefill,
    structuredOutputs: entry.structuredOutputs,
    inputUsd: row?.input ?? null,
    outputUsd: row?.output ?? null,
    cacheReadUsd: row?.cacheRead ?? null,
    cacheWrite5mUsd: row?.cacheWrite5m ?? null,
    cacheWrite1hUsd: row?.cacheWrite1h ?? null,
    longPrompt:
      long === null ? null : { overTokens: long.thresholdTokens, inputUsd: long.input, outputUsd: long.output },
  };
}

function retirement({ lifecycle }: ModelEntry): string | null {
  if (lifecycle.status === "retired") return lifecycle.retiredOn;
  return lifecycle.status === "deprecated" ? lifecycle.retires : null;
}
