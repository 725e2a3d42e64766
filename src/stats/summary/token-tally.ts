import { sumKnown } from "../../base/figures.ts";
import type { Totals, TrialUsage } from "../../domain/formats/records.ts";

type TokenSums = Pick<Totals, "input_tokens" | "output_tokens" | "cache_read_tokens" | "cache_write_tokens">;

/** Tokens of trials, one by one; a sum is null once one of its parts is not known. */
export class TokenTally {
  readonly sums: TokenSums = { input_tokens: 0, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 };

  add(usage: TrialUsage): void {
    const { sums } = this;
    sums.input_tokens = sumKnown([sums.input_tokens, usage.input_tokens]);
    sums.output_tokens = sumKnown([sums.output_tokens, usage.output_tokens]);
    sums.cache_read_tokens = sumKnown([sums.cache_read_tokens, usage.cache_read_tokens]);
    const { cache_write_5m_tokens: in5m, cache_write_1h_tokens: in1h } = usage;
    sums.cache_write_tokens = sumKnown([sums.cache_write_tokens, in5m, in1h]);
  }
}
