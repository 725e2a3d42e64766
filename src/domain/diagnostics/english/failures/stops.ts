import type { Sentence } from "../../wording/sentence.ts";

/** Why a trial was skipped, or given up, beyond the reason's word. */
export const STOPS = {
  "no-room": ({ scope }: { readonly scope: "run" | "suite" }): string => `the ${scope}'s budget has no room left`,
  "broken-budget": (): string => "an answer cost more than was reserved for it: the budget cannot be held",
  "overdrawn-budget": (): string =>
    "more was paid than the budget allows: under a higher cap, or by an application itself",
  "disk-full": (): string => "the run was stopped: the disk is full",
  "stopped-by": ({ why }: { readonly why: Sentence }): string => `the run was stopped: ${why}`,
  "asker-gone": (): string => "whoever asked is gone",
  "not-graded": (): string => "its answers were not graded any more",
  "no-shard-asked": (): string => "no shard asked",
  "not-selected": (): string => "not selected",
  /** What the suite itself says (`skip:`). */
  "suite-says": ({ says }: { readonly says: string }): string => says,
};
