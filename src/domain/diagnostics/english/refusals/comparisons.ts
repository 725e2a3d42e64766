import { orOf } from "../phrases/text.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** Why two runs, reports or baselines cannot be compared. */
export const COMPARISONS = {
  "large-report": ({ named, mebibytes }: Named & { readonly mebibytes: number }): string =>
    `${named} has ${mebibytes} MB, too much to read at once: compare the run itself`,
  "nothing-comparable": ({ named }: Named): string =>
    `${named} is nothing that can be compared; name a run, a JSON report (--reporter json=FILE) or a baseline`,
  "no-report": ({ named, pointer, keyword }: Named & { readonly pointer: string; readonly keyword: string }): string =>
    `${named} is no report of this version (${pointer}: ${keyword})`,
  "stray-trial": ({ named, arm, of }: Named & { readonly arm: string; readonly of: string }): string =>
    `${named} is no whole report: a trial of case ${of} is of the arm ${arm}, which its suite does not list`,
  nowhere: ({ named }: Named): string => `there is no ${named}`,
  "mixed-replies": ({ baseline, candidate }: { readonly baseline: Side; readonly candidate: Side }): string =>
    `the answers of ${baseline.source} are ${baseline.replies}, those of ${candidate.source} ${candidate.replies}: simulated answers are compared with simulated ones only`,
  "no-common-suite": ({ baseline, candidate }: { readonly baseline: Suites; readonly candidate: Suites }): string =>
    `no suite is on both sides; ${suitesText(baseline)}; ${suitesText(candidate)}`,
  "no-such-arms": ({ source, arms: [a, b], known, unclear }: Source & NoArms): string =>
    `no suite of ${source} has both ${a} and ${b}${unclear === null ? "" : ` (${unclear})`}; its arms: ${known.join(", ")}`,
  "ambiguous-arm": ({ name, ids }: { readonly name: string; readonly ids: Names }): string =>
    `${name} may be ${orOf(ids)}: name one of them`,
  "arms-unclear": ({ suite, why }: { readonly suite: string; readonly why: Sentence }): string =>
    `${suite}: ${why}. Say which belong together: --arm BASELINE_ARM=CANDIDATE_ARM`,
  "no-such-pair": ({
    candidate,
    baseline,
    arms,
  }: { readonly candidate: string; readonly baseline: string } & Arms): string =>
    `there is no pair ${candidate} = ${baseline}; ${armsText(arms)}`,
  "no-equal-arms": ({ arms }: Arms): string => `no arm has the same id on both sides; ${armsText(arms)}`,
  "nothing-compared": (): string => "nothing was compared",
};

type Names = readonly string[];
type Pair = readonly [string, string];

interface NoArms {
  readonly arms: Pair;
  readonly known: Names;
  /** Why a name that several arms have is taken for none. */
  readonly unclear: Sentence | null;
}

interface Named {
  readonly named: string;
}

interface Source {
  readonly source: string;
}

interface Side extends Source {
  readonly replies: string;
}

interface Suites extends Source {
  readonly suites: Names;
}

interface Arms {
  readonly arms: { readonly candidates: Names; readonly baselines: Names };
}

function suitesText({ source, suites }: Suites): string {
  return `${source}: ${suites.join(", ")}`;
}

function armsText({ candidates, baselines }: Arms["arms"]): string {
  const list = (ids: Names): string => (ids.length === 0 ? "none" : ids.join(", "));
  return `candidate arms: ${list(candidates)}; baseline arms: ${list(baselines)}`;
}
