import type { LeftOutTrials } from "../../domain/insights.ts";
import type { SliceSummary } from "../../domain/formats/records.ts";
import { rateOfCases } from "../rate/case-sample.ts";
import { type CaseCounts, caseRates } from "../rate/case-counts.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { RateTally } from "./rate-tally.ts";

/** The cases of one tag on one arm. */
export class SliceTally {
  readonly rate: RateTally = new RateTally();
  private skipped = 0;
  private readonly counts = { trials: 0, passed: 0, failed: 0, undecided: 0, errored: 0 };

  add(counts: CaseCounts, cluster: string | null): void {
    this.counts.trials += counts.trials;
    this.counts.passed += counts.passed;
    this.counts.failed += counts.failed;
    this.counts.undecided += counts.undecided;
    this.counts.errored += counts.errored;
    this.skipped += counts.leftOut;
    const rates = caseRates(counts);
    if (rates !== null) this.rate.add(rates, cluster);
  }

  /** Trials that were never to be answered. */
  get leftOut(): number {
    return this.skipped;
  }

  summary(tag: string, arm: string): SliceSummary {
    return { tag, arm, cases: this.rate.worst.count, ...this.counts, pass_rate: rateOfCases(this.rate.observed) };
  }
}

/** More tags than this are no slices that anyone reads, but an id in the wrong place: only the first are kept. */
export const MAX_SLICED_TAGS = 2_000;

/** Slices by tag and arm, in the order in which tags first occur. Tags that a gate names are always kept. */
export class SliceTallies {
  private readonly byTag = new Map<string, readonly SliceTally[]>();
  private readonly armIds: readonly string[];
  private readonly gateTags: ReadonlySet<string>;

  constructor(armIds: readonly string[], gateTags: Iterable<string>) {
    this.armIds = armIds;
    this.gateTags = new Set(gateTags);
  }

  add({ tags, arms, cluster }: Pick<AssembledCase, "tags" | "arms" | "cluster">): void {
    for (const tag of new Set(tags)) {
      const tallies = this.talliesOf(tag);
      for (const [arm, counts] of arms.entries()) if (counts !== null) tallies?.[arm]?.add(counts, cluster);
    }
  }

  /** The slice of a tag on an arm (by its index); null when no case has the tag. */
  find(tag: string, arm: number): SliceTally | null {
    return this.byTag.get(tag)?.[arm] ?? null;
  }

  summaries(): SliceSummary[] {
    return [...this.byTag].flatMap(([tag, tallies]) =>
      tallies.map((tally, arm) => tally.summary(tag, this.armIds[arm] ?? "")),
    );
  }

  leftOut(): LeftOutTrials[] {
    return [...this.byTag].flatMap(([tag, tallies]) =>
      tallies.flatMap(({ leftOut }, arm) =>
        leftOut === 0 ? [] : [{ tag, arm: this.armIds[arm] ?? "", trials: leftOut }],
      ),
    );
  }

  private talliesOf(tag: string): readonly SliceTally[] | null {
    const known = this.byTag.get(tag);
    if (known !== undefined) return known;
    if (this.byTag.size >= MAX_SLICED_TAGS && !this.gateTags.has(tag)) return null;
    const fresh = this.armIds.map(() => new SliceTally());
    this.byTag.set(tag, fresh);
    return fresh;
  }
}
