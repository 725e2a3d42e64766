import { clip } from "../../base/inert.ts";
import type { PreferenceInsight, ShownPairInsight } from "../../domain/insights.ts";
import type { JudgedPair, PairMaterial, PairOutcome } from "../../domain/preference.ts";
import { PreferenceTally } from "../../stats/paired/preference.ts";
import type { SuitePreference } from "../../stats/paired/preferences.ts";

/** Pairs of each outcome that are shown. */
const MAX_SHOWN: Readonly<Record<PairOutcome, number>> = { baseline: 15, candidate: 15, flip: 8, undecided: 4, tie: 4 };
const OUTCOMES: readonly PairOutcome[] = ["baseline", "candidate", "flip", "undecided", "tie"];
const ANSWER_CHARS = 4_000;

/** The pairs of a case on two arms, as they were judged. */
export interface CasePairs {
  readonly case: string;
  /** Of the case in the suite. */
  readonly rank: number;
  readonly cluster: string | null;
  readonly judged: readonly {
    readonly trial: number;
    readonly material: PairMaterial;
    readonly pair: JudgedPair;
  }[];
}

interface Sides {
  readonly baseline: string;
  readonly candidate: string;
}

interface Placed {
  readonly rank: number;
  readonly shown: ShownPairInsight;
}

interface Page {
  readonly tally: PreferenceTally;
  readonly shown: Map<PairOutcome, Placed[]>;
  asked: number;
  undecided: number;
  unasked: number;
}

/** What judges of pairs said in a run. What is kept does not grow with its cases, but for clusters. */
export class PreferenceBook {
  private readonly pages = new Map<string, Page & Sides & { readonly suite: number }>();

  /** Pairs of these arms are going to be judged: a preference stands in the report though none be decided. */
  open(suite: number, baseline: string, candidate: string): void {
    const page = { tally: new PreferenceTally(), shown: new Map(), asked: 0, undecided: 0, unasked: 0 };
    this.pages.set(keyOf(suite, { baseline, candidate }), { suite, baseline, candidate, ...page });
  }

  addCase(suite: number, sides: Sides, { case: id, rank, cluster, judged }: CasePairs): void {
    const page = this.pages.get(keyOf(suite, sides));
    if (page === undefined) throw new Error("pairs of arms that are not compared");
    page.tally.addCase(
      judged.map(({ pair }) => pair.outcome),
      cluster,
    );
    for (const { trial, material, pair } of judged) {
      page.asked += 1;
      if (pair.isUnasked) page.unasked += 1;
      else if (pair.outcome === "undecided") page.undecided += 1;
      const [baseline, candidate] = [clip(material.baseline, ANSWER_CHARS), clip(material.candidate, ANSWER_CHARS)];
      const { outcome, reason, evidence } = pair;
      keep(page.shown, { rank, shown: { case: id, trial, outcome, reason, baseline, candidate, evidence } });
    }
  }

  /** The preferences of a suite, their verdicts still open. */
  of(suite: number, judge: string): SuitePreference[] {
    return [...this.pages.values()]
      .filter((page) => page.suite === suite)
      .map(({ baseline, candidate, tally, shown, asked, undecided, unasked }) => {
        const pairs = OUTCOMES.flatMap((outcome) => (shown.get(outcome) ?? []).map((one) => one.shown));
        const insight: PreferenceInsight = { baseline, candidate, asked, undecided, unasked, pairs };
        return { insight, preference: tally.preference(judge) };
      });
  }
}

/** The first of each kind by the rank of their cases, whatever order they end in. */
function keep(shown: Map<PairOutcome, Placed[]>, one: Placed): void {
  const { outcome } = one.shown;
  const all = [...(shown.get(outcome) ?? []), one];
  all.sort((a, b) => a.rank - b.rank || a.shown.trial - b.shown.trial);
  shown.set(outcome, all.slice(0, MAX_SHOWN[outcome]));
}

function keyOf(suite: number, { baseline, candidate }: Sides): string {
  return JSON.stringify([suite, baseline, candidate]);
}
