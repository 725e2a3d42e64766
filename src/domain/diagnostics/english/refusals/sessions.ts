/** Why a run is not gone on with. */
export const SESSIONS = {
  "other-replies": ({ replies: [were, would] }: { readonly replies: Pair }): string =>
    `the run's replies are ${were}; these would be ${would}`,
  "other-url": ({ urls: [was, would] }: { readonly urls: Pair }): string =>
    `the run was sent to ${was}; this would be sent to ${would}. Set the same base URL, or start a new run`,
  "other-shards": (): string => "the shards were dealt out anew since the run began; start this shard again",
  "other-meter-url": ({ urls: [was, would], replies }: { readonly urls: Pair; readonly replies: string }): string =>
    `the run's calls went to ${was} (${replies}); these would go to ${would}: start a new run`,
};

type Pair = readonly [was: string, would: string];
