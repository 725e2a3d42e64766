import type { UsageFigures } from "../../../domain/formats/records.ts";
import type { Charge } from "../../../domain/run/ledger.ts";
import { type Picodollars, toUsd } from "../../../domain/values/money.ts";
import { isRequest, type SpentRequest, type SpentTokens } from "./spent-request.ts";

const COUNTS = ["requests", "answered", "failed", "unanswered", "retries", "reused", "unpriced"] as const;
const TOKENS = ["input", "output", "cacheRead", "cacheWrite"] as const;

/** Requests, one by one or many at once, as one sum. What is not known of one is not known of the sum. */
export class UsageSum {
  private readonly counts = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<
    (typeof COUNTS)[number],
    number
  >; // all of them
  private readonly tokens: Record<keyof SpentTokens, number | null> = {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
  };
  private readonly errors = new Map<string, number>();
  private paid: Picodollars = 0n;
  private uncertain: Picodollars = 0n;

  get requests(): number {
    return this.counts.requests;
  }

  get paidPico(): Picodollars {
    return this.paid;
  }

  add(request: SpentRequest): void {
    const { end, charge, tokens } = request;
    if (end === "reused") {
      this.counts.reused += 1;
      return;
    }
    if (isRequest(request)) this.addRequest(request);
    this.addCharge(charge);
    if (tokens !== null) this.addTokens(tokens);
  }

  addAll(other: UsageSum): void {
    for (const name of COUNTS) this.counts[name] += other.counts[name];
    for (const [kind, count] of other.errors) this.addErrors(kind, count);
    this.addTokens(other.tokens);
    this.paid += other.paid;
    this.uncertain += other.uncertain;
  }

  figures(): UsageFigures {
    const { requests, answered, failed, unanswered, retries, reused, unpriced } = this.counts;
    const errors = [...this.errors].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const known = toUsd(this.paid);
    return {
      requests,
      answered,
      failed,
      unanswered,
      retries,
      errors: Object.fromEntries(errors),
      reused,
      input_tokens: this.tokens.input,
      output_tokens: this.tokens.output,
      cache_read_tokens: this.tokens.cacheRead,
      cache_write_tokens: this.tokens.cacheWrite,
      cost_usd: unpriced > 0 ? null : known,
      known_cost_usd: known,
      unpriced,
      uncertain_cost_usd: toUsd(this.uncertain),
    };
  }

  private addRequest({ end, isRetry, failure }: SpentRequest): void {
    if (end === "reused") return;
    this.counts.requests += 1;
    this.counts[end] += 1;
    if (isRetry) this.counts.retries += 1;
    if (failure !== null) this.addErrors(failure, 1);
  }

  private addCharge(charge: Charge): void {
    if (charge.status === "unknown" || charge.isUnpriced === true) this.counts.unpriced += 1;
    if (charge.status === "known") this.paid += charge.pico;
    if (charge.status === "uncertain") this.uncertain += charge.pico;
  }

  private addTokens(tokens: Readonly<Record<keyof SpentTokens, number | null>>): void {
    for (const name of TOKENS) {
      const [sum, more] = [this.tokens[name], tokens[name]];
      this.tokens[name] = sum === null || more === null ? null : sum + more;
    }
  }

  private addErrors(kind: string, count: number): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + count);
  }
}
