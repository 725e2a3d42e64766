import { andOf } from "./phrases/text.ts";
/** What is said of a command line that means nothing. */
export const USAGE = {
  looks: (): string => "--looks says how often --sequential looks: give both, or leave it out",
  "simulate-and": ({ other }: { readonly other: string }): string =>
    `--simulate does not go with ${other}: simulated replies are never recorded; leave one out`,
  "offline-and-record": (): string =>
    "--offline does not go with --record: it sends nothing that could be recorded; leave one out",
  shard: ({ shard, mistake }: { readonly shard: string; readonly mistake: ShardMistake }): string =>
    `--shard ${shard}: ${shardText(mistake)}`,
  "shard-and": ({ shard, other }: { readonly shard: string; readonly other: string }): string =>
    `--shard ${shard} does not go with ${other}: a shard sees a part of the cases, and its gate is ruled on by \`prompt-run merge\`; leave one out`,
  "base-url-query": ({ url }: { readonly url: string }): string =>
    `--base-url: there is a query or a fragment behind ${url}, and paths are added at its end: leave it out; what a gateway wants to know goes into \`headers:\` of an endpoint in prompt-run.config.yaml`,
  pair: ({ option, pair }: { readonly option: string; readonly pair: string }): string =>
    `${option} ${pair}: expected NAME=VALUE`,
  "set-depth": ({ pair, mostLevels }: { readonly pair: string; readonly mostLevels: number }): string =>
    `--set ${pair}: the value is nested deeper than ${mostLevels} levels`,
  "set-map": ({ pair }: { readonly pair: string }): string =>
    `--set ${pair}: a map or a list is written as JSON here, its keys in quotes; or name one key: --set gate.pass_rate=0.9`,
  "set-digits": ({ pair, written }: { readonly pair: string; readonly written: string }): string =>
    `--set ${pair}: the number cannot be kept with all its digits; quote it: '"${written}"'`,
  "stored-arguments": ({ reason }: { readonly reason: string }): string =>
    `the arguments of the run mean nothing to this version: ${reason}`,
  "stored-secret": (): string =>
    "the run was started with a secret among its arguments, which is not kept: start it again",
  "no-such-word": ({ word, nearest, commands }: UnknownWord): string =>
    nearest === null
      ? `there is no file and no command \`${word}\`; the commands are: ${commands.join(", ")}`
      : `there is no file \`${word}\`; did you mean the command \`${nearest}\`?`,
  "unknown-option": ({ option, nearest }: { readonly option: string; readonly nearest: string | null }): string =>
    `unknown option \`${option}\`${nearest === null ? "" : `; did you mean \`${nearest}\`?`}`,
  /** `others`: the commands that take it, in the order of the help. */
  "option-of-others": ({ option, command, others }: OptionOfOthers): string => {
    const named = others.slice(0, MOST_COMMANDS).map((name) => `\`${name}\``);
    const more = others.length > named.length ? " and others take" : named.length === 1 ? " takes" : " take";
    return `unknown option \`${option}\` of \`${command}\`: ${named.join(", ")}${more} it`;
  },
  "option-value": ({ option, value, expected }: OptionValue): string => `${option} ${value}: ${expected}`,
  "option-without-value": ({ option }: { readonly option: string }): string => `option \`${option}\` needs a value`,
  "missing-option": ({ option, meaning }: { readonly option: string; readonly meaning: string | null }): string =>
    `missing required option \`${option}\`${asMeant(meaning)}`,
  "missing-argument": ({ argument, meaning }: { readonly argument: string; readonly meaning: string | null }): string =>
    `missing required argument \`${argument}\`${asMeant(meaning)}`,
  "excess-arguments": ({ most, got }: { readonly most: number; readonly got: number }): string =>
    `too many arguments: expected ${most === 0 ? "none" : `at most ${most === 1 ? "one" : most}`}, got ${got}`,
  "unreadable-arguments": ({ reason }: { readonly reason: string }): string => `the arguments mean nothing: ${reason}`,
  "see-help": ({ command }: { readonly command: string | null }): string =>
    `see \`prompt-run ${command === null ? "" : `${command} `}--help\``,
  day: ({ text }: Typed): string => `--on ${text}: expected a day as YYYY-MM-DD`,
  "cap-of-comparison": (): string => "--max-cost goes with --judge-again: nothing else is paid for",
  "judge-again-sides": (): string => "--judge-again takes two runs: arms of one run have the same judges",
  "judge-again-cap": (): string =>
    "--judge-again pays for judgements: say with --max-cost how much they may cost at most",
  "send-cap": (): string => "--send pays for judgements: say with --max-cost how much they may cost at most",
  arms: ({ pair }: { readonly pair: string }): string => `--arm ${pair}: expected BASELINE_ARM=CANDIDATE_ARM`,
  "comparison-reporter": ({ spec, known }: { readonly spec: string; readonly known: readonly string[] }): string =>
    `--reporter ${spec}: compare knows ${andOf(known)}`,
  "nameless-comparison": ({ spec }: { readonly spec: string }): string =>
    `--reporter ${spec}: behind \`=\` there is no file name`,
  "no-comparison-file": ({ spec, why }: { readonly spec: string; readonly why: string }): string =>
    `--reporter ${spec}: ${why}`,
  "two-comparisons": (): string => "only one report can go to stdout: give the other a file, --reporter NAME=FILE",
  "fault-kind": ({ spec, known }: { readonly spec: string; readonly known: readonly string[] }): string =>
    `--fault ${spec}: the kinds are ${known.join(", ")}`,
  "fault-probability": ({ spec, kind }: { readonly spec: string; readonly kind: string }): string =>
    `--fault ${spec}: expected a probability from 0 to 1, such as ${kind}=0.05`,
  "taken-port": ({ port, reason }: { readonly port: number; readonly reason: string }): string =>
    `--port ${port}: it cannot be listened on (${reason}); --port 0 takes a free one`,
  "validate-reporter": ({
    reporter,
    known,
  }: {
    readonly reporter: string;
    readonly known: readonly string[];
  }): string =>
    `--reporter ${reporter}: validate knows ${known.join(" and ")} alone; without it problems are told on stderr`,
  age: (): string => "expected days, e.g. 30d",
  groups: ({ known }: { readonly known: readonly string[] }): string =>
    `expected ${known.slice(0, -1).join(", ")} or ${known.at(-1) ?? ""}`,
  shell: ({ shell, shells }: { readonly shell: string; readonly shells: readonly string[] }): string =>
    `completion ${shell}: expected ${shells.join(", ")}`,
  "shards-and-out": (): string => "--shards N and --out FILE go together: the file says which case is whose",
  "no-env-file": ({ file }: { readonly file: string }): string => `--env-file ${file}: there is no such file`,
  "bad-env-file": ({ file, why }: { readonly file: string | null; readonly why: EnvFileMistake }): string =>
    `${file === null ? ".env" : `--env-file ${file}`}: ${envFileText(why)}`,
  whole: ({ least, most }: { readonly least: number; readonly most: number | null }): string =>
    most === null ? `expected a whole number of at least ${least}` : `expected a whole number from ${least} to ${most}`,
  port: (): string => "expected a port from 0 to 65535",
  "above-zero": (): string => "expected a number above 0",
  dollars: ({ least, most, isTooLittle }: DollarRange): string =>
    `expected an amount in US dollars from ${least} to ${most}${isTooLittle ? ", such as 1.50: no request fits under less" : ""}`,
  share: (): string => "expected a share between 0 and 1, e.g. 0.05 for 5 points",
};

interface DollarRange {
  readonly least: number;
  readonly most: number;
  /** Is what was written less than the least? */
  readonly isTooLittle: boolean;
}

/** Why `--shard` names no part of a plan. `of`: how many shards it speaks of; `most`: how many there may be. */
export type ShardMistake =
  | { readonly kind: "form" | "no shards" | "below one" }
  | { readonly kind: "too many"; readonly most: number }
  | { readonly kind: "below first" | "beyond last"; readonly of: number };

/** Why a file of variables cannot be read. `reason`: as the system says it. */
export type EnvFileMistake =
  | { readonly kind: "folder" | "not UTF-8" }
  | { readonly kind: "unreadable"; readonly reason: string };

interface Typed {
  readonly text: string;
}

/** More than that are not named. */
const MOST_COMMANDS = 4;

interface OptionOfOthers {
  readonly option: string;
  readonly command: string;
  readonly others: readonly string[];
}

interface OptionValue {
  readonly option: string;
  readonly value: string;
  /** What is expected, in this catalogue's words. */
  readonly expected: string;
}

interface UnknownWord {
  readonly word: string;
  readonly nearest: string | null;
  readonly commands: readonly string[];
}

/** What an option or argument is for, as the help says it. */
function asMeant(meaning: string | null): string {
  return meaning === null || meaning === "" ? "" : `: ${meaning}`;
}

function shardText(mistake: ShardMistake): string {
  switch (mistake.kind) {
    case "form":
      return "expected I/N, such as 2/5, or FILE#I with a file that `prompt-run plan --shards N` wrote";
    case "no shards":
      return "there must be at least one shard";
    case "below one":
      return "shards count from 1";
    case "too many":
      return `more than ${mistake.most} shards are not dealt out`;
    case "below first":
      return `shards count from 1: the first is 1/${mistake.of}`;
    case "beyond last":
      return `there are only ${mistake.of} shards: the last is ${mistake.of}/${mistake.of}`;
  }
}

function envFileText(why: EnvFileMistake): string {
  if (why.kind === "unreadable") return `it cannot be read: ${why.reason}`;
  return why.kind === "folder" ? "it is a folder" : "it is not UTF-8 text";
}
