import { formatMs, formatUsd, plural } from "../../../../base/figures.ts";

/** What commands tell of their work, and of what comes next. */
export const COMMANDS = {
  /** `by`: the name of the signal. */
  stopping: ({ by }: Signal): string => `${by}: stopping; again to exit at once`,
  finishing: ({ by }: Signal): string => `${by}: finishing what is in flight; again to exit at once`,
  "reports-removed": ({ files }: Files): string =>
    `removed ${files.join(", ")}: written by an earlier run, and this one has nothing to report`,
  "reports-left": ({ files }: Files): string =>
    `not written by this run, which has nothing to report: ${files.join(", ")}`,
  "ending-meter": ({ by, isServed }: Signal & { readonly isServed: boolean }): string =>
    `${by}: ending ${isServed ? "the meter" : "the command"}; again to exit at once`,
  resuming: ({ run }: Run): string => `resuming run ${run}`,
  "resuming-command": ({ run }: Run): string =>
    `resuming run ${run}: its command runs again, and gets the answers that it had`,
  "unjudged-now": ({ run, count, command }: Run & Count & { readonly command: string }): string =>
    `run ${run} has no judgement for ${plural(count, "question")} of the suite as it is now, so those checks are undecided: \`${command} --send --max-cost 1\` asks for them and keeps the answers`,
  /** `trials`: the first of them. */
  "unanswered-now": ({ run, count, trials }: Run & Count & { readonly trials: readonly Trial[] }): string => {
    const more = count - trials.length;
    return [
      `run ${run} has no reply for ${plural(count, "trial")} of the suite as it is now: the request was changed since, or never answered. They count as missing answers:`,
      ...trials.map(({ case: id, arm, trial }) => `  ${id} · ${arm} · trial ${trial}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
      "A new run sends them; with --reuse only what was changed.",
    ].join("\n");
  },
  "example-written": ({ files, command, hasSchema }: Example): string =>
    [
      ...files.map((file) => `wrote ${file}`),
      `Next: ${command} --simulate, then without --simulate and with ANTHROPIC_API_KEY set.`,
      ...(hasSchema
        ? []
        : ["Editors complete suites and check them once the schema is there: npm install --save-dev @prompt-run/cli"]),
    ].join("\n"),
  "judged-by-simulator": (): string => "SIMULATED: a simulator judged, no model was asked",
  spent: ({ usd, isSimulated }: { readonly usd: number | null; readonly isSimulated: boolean }): string =>
    isSimulated ? `spent: nothing; so many tokens would have cost ${formatUsd(usd)}` : `spent: ${formatUsd(usd)}`,
  "label-for": ({ judge }: { readonly judge: string }): string => `Label for ${judge}`,
  "open-address": ({ keeps }: { readonly keeps: boolean }): string =>
    `Open the address above in a browser. Ctrl-C ends it${keeps ? "; what was labelled is kept" : ""}.`,
  labelled: ({ done, of, isOfCriteria, person, file }: Labelled): string => {
    const noun = isOfCriteria ? "verdict" : "answer";
    const left = of - done;
    const open = left === 0 ? "" : `; ${plural(left, noun)} of the sample left, the same command goes on`;
    return `${done} of ${plural(of, noun)} labelled by ${person} in ${file}${open}`;
  },
  "meter-serves": (): string => "Set these two where the application runs. Ctrl-C ends the meter.",
  "no-runs": ({ store }: { readonly store: string }): string => `no run in ${store}: \`prompt-run SUITE\` makes one`,
  "run-deleted": ({ run }: Run): string => `deleted ${run}`,
  "simulator-serves": ({ url }: { readonly url: string }): string =>
    `SIMULATED Messages API; use it with --base-url ${url} and any key. Ctrl-C ends it.`,
  "trial-of": ({
    caseName,
    trial,
    of,
  }: {
    readonly caseName: string;
    readonly trial: number;
    readonly of: number;
  }): string => `${caseName}, trial ${trial} of ${of},`,
  "service-tier": ({ tier }: { readonly tier: string }): string => `service tier: ${tier}`,
  "problems-left": ({ count }: { readonly count: number }): string =>
    `and ${plural(count, "more problem")}, not shown: mend these first`,
  "problems-counted": ({ errors, warnings }: { readonly errors: number; readonly warnings: number }): string =>
    `${plural(errors, "error")}, ${plural(warnings, "warning")}`,
  "not-sent": ({ why }: { readonly why: string }): string => `nothing was sent: ${why}`,
  doubted: ({ why }: { readonly why: string }): string => `${why}: a run counts what it says as undecided`,
  /** What a judge said; `verdict` null: it cannot tell. */
  "judge-says": ({ judge, model, verdict, evidence, reasoning, usd }: JudgeSays): string => {
    const by = evidence === null || evidence === "" ? "" : `, by “${evidence}”`;
    const why = reasoning === null || reasoning === "" ? "" : `: ${reasoning}`;
    return `the judge ${judge} (${model}) ${verdict === null ? "cannot tell" : `says ${verdict}`}${by}${why} · ${formatUsd(usd)}`;
  },
  "attempt-anew": ({ attempt }: { readonly attempt: number }): string =>
    `attempt ${attempt}: what came of the one before does not count`,
  "turn-goes-on": (): string => "the paused turn goes on",
  /** `firstMs` null: none came. `kinds`: "12 content_block_delta". */
  "events-counted": ({ events, kinds, firstMs, lastMs }: Events): string => {
    if (firstMs === null) return "no event came";
    return `${plural(events, "event")}: ${kinds.join(", ")}; the first after ${formatMs(firstMs)}, the last after ${formatMs(lastMs)}`;
  },
};

interface Signal {
  readonly by: string;
}

interface Files {
  readonly files: readonly string[];
}

interface Run {
  readonly run: string;
}

interface Count {
  readonly count: number;
}

interface Trial {
  readonly case: string;
  readonly arm: string;
  readonly trial: number;
}

interface Example {
  readonly files: readonly string[];
  readonly command: string;
  readonly hasSchema: boolean;
}

interface Labelled {
  readonly done: number;
  readonly of: number;
  readonly isOfCriteria: boolean;
  readonly person: string;
  readonly file: string;
}

interface JudgeSays {
  readonly judge: string;
  readonly model: string;
  readonly verdict: string | null;
  readonly evidence: string | null;
  readonly reasoning: string | null;
  readonly usd: number | null;
}

interface Events {
  readonly events: number;
  readonly kinds: readonly string[];
  readonly firstMs: number | null;
  readonly lastMs: number;
}
