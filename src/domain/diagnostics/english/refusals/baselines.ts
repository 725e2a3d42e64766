import { plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** Why a run does not become a baseline, and why a file is none. */
export const BASELINES = {
  "run-unfit": ({ run, why }: { readonly run: string; readonly why: Sentence }): string =>
    `the run ${run} cannot become a baseline: ${why}`,
  "unfit-interrupted": ({ resume }: Resume): string => `it was interrupted; finish it with \`${resume}\``,
  "unfit-pending": (): string => "a batch of it is not finished",
  "unfit-partial": (): string => "it is a part of a plan; accept what `prompt-run merge` makes of all its shards",
  /** `steps`: how it is finished, where that can be said. */
  "unfit-over-budget": ({ steps }: { readonly steps: string | null }): string =>
    `its budget stopped it${steps === null ? "" : `; to finish it: ${steps}`}`,
  "unfit-incomplete": ({ rule, reason }: { readonly rule: string; readonly reason: string }): string =>
    `${rule === "all_pass" ? "its gate" : `its rule \`${rule}\``} is incomplete: ${reason}`,
  "unfit-missing": ({ count, resume }: Count & Resume): string =>
    `it misses ${plural(count, "answer")}; \`${resume}\` asks for them`,
  "unfit-decided": ({ count }: Count): string =>
    `it was decided early (--sequential), and ${plural(count, "trial")} were not run; run it whole`,
  "unfit-undecided": ({ count }: Count): string => `it has ${plural(count, "undecided trial")}`,
  "one-file-many-suites": ({ suites, as }: { readonly suites: number; readonly as: string }): string =>
    `the run has ${suites} suites, and a baseline file is of one: name a folder, --as ${as}/`,
  "one-file-two-suites": ({ file }: { readonly file: string }): string =>
    `two suites of the run would be written to ${file}: give them other names`,
  "not-written-over": ({ why }: { readonly why: Sentence }): string => `${why}; it is not written over`,
  "reused-answers": (): string =>
    "answers of the run are reused: pooled, they would count twice. Run it without --reuse",

  "baseline-of-other-suite": ({ suites: [older, newer] }: { readonly suites: Pair }): string =>
    `it is the baseline of the suite ${older}, not of ${newer}`,
  "baseline-of-other-replies": ({ replies: [older, newer] }: { readonly replies: Pair }): string =>
    `its answers are ${older}, those of this run ${newer}: they are not pooled`,
  "baseline-of-other-platform": ({ platforms: [older, newer] }: { readonly platforms: Pair }): string =>
    `its answers came from ${older}, those of this run from ${newer}: they are not pooled`,
  "pooled-already": ({ run }: { readonly run: string }): string =>
    `the run ${run} is in it already; no run counts twice`,
  "pooled-shard-already": ({ run, shard }: { readonly run: string; readonly shard: string }): string =>
    `the shard ${shard}, which ${run} was merged of, is in it already; no run counts twice`,

  "against-itself": ({ run }: { readonly run: string }): string =>
    `the run ${run} would be held against itself, and no answer is worse than itself: name another run, or a file, with --baseline`,
  "against-same-shards": ({ run }: { readonly run: string }): string =>
    `the run ${run} was merged of the same shards, and no answer is worse than itself: name another run, or a file, with --baseline`,

  "baseline-no-json": ({ path }: Path): string => `${path} is not JSON`,
  "baseline-of-other-version": ({ path }: Path): string => `${path} was written by another version of prompt-run`,
  "no-baseline": ({ path, pointer, keyword }: Path & { readonly pointer: string; readonly keyword: string }): string =>
    `${path} is no baseline (${pointer}: ${keyword})`,
  "baseline-unreadable": ({ path, reason }: Path & { readonly reason: string }): string =>
    `${path} cannot be read: ${reason}`,
  "baseline-unsorted": ({ path, ids: [before, after] }: Path & { readonly ids: Pair }): string =>
    `${path} is not sorted by id: ${after} comes after ${before}`,
  "baseline-twice": ({
    path,
    kind,
    id,
  }: Path & { readonly kind: "arm" | "run" | "shard"; readonly id: string }): string =>
    `${path} has the ${kind} ${id} twice: a merge of two branches may have kept both; none counts twice`,
  "baseline-results": ({ path, id, results, arms }: Path & Results): string =>
    `${path} has ${results} results of ${id} for ${arms} arms`,

  "no-gate-to-calibrate": ({ run }: { readonly run: string }): string =>
    `no suite of the run ${run} has a gate: there is nothing to calibrate`,
  "one-trial-a-case": ({ suite }: { readonly suite: string }): string =>
    `${suite} has one trial a case, which says nothing of how flaky a case is: run it with --trials 5, or calibrate the suite itself`,
};

type Pair = readonly [older: string, newer: string];

interface Resume {
  /** The command that goes on with the run. */
  readonly resume: string;
}

interface Count {
  readonly count: number;
}

interface Path {
  readonly path: string;
}

interface Results {
  readonly id: string;
  readonly results: number;
  readonly arms: number;
}
