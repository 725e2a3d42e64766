import { plural } from "../../../../base/figures.ts";

/** What going on with a run does for it. */
export const RESUMES = {
  "nothing-missing": ({ run }: { readonly run: string }): string =>
    `nothing is missing in run ${run}: every trial has its answer, and nothing was sent. A new run asks anew`,
  "resume-cut-off": ({ missing, command }: Missing): string =>
    `${missingText(missing)} yet: \`${command}\` ${sendsText(missing)} and reports the whole run`,
  /** `raise`: the command with a cap that is enough, as `budgetSteps` has it. */
  "resume-raised": ({ missing, raise }: { readonly missing: number; readonly raise: string }): string =>
    `${missingText(missing)}: ${raise} ${sendsText(missing)}; what is answered is not paid for again`,
  "resume-errored": ({ missing, command }: Missing): string =>
    `${missingText(missing)}: \`${command}\` tries ${missing === 1 ? "it" : "them"} again and reports the whole run`,
  "resume-mended": ({ missing, command }: Missing): string =>
    `${missingText(missing)}: when that is mended, \`${command}\` ${sendsText(missing)} and reports the whole run`,
};

interface Missing {
  readonly missing: number;
  readonly command: string;
}

function missingText(missing: number): string {
  return `${plural(missing, "trial")} ${missing === 1 ? "has" : "have"} no answer`;
}

function sendsText(missing: number): string {
  return missing === 1 ? "sends it alone" : "sends these alone";
}
