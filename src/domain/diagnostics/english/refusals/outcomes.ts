import type { Sentence } from "../../wording/sentence.ts";

/** What went wrong while a command did its work, and what is left of it. */
export const OUTCOMES = {
  /** `why`: as the account or the endpoint says it. `status`: of HTTP; null: none came. */
  "run-stopped": ({ status, type, why, isUnreachable }: StoppedBy): string =>
    `the run was stopped: ${status === null ? "" : `HTTP ${status} ${type}: `}${why}${isUnreachable ? "; look at the network, a proxy, or --base-url" : ""}`,
  "data-changed": ({ file }: { readonly file: string }): string =>
    `the data of ${file} changed while the run was going on; run it again`,
  "report-unkept": ({ why }: Why): string => `the report could not be kept in the store: ${why}`,
  /** `exitCode`: what it is instead of 0; null: as the run has it. */
  "report-unwritten": ({ why, exitCode }: Why & { readonly exitCode: number | null }): string =>
    `a report could not be written: ${why}${exitCode === null ? "" : `; so the exit code is ${exitCode}, not 0`}`,
  "live-report-unwritten": ({ why, again }: Why & { readonly again: string }): string =>
    `a report could not be written: ${why}; the run goes on, and \`${again}\` writes it once more`,
  "answers-unrecorded": ({ why }: Why): string => `the answers could not be recorded: ${why}`,
  "run-unrecorded": ({ why, resume }: Why & { readonly resume: string }): string =>
    `the answers could not be recorded: ${why}\nThey are kept with the run: \`${resume}\` records them, and sends nothing.`,
  "telemetry-lost": ({ reason }: { readonly reason: string }): string =>
    `telemetry could not be sent, and is given up: ${reason}`,
  "telemetry-slow": (): string => "the endpoint is too slow",
  /** The status of its span. */
  "run-died": (): string => "the run died",
  "tokens-uncounted": ({ why }: Why): string => `tokens could not be counted: ${why}`,
  "nothing-asked": (): string => "nothing is asked of the API here",
  "example-there": ({ file }: { readonly file: string }): string =>
    `${file} is there already; nothing was written: \`prompt-run init FOLDER\` writes into another folder`,
  "example-unwritten": ({ why }: Why): string => `the example cannot be written: ${why}`,
  "own-bug": (): string => "this is a bug in prompt-run, not in your suite. Please report it:",
  "ended-early": (): string => "this is a bug in prompt-run: it ended before its work did. Please report it",
  "stdout-unwritten": ({ reason }: { readonly reason: string }): string => `stdout cannot be written: ${reason}`,
};

interface StoppedBy {
  readonly status: number | null;
  readonly type: string;
  readonly why: string;
  readonly isUnreachable: boolean;
}

interface Why {
  readonly why: Sentence;
}
