import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { CallsOfModel, CallsSummary, MeteredCallRecord, TrialRecord } from "../../domain/formats/records.ts";
import { fromUsd, type Picodollars, toUsd } from "../../domain/values/money.ts";
import { nearestRank, NumberList } from "../numeric/number-list.ts";

/** More models than this are counted in words, not named. */
const NAMED_MODELS = 3;

interface ModelCalls {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  cacheTokens: number;
  /** Null: the price of one of them is unknown. */
  pico: Picodollars | null;
}

/**
 * Counts the calls that an application made through the meter, for an arm whose trials it answers. The number of calls of a
 * trial is taken from completed trials alone: one that errored was cut short. The models are taken from all trials, for
 * their calls were made.
 */
export class CallTally {
  private readonly perTrial = new NumberList();
  private readonly models = new Map<string, ModelCalls>();

  add({ calls, status }: Pick<TrialRecord, "calls" | "status">): void {
    if (calls === undefined) return;
    if (status === "completed") this.perTrial.push(calls.length);
    for (const call of calls) this.addCall(call);
  }

  /** Null: no call was seen. */
  summary(): CallsSummary | null {
    if (this.models.size === 0) return null;
    const ascending = this.perTrial.sorted();
    return {
      per_trial: { p50: nearestRank(ascending, 0.5), p95: nearestRank(ascending, 0.95) },
      by_model: this.sorted().map(([model, tallied]) => modelSummary(model, tallied)),
    };
  }

  /** The same in words; null where there is nothing to say. */
  sentence(): Sentence | null {
    const summary = this.summary();
    if (summary === null) return null;
    const models = this.sorted();
    return insightWords("calls-made", {
      ...summary.per_trial,
      models: models.slice(0, NAMED_MODELS).map(([model, { pico, ...tallied }]) => {
        return { model, ...tallied, costUsd: pico === null ? null : toUsd(pico) };
      }),
      more: Math.max(0, models.length - NAMED_MODELS),
    });
  }

  private sorted(): [string, ModelCalls][] {
    return [...this.models].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private addCall({ model, usage, cost_usd: cost }: MeteredCallRecord): void {
    const known = this.models.get(model) ?? { calls: 0, inputTokens: 0, outputTokens: 0, cacheTokens: 0, pico: 0n };
    known.calls++;
    // What the meter saw says all of its tokens: null is of applications alone.
    known.inputTokens += usage.input_tokens ?? 0;
    known.outputTokens += usage.output_tokens ?? 0;
    const written = (usage.cache_write_5m_tokens ?? 0) + (usage.cache_write_1h_tokens ?? 0);
    known.cacheTokens += (usage.cache_read_tokens ?? 0) + written;
    known.pico = known.pico === null || cost === null ? null : known.pico + fromUsd(cost);
    this.models.set(model, known);
  }
}

function modelSummary(model: string, { calls, inputTokens, outputTokens, pico }: ModelCalls): CallsOfModel {
  const cost = pico === null ? null : toUsd(pico);
  return { model, calls, input_tokens: inputTokens, output_tokens: outputTokens, cost_usd: cost };
}
