import { plural, roundedUp } from "../../../base/figures.ts";
import { didYouMean, type Text } from "./phrases/text.ts";

/** Options of a run, what it is let in with, and where its reports and recordings go. */
export const RUNS = {
  "unknown-reporter": ({ name, nearest, known }: UnknownName): Text => ({
    message: `there is no reporter \`${name}\``,
    hint: didYouMean(nearest) ?? `known: ${known.join(", ")}`,
  }),
  "empty-report": ({ name, known }: { readonly name: string; readonly known: readonly string[] }): Text => ({
    message: `\`${name}\` lists trials, and a meter has none: its report would be empty`,
    hint: `use ${known.join(", ")}; in \`json\` everything stands`,
  }),
  "ignores-all": (): Text => ({
    message: "this pattern takes out all of a request: then any recording answers any request",
    hint: `name what changes from day to day, and no more: '"today": "[^"]*"'`,
  }),
  "nameless-file": ({ reporter }: OfReporter): Text => ({
    message: "behind `=` there is no file name",
    hint: `name one: --reporter ${reporter}=FILE, or leave out \`=\` to write to stdout`,
  }),
  "two-reports": ({ reporter }: OfReporter): Text => ({
    message: "only one report can go to stdout",
    hint: `give this one a file: --reporter ${reporter}=FILE`,
  }),
  "unwritable-report.suite": ({ file }: File): Text => unwritable(`${file} is a suite of this run`),
  "unwritable-report.input": ({ file }: File): Text => unwritable(`${file} is read by this run`),
  "unwritable-report.pipe": ({ file }: File): Text =>
    unwritable(`${file} is a pipe, and writing would wait for a reader`),
  "unwritable-report.side": ({ file }: File): Text => unwritable(`${file} is one of the two that are compared`),
  "unwritable-report.taken": ({ file }: File): Text => unwritable(`${file} is the file of another report`),
  "unwritable-report.other": ({ file }: File): Text => ({
    message: `${file} is there already, and is no report: it would be written over`,
    hint: "name another file, or remove this one",
  }),
  "unwritable-report.file": ({ file, reason }: File & ForReason): Text =>
    unwritable(`${file} cannot be written: ${reason}`),
  "unwritable-report": ({ reason }: ForReason): Text => unwritable(reason),
  "bad-shard": ({ reason }: ForReason): Text => ({ message: reason, hint: DEAL_ANEW }),
  "bad-shard.number": ({ index, of }: { readonly index: number; readonly of: number }): Text => ({
    message: `it deals out ${plural(of, "shard")}; there is no shard ${index}`,
    hint: DEAL_ANEW,
  }),
  "bad-shard.edited": (): Text => ({
    message: "it does not deal out every case to one of its shards: was it edited?",
    hint: DEAL_ANEW,
  }),
  "bad-shard.other-plan": (): Text => ({
    message: "it deals out another plan: suites, data, selection or settings differ from those it was made from",
    hint: DEAL_ANEW,
  }),
  "bad-recordings.unreadable": ({ reason }: ForReason): Text => ({ message: reason, hint: "check its permissions" }),
  "bad-recordings.unwritable": ({ reason }: ForReason): Text => ({
    message: `answers cannot be recorded: ${reason}`,
    hint: "check its permissions",
  }),
  "bad-recordings.damaged": ({ line, reason }: ForReason & { readonly line: number }): Text => ({
    message: `line ${line} of the recordings is damaged: ${reason}`,
    hint: "mend or delete the line (it is a copy of one answer), or take the file back from version control",
  }),
  "outside-root.recordings": ({ folder }: { readonly folder: string }): Text => ({
    message: `the folder of recordings \`${folder}\` is outside of the project`,
    hint: "name one inside of it, or run with --allow-outside",
  }),
  "untrusted-base-url": ({ url }: Url): Text => ({
    message: `the base URL ${url} stands in a file of the project, so it is not trusted with a key`,
    hint: "if it is meant, say it with --base-url or in the real environment",
  }),
  "bad-base-url": ({ url, example }: Url & { readonly example: string }): Text => ({
    message: `\`${url}\` is not an http(s) URL`,
    hint: `write it whole, e.g. ${example}`,
  }),
  "bad-base-url.query": ({ url }: Url): Text => ({
    message: `the base URL has a query or a fragment behind \`${url}\`: paths are added at its end`,
    hint: "leave it out; what a gateway wants to know goes into `headers:` of an endpoint in prompt-run.config.yaml",
  }),
  "no-credential": (): Text => ({
    message:
      "there is no key: ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set, and there is no federation or profile",
    hint: "set one of them (a .env file works too), or run with --simulate or --offline, which need none",
  }),
  /** `character`: its code point, such as U+200B; `position`: which it is of the value, from 1. */
  "bad-credential": ({ variable, character, position }: BadCredential): Text => ({
    message: `${variable} holds ${character} as its character ${position}, which no header can carry`,
    hint: "copy the key anew: an editor or a chat put another character into it",
  }),
  "missing-variable.target": ({ variable }: Variable): Text => ({
    message: `the environment has no \`${variable}\`, which the target is to be given`,
    hint: "set it in the environment or in .env",
  }),
  "bad-header.variable": ({ variable }: Variable): Text => ({
    message: `the value of \`${variable}\` holds a character that no HTTP header can carry`,
    hint: "look for a line break at its end",
  }),
  "unblessed-secret.nowhere": ({ variable }: Variable): Text => ({
    message: `the value of \`${variable}\` would leave for a URL that cannot be read, which nobody has allowed`,
    hint: `if it is meant, set PROMPT_RUN_SECRETS='HOST=${variable}' in the real environment (a file of the project does not count)`,
  }),
  selection: ({ options }: { readonly options: readonly string[] }): Text => ({
    message: `only a part of the cases was run: ${options.join(" ")}`,
    hint: null,
  }),
  shard: ({ index, of, own, all }: ShardOf): Text => ({
    message: `shard ${index} of ${of}: ${own} of ${plural(all, "case")}, and no verdict; \`prompt-run merge\` of all ${of} gives it`,
    hint: null,
  }),
  unmetered: (): Text => ({
    message:
      "no call came through the meter, so nothing was tested of it: does the command ask Claude, and does it honour ANTHROPIC_BASE_URL?",
    hint: null,
  }),
  "missing-recording": ({ count, first }: { readonly count: number; readonly first: string }): Text => ({
    message: count === 1 ? first : `${plural(count, "call")} had no recording; of the first: ${first}`,
    hint: null,
  }),
  "no-room": ({ count, words, neededUsd }: NoRoom): Text => {
    const first = count === 1 ? words : `${plural(count, "call")} were refused; the first: ${words}`;
    const enough = neededUsd === null ? "" : `\`--max-cost ${roundedUp(neededUsd)}\` lets it through; `;
    return { message: `${first}; ${enough}a smaller \`max_tokens\` sets less aside`, hint: null };
  },
  "left-children": (): Text => ({ message: "the command left processes behind, which were ended", hint: null }),
  "refused-run": ({ reason }: ForReason): Text => ({ message: reason, hint: null }),
  "refused-run.not-kept": ({ run }: { readonly run: string }): Text => ({
    message: `the run ${run} was not kept: give it a \`store\``,
    hint: null,
  }),
  "unstorable-run": ({ reason }: ForReason): Text => ({ message: reason, hint: null }),
  "data-changed": ({ reason }: ForReason): Text => ({ message: reason, hint: null }),
};

const DEAL_ANEW = "make it with `prompt-run plan SUITE… --shards N --out FILE` from the same checkout and options";

interface NoRoom {
  readonly count: number;
  readonly words: string;
  /** The least cap that would have let the first through; null: not known. */
  readonly neededUsd: number | null;
}

interface UnknownName {
  readonly name: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface OfReporter {
  readonly reporter: string;
}

interface File {
  readonly file: string;
}

interface ForReason {
  /** As the file system, or who read the file, says it. */
  readonly reason: string;
}

interface Url {
  readonly url: string;
}

interface Variable {
  readonly variable: string;
}

interface BadCredential extends Variable {
  readonly character: string;
  readonly position: number;
}

interface ShardOf {
  readonly index: number;
  readonly of: number;
  readonly own: number;
  readonly all: number;
}

function unwritable(message: string): Text {
  return { message, hint: "choose a file that can be written" };
}
