import { plural } from "../../../../base/figures.ts";

/** Why a run is not gone on with. */
export const SESSIONS = {
  "other-replies": ({ replies: [were, would] }: { readonly replies: Pair }): string =>
    `the run's replies are ${were}; these would be ${would}`,
  "other-url": ({ urls: [was, would] }: { readonly urls: Pair }): string =>
    `the run was sent to ${was}; this would be sent to ${would}. Set the same base URL, or start a new run`,
  "other-shards": (): string => "the shards were dealt out anew since the run began; start this shard again",
  /** `cases`: the first of those that are new. */
  "edited-since": ({ added, cases, gone }: EditedSince): string => {
    const are = (count: number): string => `${plural(count, "trial")} ${count === 1 ? "is" : "are"}`;
    const fresh = added === 0 ? [] : [`${are(added)} new (${cases.join(", ")}${added > cases.length ? ", …" : ""})`];
    const left = gone === 0 ? [] : [`${are(gone)} gone`];
    return `the suite was edited since the run ended: ${[...fresh, ...left].join(", ")}. The run’s report is made anew, of the suite as it is; a run of its own keeps both`;
  },
  "other-meter-url": ({ urls: [was, would], replies }: { readonly urls: Pair; readonly replies: string }): string =>
    `the run's calls went to ${was} (${replies}); these would go to ${would}: start a new run`,
};

interface EditedSince {
  readonly added: number;
  readonly cases: readonly string[];
  readonly gone: number;
}

type Pair = readonly [was: string, would: string];
