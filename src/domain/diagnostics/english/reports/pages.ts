import { plural } from "../../../../base/figures.ts";

/** What pages say where they are made: the report's, and those of stored runs. Values come as the page writes them. */
export const PAGES = {
  "page-without-script": (): string => "The list of cases needs JavaScript.",
  "page-cut": ({ left }: { readonly left: keyof typeof CUTS }): string => `To keep this page small, ${CUTS[left]}.`,
  "gate-of-none": (): string => "None, so no verdict on the pass rate.",
  "fails-gate": (): string => "fails its gate",
  "rejects-settings": ({ arm, settings }: { readonly arm: string; readonly settings: string }): string =>
    `Not sent to ${arm}, which rejects it: ${settings}`,
  "frontier-legend": (): string =>
    "Pass rate, with its interval, against cost per trial. The line joins the arms that, as measured, no other beats on both; the others are hollow.",
  "no-case-marked": (): string => "No case is marked yet: open one in a run’s report, and say what you think of it.",
  "no-case-with-mark": (): string => "No case has this mark.",
  "none-with-mark": (): string => "None of these cases has this mark.",
  "no-run-stored": ({ command }: { readonly command: string }): string =>
    `There is no run here yet: ${command} makes one.`,
  "no-run-of-suite": (): string => "No finished run of this suite is stored.",
  "runs-left": ({ shown, left }: { readonly shown: number; readonly left: number }): string =>
    `Shown are the newest ${shown}; ${plural(left, "run")} more are stored.`,
  "hollow-points": (): string => "Hollow points are SIMULATED runs: they say nothing of a model.",
  "run-goes-on": ({ command }: { readonly command: string }): string =>
    `A run that goes on is followed on its page; one that was stopped goes on with ${command}.`,
  "goes-on-with": ({ command }: { readonly command: string }): string => `It goes on with ${command}.`,
  "run-is-quiet": (): string => "nothing was written of late",
  "looks-again": (): string => "This page looks again every two seconds, and becomes the report when the run ends.",
  "simulated-so-far": (): string => "the replies come from the simulator.",
  "label-lost": (): string =>
    "This could not be kept: is prompt-run label still running? What was labelled before is kept.",
  "labels-done": (): string => ": that was all, this page can be closed",
};

const CUTS = {
  "no passing answers": "the answers of passing trials are left out",
  "short answers": "the answers of passing trials are left out and all other texts cut at 2,000 characters",
  outcomes: "only the outcome of each trial is here, without texts",
  troubles: "passing trials are left out, and of the others all but the outcome",
};
