import type { MissingAnswers } from "../../domain/insights.ts";
import type { ArmSummary, Percentiles, TrialRecord } from "../../domain/formats/records.ts";
import { rateOfCases } from "../rate/case-sample.ts";
import { type CaseCounts, caseRates } from "../rate/case-counts.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { CaseFloorTally } from "./case-floor-tally.ts";
import { CheckTally } from "./check-tally.ts";
import { CostTally } from "../spend/cost-tally.ts";
import { NumberList, nearestRank } from "../numeric/number-list.ts";
import { RateTally } from "./rate-tally.ts";
import { ScoreTally } from "./score-tally.ts";
import type { ArmFacts } from "./suite-facts.ts";
import { TokenTally } from "./token-tally.ts";

const NAMED_CASES = 3;

/** All that is known of one arm while its trials go by. Quarantined cases are not handed to it. */
export class ArmTally {
  readonly facts: ArmFacts;
  readonly rate: RateTally = new RateTally();
  readonly score: ScoreTally = new ScoreTally();
  readonly cost: CostTally = new CostTally();
  readonly latencies: NumberList = new NumberList();
  /** Cases against `case_pass_rate`; null where the gate has no such rule. */
  readonly caseFloor: CaseFloorTally | null;
  private readonly firstTokens = new NumberList();
  private readonly checks = new CheckTally();
  private readonly counts = { trials: 0, passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0 };
  private readonly ended = { refused: 0, truncated: 0 };
  private readonly tokens = new TokenTally();
  private readonly failing: string[] = [];
  private readonly models = new Set<string>();
  private leftOut = 0;
  private failingTotal = 0;

  constructor(facts: ArmFacts, casePassRate: number | null) {
    this.facts = facts;
    this.caseFloor = casePassRate === null ? null : new CaseFloorTally(casePassRate);
  }

  get passed(): number {
    return this.counts.passed;
  }

  get failed(): number {
    return this.counts.failed;
  }

  /** Undecided, errored and skipped trials, those left out on purpose excepted. */
  get open(): number {
    return this.counts.undecided + this.unanswered;
  }

  /** Errored and skipped trials, those left out on purpose excepted. */
  get unanswered(): number {
    return this.counts.errored + this.counts.skipped - this.leftOut;
  }

  /** Trials that the suite skips, or that were decided without. */
  get leftOutOnPurpose(): number {
    return this.leftOut;
  }

  /** Trials that no answer came to, and those that were not run, but for what was left out on purpose. */
  get missing(): MissingAnswers {
    return { errored: this.counts.errored, not_run: this.counts.skipped - this.leftOut };
  }

  /** The first few cases with a failed trial. */
  get failingCases(): readonly string[] {
    return this.failing;
  }

  /** How many cases have a failed trial. */
  get failingCount(): number {
    return this.failingTotal;
  }

  /** The models that answered, as the API named them, sorted. */
  get served(): readonly string[] {
    return [...this.models].sort();
  }

  addTrial(trial: TrialRecord): void {
    this.cost.add(trial);
    if (trial.model_served !== null) this.models.add(trial.model_served);
    for (const check of trial.checks) this.checks.add(check);
    if (trial.ending === "refusal") this.ended.refused++;
    if (trial.ending === "truncated") this.ended.truncated++;
    this.tokens.add(trial.usage);
    if (trial.status !== "completed") return;
    if (trial.latency_ms !== null) this.latencies.push(trial.latency_ms);
    if (trial.ttft_ms !== null) this.firstTokens.push(trial.ttft_ms);
  }

  addCase({ id, cluster }: Pick<AssembledCase, "id" | "cluster">, counts: CaseCounts): void {
    this.counts.trials += counts.trials;
    this.counts.passed += counts.passed;
    this.counts.failed += counts.failed;
    this.counts.undecided += counts.undecided;
    this.counts.errored += counts.errored;
    this.counts.skipped += counts.missing + counts.leftOut;
    this.leftOut += counts.leftOut;
    if (counts.failed > 0) this.failingTotal++;
    if (counts.failed > 0 && this.failing.length < NAMED_CASES) this.failing.push(id);
    const rates = caseRates(counts);
    if (rates !== null) {
      this.rate.add(rates, cluster);
      this.caseFloor?.add(id, rates);
      if (rates.score !== undefined) this.score.add(rates.score, cluster);
    }
  }

  summary(): ArmSummary {
    const costUsd = this.cost.totalUsd;
    return {
      id: this.facts.id,
      model: this.facts.model,
      prompt: this.facts.prompt,
      settings: this.facts.settings,
      dropped_settings: this.facts.dropped_settings,
      cases: this.rate.worst.count,
      ...this.counts,
      refused: this.ended.refused,
      truncated: this.ended.truncated,
      pass_rate: rateOfCases(this.rate.observed),
      mean_score: this.score.mean,
      checks: this.checks.summaries(),
      cost_usd: costUsd,
      cost_per_pass_usd: costUsd === null || this.counts.passed === 0 ? null : costUsd / this.counts.passed,
      latency_ms: percentiles(this.latencies),
      ttft_ms: percentiles(this.firstTokens),
      input_tokens: this.tokens.sums.input_tokens,
      output_tokens: this.tokens.sums.output_tokens,
    };
  }
}

/** Nearest-rank median and 95th percentile; with fewer than 20 numbers the latter is the largest. */
function percentiles(list: NumberList): Percentiles {
  const ascending = list.sorted();
  return { p50: nearestRank(ascending, 0.5), p95: nearestRank(ascending, 0.95) };
}
