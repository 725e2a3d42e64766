import { seededRandom } from "../../base/seeded-random.ts";
import { type CaseSample, effectiveSize } from "../rate/case-sample.ts";
import { clampShare } from "../rate/interval.ts";
import { correctByErrorRates, correctByStrata, type CorrectedRate } from "./corrected-rate.ts";
import { drawMany, drawShare } from "./draws.ts";
import { groupsOfArm, type KnownJudge } from "./judge-book.ts";
import { type LabelGroup, labelsOf } from "./label-counts.ts";

/** Rates of some cases as observed, and were every open trial a failure or a pass. */
type BoundedRate = Readonly<Record<Bound, CaseSample>>;

/** A judge's rate put right, as observed and at both bounds. */
type CorrectedBounds = Readonly<Record<Bound, CorrectedRate | null>>;

/** The judged trials of an arm, or of one tag of it. */
export interface JudgedEvidence {
  /** What rules say. */
  readonly others: BoundedRate;
  /** What the judge says of the answers that rules pass. */
  readonly judged: BoundedRate;
  /** The share that the judge is asked about, of the trials that rules pass. */
  readonly askedShare: number;
  /** Is anything but a judge required? */
  readonly hasRules: boolean;
}

/** Whose answers they are. */
export interface CorrectedSubject {
  readonly arm: string;
  readonly run: string;
  /** Null: all answers of the arm, which its labels were drawn from. */
  readonly tag: string | null;
  readonly seed: number;
}

export type Bound = "observed" | "worst" | "best";

/** Labels of a stratum below this say too little of it alone. */
const LEAST_OF_STRATUM = 5;

/** A judge's rate put right: by labels of these very answers where there are enough, else by its error rates. */
export function correctJudged(
  judged: CaseSample,
  judge: KnownJudge,
  { arm, run, tag, seed }: CorrectedSubject,
): CorrectedRate | null {
  const own = judge.groups.find((group) => group.run === run && group.arm === arm && group.isSameJudge);
  const plan = { seed: `${seed} ${judge.name} ${arm} ${tag ?? ""}` };
  const byStrata = tag === null && own !== undefined && isFull(own) ? correctByStrata(judged, own, plan) : null;
  return byStrata ?? correctByErrorRates(judged, groupsOfArm(judge, arm), plan);
}

/** The same as observed and at both bounds. Where no trial is open these are one, and put right once: it takes a while. */
export function correctBounds(judged: BoundedRate, judge: KnownJudge, subject: CorrectedSubject): CorrectedBounds {
  const observed = correctJudged(judged.observed, judge, subject);
  const at = (bound: Bound): CorrectedRate | null =>
    figuresOf(judged[bound]) === figuresOf(judged.observed) ? observed : correctJudged(judged[bound], judge, subject);
  return { observed, worst: at("worst"), best: at("best") };
}

/** All that a correction asks of a sample. */
function figuresOf(sample: CaseSample): string {
  return [sample.count, sample.sum, effectiveSize(sample, "low"), effectiveSize(sample, "high")].join(" ");
}

function isFull({ strata }: LabelGroup): boolean {
  return [strata.pass, strata.fail].every(
    (counts) => counts === undefined || labelsOf(counts.cells) >= Math.min(counts.of, LEAST_OF_STRATUM),
  );
}

/**
 * The share of trials that are right: those that rules pass, times (unless no judge is asked about them) the share of these
 * that is right: `corrected`. Null where nothing is known.
 */
export function correctOverall(
  evidence: JudgedEvidence,
  corrected: CorrectedRate | null,
  subject: CorrectedSubject,
  bound: Bound = "observed",
): CorrectedRate | null {
  const { askedShare } = evidence;
  const others = evidence.others[bound];
  if (corrected === null || others.count === 0) return null;
  const share = clampShare(others.sum / others.count);
  const right = (theta: number): number => 1 - askedShare + askedShare * theta;
  if (share === 1 && !evidence.hasRules) {
    return { ...corrected, value: right(corrected.value), draws: corrected.draws.map(right) };
  }
  const n = Math.min(effectiveSize(others, "low"), effectiveSize(others, "high"));
  const random = seededRandom(`rules ${subject.seed} ${subject.arm} ${subject.tag ?? ""}`);
  const shares = drawMany(corrected.draws.length, () => drawShare(share, n, random));
  const draws = corrected.draws.map((theta, i) => (shares[i] ?? 0) * right(theta));
  return { ...corrected, value: share * right(corrected.value), draws };
}
