import type { Preference } from "../../domain/formats/records.ts";
import type { PairOutcome } from "../../domain/preference.ts";
import { mcnemarExact } from "./mcnemar.ts";
import { holm } from "./multiplicity.ts";

const ALPHA = 0.05;

/** The pairs of a case, or of a cluster. */
interface Pairs {
  candidate: number;
  baseline: number;
  flips: number;
  decided: number;
}

const NONE: Pairs = { candidate: 0, baseline: 0, flips: 0, decided: 0 };

/**
 * The votes of cases on a pair of arms: the side that won more of a case's pairs has the case's one vote; as many on both sides
 * are a tie. Cases of one cluster hang together, and have one vote. A case all of whose pairs are undecided has none.
 */
export class PreferenceTally {
  private readonly clusters = new Map<string, Pairs>();
  private readonly votes: Pairs = { ...NONE };

  /** All pairs of a case. */
  addCase(outcomes: readonly PairOutcome[], cluster: string | null): void {
    const known = cluster === null ? undefined : this.clusters.get(cluster);
    const pairs = { ...(known ?? NONE) };
    for (const outcome of outcomes) count(pairs, outcome);
    if (cluster === null) vote(this.votes, pairs);
    else this.clusters.set(cluster, pairs);
  }

  /** With its verdict still open. `flips`: those of the ties in which a judge named another winner in the other order. */
  preference(judge: string): Preference {
    const all = { ...this.votes };
    for (const pairs of this.clusters.values()) vote(all, pairs);
    const { candidate, baseline, flips, decided } = all;
    const table = { n: decided, onlyBaseline: baseline, onlyCandidate: candidate };
    const p = decided === 0 ? null : mcnemarExact(table);
    const ties = decided - candidate - baseline;
    return { judge, candidate, baseline, ties, flips, p_value: p, verdict: "inconclusive" };
  }
}

function count(pairs: Pairs, outcome: PairOutcome): void {
  if (outcome === "undecided") return;
  pairs.decided += 1;
  if (outcome === "flip") pairs.flips += 1;
  else if (outcome !== "tie") pairs[outcome] += 1;
}

/** Adds the one vote of a case or cluster. */
function vote(votes: Pairs, { candidate, baseline, flips, decided }: Pairs): void {
  if (decided === 0) return;
  votes.decided += 1;
  if (candidate > baseline) votes.candidate += 1;
  else if (baseline > candidate) votes.baseline += 1;
  else if (flips > 0) votes.flips += 1;
}

/**
 * The sign test (J. Arbuthnott, Phil. Trans. 27 (1710) 186–190; exact, two-sided, ties left out), its p-values adjusted by Holm
 * over all preferences of a run: `better` or `worse` by luck in at most 1 run of 20. Else `inconclusive`.
 */
export function settlePreferences(preferences: readonly Preference[]): Preference[] {
  const adjusted = holm(preferences.map(({ p_value: p }) => p ?? 1));
  return preferences.map((one, index) => {
    const isProven = one.p_value !== null && (adjusted[index] ?? 1) <= ALPHA;
    const verdict = !isProven ? "inconclusive" : one.candidate > one.baseline ? "better" : "worse";
    return { ...one, verdict };
  });
}
