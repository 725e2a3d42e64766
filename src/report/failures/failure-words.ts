import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { TroubleKind, FailureList } from "./failure-digest.ts";

/** "51 trials failed in 41 cases; ▼ 22 of them passed on the baseline": what a list of failures is of. */
export function failureTitle(kind: TroubleKind, { trials, cases, regressed }: FailureList): Sentence {
  switch (kind) {
    case "failed":
      return reportWords("trials-failed", { trials, cases, regressed });
    case "errored":
      return reportWords("trials-errored", { trials, cases });
    case "undecided":
      return reportWords("trials-undecided", { trials, cases });
    case "quarantined":
      return reportWords("trials-quarantined", { trials, cases });
  }
}
