import { formatUsd, plural } from "../../../../base/figures.ts";

/** What `usage` tells of its sums. */
export const USAGES = {
  /** What is no arm's own: a word or two in an arm's place. */
  "usage-part": ({ part }: { readonly part: "judges" | "overhead" | "unfinished" }): string => PARTS[part],
  "usage-of-meter": ({ command }: { readonly command: string | null }): string =>
    command === null ? "meter, served on loopback" : `meter: ${command}`,
  "usage-since": ({ since }: { readonly since: string }): string => `since ${since.slice(0, 16).replace("T", " ")} UTC`,
  "usage-errors": ({ errors }: { readonly errors: readonly (readonly [kind: string, count: number])[] }): string =>
    `failed: ${errors.map(([kind, count]) => `${count} ${kind}`).join(", ")}`,
  "usage-retries": ({ retries }: { readonly retries: number }): string =>
    `${plural(retries, "request")} ${retries === 1 ? "was a retry" : "were retries"}`,
  "usage-unanswered": ({ count }: Count): string =>
    `${plural(count, "request")} without an end in the journal: cut off by a kill, or in flight`,
  "usage-unpriced": ({ count }: Count): string =>
    `what ${plural(count, "attempt")} cost is not known: ≥ is the part that is`,
  "usage-uncertain": ({ usd }: { readonly usd: number }): string =>
    `up to ${formatUsd(usd)} more for requests that broke off or have no price`,
  "usage-reused": ({ count }: Count): string => `${plural(count, "answer")} came from recordings: no request, no money`,
  "usage-simulated": ({ runs, requests }: { readonly runs: number; readonly requests: number }): string =>
    `left out: ${plural(requests, "simulated request")} of ${plural(runs, "run")}`,
  "usage-merged": ({ count }: Count): string => `counted once: the shards of ${plural(count, "merged run")}`,
  "usage-unread": ({ count }: Count): string => `not in these sums: ${plural(count, "run")} that cannot be read`,
  "usage-nothing": ({ store, since }: { readonly store: string; readonly since: string | null }): string =>
    `nothing was asked of the API in the runs of ${store}${since === null ? "" : ` since ${since.slice(0, 16).replace("T", " ")} UTC`}`,
};

const PARTS = {
  judges: "(judges)",
  overhead: "(outside of trials)",
  unfinished: "(unfinished trials)",
} as const;

interface Count {
  readonly count: number;
}
