import { hashValue } from "../../base/hash.ts";

/** An answer that could be labelled: one trial of a run. */
export interface LabelCandidate {
  readonly case: string;
  readonly arm: string;
  /** From 1. */
  readonly trial: number;
  readonly answerHash: string;
  /** What the judge says of it. */
  readonly verdict: "pass" | "fail";
}

/** An answer that was drawn, with how. */
export interface DrawnAnswer extends LabelCandidate {
  /** How many of its stratum (what the judge says, on its arm) were drawn, and of how many. */
  readonly labelled: number;
  readonly of: number;
}

/**
 * Draws `perArm` answers of each arm: half of those that the judge passed and half of those that it failed, as far as there
 * are so many, each at random by the seed. A larger sample holds the smaller one. The order in which they are shown says
 * nothing of arm or verdict.
 */
export function drawLabelSample(
  candidates: readonly LabelCandidate[],
  { perArm, seed }: { readonly perArm: number; readonly seed: number },
): DrawnAnswer[] {
  const arms = grouped(candidates);
  const drawn = [...arms.values()].flatMap((own) => {
    const [passed, failed] = (["pass", "fail"] as const).map((verdict) =>
      inOrder(
        own.filter((candidate) => candidate.verdict === verdict),
        `${seed} ${verdict}`,
      ),
    );
    const ofFailed = shareOfFailed(passed?.length ?? 0, failed?.length ?? 0, perArm);
    return [...taken(failed ?? [], ofFailed), ...taken(passed ?? [], perArm - ofFailed)];
  });
  return inOrder(drawn, `${seed} shown`);
}

function grouped(candidates: readonly LabelCandidate[]): Map<string, LabelCandidate[]> {
  const arms = new Map<string, LabelCandidate[]>();
  for (const candidate of candidates) {
    const own = arms.get(candidate.arm);
    if (own === undefined) arms.set(candidate.arm, [candidate]);
    else own.push(candidate);
  }
  return arms;
}

function shareOfFailed(passed: number, failed: number, wanted: number): number {
  const half = Math.floor(wanted / 2);
  return Math.min(failed, Math.max(half, wanted - passed));
}

function taken(all: readonly LabelCandidate[], count: number): DrawnAnswer[] {
  const chosen = all.slice(0, count);
  return chosen.map((candidate) => ({ ...candidate, labelled: chosen.length, of: all.length }));
}

/** By a hash of each with the seed: an order that a further answer does not change. */
function inOrder<T extends LabelCandidate>(items: readonly T[], seed: string): T[] {
  return items
    .map((item) => ({ item, key: hashValue([seed, item.case, item.arm, item.trial]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
