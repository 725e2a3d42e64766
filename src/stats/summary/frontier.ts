import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { FrontierArm, FrontierInsight } from "../../domain/insights.ts";
import type { Comparison } from "../../domain/formats/records.ts";

/** An arm with what it costs and how well it does. */
export interface PricedArm {
  readonly arm: string;
  /** Mean price of an answered trial; null when unknown. */
  readonly costUsd: number | null;
  readonly passRate: number | null;
}

/** Cheaper by less than this is no news. */
const LEAST_RATIO = 1.05;

/**
 * The arms as a frontier of cost and quality. An arm is dominated by one that costs no more and passes no less. That is
 * `shown` where their comparison proves that it passes less; else it is only what was measured: to rule out that it is better
 * by `margin` is not to show that it is no better. Null with fewer than two arms of known cost and rate.
 */
export function frontier(
  arms: readonly PricedArm[],
  comparisons: readonly Comparison[],
  margin: number,
): FrontierInsight | null {
  const known = arms.flatMap(({ arm, costUsd, passRate }) =>
    costUsd === null || passRate === null ? [] : [{ arm, cost_usd: costUsd, pass_rate: passRate }],
  );
  if (known.length < 2) return null;
  const pairs = comparisons.filter(({ against }) => against === "arm");
  return {
    arms: known
      .map((one): FrontierArm => ({ ...one, dominated_by: dominator(one, known, pairs) }))
      .sort((a, b) => a.cost_usd - b.cost_usd || b.pass_rate - a.pass_rate),
    sentences: pairs.flatMap((pair) => tradeSentence(pair, known, margin) ?? []),
  };
}

type KnownArm = Omit<FrontierArm, "dominated_by">;

/** The cheapest arm that is shown to dominate; failing that, the cheapest that does as measured. */
function dominator(one: KnownArm, all: readonly KnownArm[], pairs: readonly Comparison[]): FrontierArm["dominated_by"] {
  const better = all
    .filter((other) => other.cost_usd <= one.cost_usd && other.pass_rate >= one.pass_rate)
    .filter((other) => other.cost_usd < one.cost_usd || other.pass_rate > one.pass_rate)
    .sort((a, b) => a.cost_usd - b.cost_usd)
    .map(({ arm }) => ({ arm, shown: isBetter(arm, one.arm, pairs) }));
  return better.find(({ shown }) => shown) ?? better[0] ?? null;
}

/** Is `arm` proven to pass more than `other`? */
function isBetter(arm: string, other: string, pairs: readonly Comparison[]): boolean {
  return pairs.some(({ baseline, candidate, verdict }) => {
    if (baseline === other && candidate === arm) return verdict === "better";
    return baseline === arm && candidate === other && verdict === "worse";
  });
}

/** Does their comparison rule out that `arm` is worse than the other by the margin? */
function isNotWorse(arm: string, { baseline, candidate, verdict, difference }: Comparison, margin: number): boolean {
  if (candidate === arm) return verdict === "better" || verdict === "not_worse";
  return baseline === arm && difference.high !== null && difference.high < margin;
}

/** What the cheaper arm of a comparison costs less, and whether it is as good; null when neither is cheaper. */
function tradeSentence(pair: Comparison, all: readonly KnownArm[], margin: number): Sentence | null {
  const [baseline, candidate] = [pair.baseline, pair.candidate].map((id) => all.find(({ arm }) => arm === id));
  if (baseline === undefined || candidate === undefined) return null;
  const isCandidateCheaper = candidate.cost_usd < baseline.cost_usd;
  const [cheap, dear] = isCandidateCheaper ? [candidate, baseline] : [baseline, candidate];
  const ratio = cheap.cost_usd === 0 ? Number.POSITIVE_INFINITY : dear.cost_usd / cheap.cost_usd;
  if (!(ratio >= LEAST_RATIO)) return null;
  const isWorse = pair.verdict === (isCandidateCheaper ? "worse" : "better");
  return insightWords("cheaper-arm", {
    cheap: { arm: cheap.arm, passRate: cheap.pass_rate },
    dear: { arm: dear.arm, passRate: dear.pass_rate },
    ratio: Number.isFinite(ratio) ? ratio : null,
    margin,
    standing: isNotWorse(cheap.arm, pair, margin) ? "not worse" : isWorse ? "worse" : "open",
  });
}
