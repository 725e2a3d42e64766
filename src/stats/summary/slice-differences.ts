import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { DifferenceTally, differenceSums } from "../paired/differences.ts";
import { benjaminiHochberg } from "../paired/multiplicity.ts";
import { pairedTest } from "../paired/paired-evidence.ts";
import { observedOutcome } from "../paired/pair-tally.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import type { PairRates, TrackedPair } from "./pair-tracker.ts";

/** More tags than this nobody looks through. */
const MAX_TAGS = 200;
const MAX_NAMED = 5;
const FALSE_DISCOVERIES = 0.05;

/** A tag whose cases differ between the sides of a pair, as a sentence of the candidate. */
export interface SliceSentence {
  readonly arm: string;
  readonly sentence: Sentence;
}

/**
 * Looks for tags whose cases got worse or better between the sides of a pair. That is looking around, not a gate: of the tags
 * that are named at most 5 % are expected to be false (Benjamini & Hochberg 1995, over all pairs and tags).
 */
export class SliceDifferences {
  private readonly tallies = new Map<TrackedPair, Map<string, DifferenceTally>>();

  add(pair: TrackedPair, { tags, cluster }: AssembledCase, { baseline, candidate }: PairRates): void {
    if (tags.length === 0 || baseline === null || candidate === null) return;
    if (baseline.decided === 0 || candidate.decided === 0) return;
    const byTag = this.tallies.get(pair) ?? new Map<string, DifferenceTally>();
    this.tallies.set(pair, byTag);
    for (const tag of new Set(tags)) {
      const tally = byTag.get(tag) ?? (byTag.size < MAX_TAGS ? new DifferenceTally() : null);
      if (tally === null) continue;
      byTag.set(tag, tally);
      tally.addOutcomes(observedOutcome(baseline), observedOutcome(candidate), cluster);
    }
  }

  /** The tags that differ, the clearest first; nothing where one tag is all there is. */
  sentences(): SliceSentence[] {
    const looked = [...this.tallies].flatMap(([pair, byTag]) =>
      byTag.size < 2 ? [] : [...byTag].map(([tag, tally]) => ({ pair, tag, tally })),
    );
    const ps = looked.map(({ tally }) => pairedTest(tally).twoSided);
    const adjusted = benjaminiHochberg(ps);
    return looked
      .map((one, i) => ({ ...one, p: ps[i] ?? 1, q: adjusted[i] ?? 1 }))
      .filter(({ q }) => q <= FALSE_DISCOVERIES)
      .sort((a, b) => a.p - b.p)
      .slice(0, MAX_NAMED)
      .map((one) => ({ arm: one.pair.candidate, sentence: sentenceOf(one, looked.length) }));
  }
}

interface Found {
  readonly pair: TrackedPair;
  readonly tag: string;
  readonly tally: DifferenceTally;
  readonly p: number;
  readonly q: number;
}

function sentenceOf({ pair, tag, tally, p, q }: Found, looked: number): Sentence {
  const { count, mean } = differenceSums(tally);
  const other = pair.against === "baseline" ? null : pair.baseline;
  return insightWords("tag-differs", { tag, other, mean, cases: count, p, adjusted: q, tags: looked });
}
