import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { FiringSummary, TrialRecord } from "../../domain/formats/records.ts";
import { rateOfCases } from "../rate/case-sample.ts";
import { RateTally } from "./rate-tally.ts";

/** The tool by which an agent uses a skill. */
const TOOL = "Skill";
/** What a case is tagged with to say whether that is right. */
const SHOULD = "should-fire";
const SHOULD_NOT = "should-not";

interface OpenCase {
  readonly id: string;
  readonly should: boolean;
  readonly cluster: string | null;
  fired: number;
  answered: number;
}

/**
 * Of an arm, how well it tells when to use a skill, over the cases that are tagged `should-fire` or `should-not`. Recall: the
 * share of the trials of a case that should fire which call the tool, as a mean over those cases. Precision: of the cases
 * in which it was called at all, the share that should fire. Only answered trials count. Trials of a case come in a row.
 */
export class FiringTally {
  private readonly recall = new RateTally();
  private readonly precision = new RateTally();
  private open: OpenCase | null = null;
  private readonly seen = { should: 0, shouldFired: 0, shouldNot: 0, shouldNotFired: 0 };

  add(trial: TrialRecord): void {
    const should = trial.tags.includes(SHOULD);
    if (should === trial.tags.includes(SHOULD_NOT)) return; // neither, or both: nobody says what is right
    if (this.open?.id !== trial.case) {
      this.close();
      this.open = { id: trial.case, should, cluster: trial.cluster ?? null, fired: 0, answered: 0 };
    }
    if (trial.status !== "completed") return;
    this.open.answered++;
    if (trial.turns.some(({ tool_calls: calls }) => calls.some(({ name }) => name === TOOL))) this.open.fired++;
  }

  /** Null: no answered trial of a case says what is right. */
  summary(): FiringSummary | null {
    this.close();
    if (this.seen.should + this.seen.shouldNot === 0) return null;
    return { tool: TOOL, precision: rateOfCases(this.precision.observed), recall: rateOfCases(this.recall.observed) };
  }

  /** The same in words; null where there is nothing to say. */
  sentence(): Sentence | null {
    const summary = this.summary();
    if (summary === null) return null;
    return insightWords("skill-fired", { ...summary, ...this.seen });
  }

  private close(): void {
    const { open } = this;
    this.open = null;
    if (open === null || open.answered === 0) return;
    const { should, cluster, fired, answered } = open;
    if (should) this.recall.add(rates(fired, answered), cluster);
    if (fired > 0) this.precision.add(rates(should ? fired : 0, fired), cluster);
    this.seen[should ? "should" : "shouldNot"]++;
    if (fired > 0) this.seen[should ? "shouldFired" : "shouldNotFired"]++;
  }
}

/** Trials without an answer are known to be left out: nothing is open. */
function rates(passed: number, decided: number): Parameters<RateTally["add"]>[0] {
  const rate = passed / decided;
  const means = { costUsd: null, latencyMs: null, outputTokens: null };
  return { observed: rate, worst: rate, best: rate, passed, decided, planned: decided, means };
}
