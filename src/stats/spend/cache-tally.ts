import { NO_USAGE, type Usage } from "../../domain/run/completion.ts";
import type { CacheInsight } from "../../domain/insights.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { TrialRecord, TrialUsage } from "../../domain/formats/records.ts";

/** The price of some usage on a model; null: unknown. */
export type PriceUsage = (model: string, usage: Usage) => Picodollars | null;

/** More kinds of writes than this are told apart no further. */
const MAX_KINDS = 100_000;

interface Write {
  readonly from: number;
  readonly to: number;
  readonly is1h: boolean;
  count: number;
}

/**
 * What the prompt cache did for one arm. A turn that read r tokens and wrote w wrote the stretch from r to r + w of its
 * prompt; that was read where another turn's reads end in it. Turns with several rounds are taken as one. Keeps one entry
 * for each size of read and write. Answers from recordings are not to be handed to it: they read and wrote nothing.
 */
export class CacheTally {
  private readonly model: string;
  private readonly price: PriceUsage;
  private readonly reads = new Set<number>();
  private readonly writes = new Map<string, Write>();
  private readTokens = 0;
  private writtenTokens = 0;
  private plainTokens = 0;
  private savedPico: Picodollars | null = 0n;

  constructor(model: string, price: PriceUsage) {
    this.model = model;
    this.price = price;
  }

  add({ turns }: TrialRecord): void {
    for (const { usage } of turns) if (usage !== null) this.addTurn(usage);
  }

  /** Null when nothing was read or written. */
  insight(arm: string): CacheInsight | null {
    const { readTokens, writtenTokens, plainTokens } = this;
    if (readTokens + writtenTokens === 0) return null;
    const { tokens: unreadTokens, lostPico } = this.unread();
    return {
      arm,
      read_tokens: readTokens,
      written_tokens: writtenTokens,
      unread_tokens: unreadTokens,
      hit_rate: readTokens / (readTokens + writtenTokens + plainTokens),
      saved_usd: this.savedPico === null ? null : toUsd(this.savedPico),
      lost_usd: lostPico === null ? null : toUsd(lostPico),
    };
  }

  private addTurn(usage: TrialUsage): void {
    const { input_tokens: plain, cache_read_tokens: read } = usage;
    const [in5m, in1h] = [usage.cache_write_5m_tokens, usage.cache_write_1h_tokens];
    if (plain === null || read === null || in5m === null || in1h === null) return; // an application's own
    this.readTokens += read;
    this.writtenTokens += in5m + in1h;
    this.plainTokens += plain;
    if (read > 0) this.addRead(read);
    if (in1h > 0) this.addWrite(read, read + in1h, true);
    if (in5m > 0) this.addWrite(read + in1h, read + in1h + in5m, false);
  }

  private addRead(tokens: number): void {
    if (this.reads.size < MAX_KINDS) this.reads.add(tokens);
    const [plain, cached] = [this.priceOf({ inputTokens: tokens }), this.priceOf({ cacheReadTokens: tokens })];
    this.savedPico =
      this.savedPico === null || plain === null || cached === null ? null : this.savedPico + plain - cached;
  }

  private addWrite(from: number, to: number, is1h: boolean): void {
    const key = `${from} ${to} ${is1h}`;
    const known = this.writes.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.writes.size < MAX_KINDS) this.writes.set(key, { from, to, is1h, count: 1 });
  }

  /** For each stretch of the cache that was written: the tokens after the point where the last read ended in it, and what writing them cost. */
  private unread(): { readonly tokens: number; readonly lostPico: Picodollars | null } {
    const ends = [...this.reads].sort((a, b) => a - b);
    let tokens = 0;
    let lostPico: Picodollars | null = 0n;
    for (const { from, to, is1h, count } of this.writes.values()) {
      const behind = to - Math.max(from, ends.findLast((end) => end <= to) ?? 0);
      if (behind <= 0) continue;
      tokens += count * behind;
      const extra = this.extraOf(behind, is1h);
      lostPico = lostPico === null || extra === null ? null : lostPico + BigInt(count) * extra;
    }
    return { tokens, lostPico };
  }

  /** What writing so many tokens costs more than plain input. */
  private extraOf(tokens: number, is1h: boolean): Picodollars | null {
    const written = this.priceOf(is1h ? { cacheWrite1hTokens: tokens } : { cacheWrite5mTokens: tokens });
    const plain = this.priceOf({ inputTokens: tokens });
    return written === null || plain === null ? null : written - plain;
  }

  private priceOf(part: Partial<Usage>): Picodollars | null {
    return this.price(this.model, { ...NO_USAGE, ...part });
  }
}
