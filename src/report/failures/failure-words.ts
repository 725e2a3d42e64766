import { plural } from "../../base/figures.ts";
import type { FailureKind, FailureList } from "./failure-digest.ts";

/** "51 trials failed in 41 cases; ▼ 22 of them passed on the baseline": what a list of failures is of. */
export function failureTitle(kind: FailureKind, list: FailureList): string {
  switch (kind) {
    case "failed":
      return inCases(list, "failed") + regressedWords(list);
    case "errored":
      return `no answer came: ${inCases(list, "errored")}`;
    case "undecided":
      return `a check could not tell: ${inCases(list, "undecided")}`;
    case "quarantined":
      return `${inCases(list, "quarantined")}: they count in no rate and no gate`;
  }
}

function inCases({ trials, cases }: FailureList, verb: string): string {
  return `${plural(trials, "trial")} ${verb} in ${plural(cases, "case")}`;
}

function regressedWords({ regressed, cases }: FailureList): string {
  if (regressed === 0) return "";
  return regressed === cases
    ? "; ▼ all did better on the baseline"
    : `; ▼ ${regressed} of them did better on the baseline`;
}
