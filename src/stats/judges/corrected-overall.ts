import { seededRandom } from "../../base/seeded-random.ts";
import { type CaseSample, effectiveSize } from "../rate/case-sample.ts";
import { clampShare } from "../rate/interval.ts";
import { correctByErrorRates, correctByStrata, type CorrectedRate } from "./corrected-rate.ts";
import { drawMany, drawShare } from "./draws.ts";
import { groupsOfArm, type KnownJudge } from "./judge-book.ts";
import { type LabelGroup, labelsOf } from "./label-counts.ts";

/** Rates of some cases as observed, and were every open trial a failure or a pass. */
type BoundedRate = Readonly<Record<Bound, CaseSample>>;

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

interface LastCorrection {
  readonly of: string;
  readonly corrected: CorrectedRate | null;
}

/** What was put right last of each judge. Where no trial is open, all three bounds ask for the same, which takes a while. */
const lastCorrections = new WeakMap<KnownJudge, LastCorrection>();

/** A judge's rate put right: by labels of these very answers where there are enough, else by its error rates. */
export function correctJudged(judged: CaseSample, judge: KnownJudge, subject: CorrectedSubject): CorrectedRate | null {
  const of = wordsOf(judged, subject);
  const last = lastCorrections.get(judge);
  if (last?.of === of) return last.corrected;
  const corrected = correctAnew(judged, judge, subject);
  lastCorrections.set(judge, { of, corrected });
  return corrected;
}

/** All that a correction depends on but its judge. */
function wordsOf(judged: CaseSample, { arm, run, tag, seed }: CorrectedSubject): string {
  const sizes = [effectiveSize(judged, "low"), effectiveSize(judged, "high")];
  return JSON.stringify([...[judged.count, judged.sum, ...sizes, seed].map(String), arm, run, tag]);
}

function correctAnew(
  judged: CaseSample,
  judge: KnownJudge,
  { arm, run, tag, seed }: CorrectedSubject,
): CorrectedRate | null {
  const own = judge.groups.find((group) => group.run === run && group.arm === arm && group.isSameJudge);
  const plan = { seed: `${seed} ${judge.name} ${arm} ${tag ?? ""}` };
  const byStrata = tag === null && own !== undefined && isFull(own) ? correctByStrata(judged, own, plan) : null;
  return byStrata ?? correctByErrorRates(judged, groupsOfArm(judge, arm), plan);
}

function isFull({ strata }: LabelGroup): boolean {
  return [strata.pass, strata.fail].every(
    (counts) => counts === undefined || labelsOf(counts.cells) >= Math.min(counts.of, LEAST_OF_STRATUM),
  );
}

/**
 * The share of trials that are right: those that rules pass, times (unless no judge is asked about them) the share of these
 * that is right. Null where nothing is known.
 */
export function correctOverall(
  evidence: JudgedEvidence,
  judge: KnownJudge,
  subject: CorrectedSubject,
  bound: Bound = "observed",
): CorrectedRate | null {
  const { askedShare } = evidence;
  const others = evidence.others[bound];
  const corrected = correctJudged(evidence.judged[bound], judge, subject);
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
