import { usage } from "../../domain/diagnostics/usage.ts";
import { type Command, CommanderError } from "commander";
import { decimalOf, dollars } from "./dollars.ts";
import { EXIT, type ExitCode } from "../../domain/exit-code.ts";
import { list } from "./list-option.ts";
import { addComparisonReporterOption, addReporterOption } from "./reporter-options.ts";
import { defaultStore } from "../../pipeline/stored/default-store.ts";
import { UnexpectedValue } from "./worded-command.ts";

/** What may be said more than once. */
type Lists = Readonly<Record<"model" | "target" | "prompt" | "case" | "tag" | "var" | "set", readonly string[]>>;

/** The options of `run` and its kin, as commander parses them. */
export interface RunCommandOptions extends Lists {
  readonly simulate?: true;
  readonly reuse?: true;
  readonly offline?: true;
  readonly record?: true;
  readonly trials?: number;
  readonly concurrency?: number;
  readonly maxCost?: number;
  readonly timeout?: number;
  readonly maxAttempts?: number;
  readonly baseUrl?: string;
  readonly endpoint?: string;
  readonly envFile?: string;
  readonly store: string;
  readonly seed: number;
  readonly shard?: string;
  readonly failFast?: true;
  readonly strict?: true;
  readonly failOnInconclusive?: true;
  readonly sequential?: true;
  readonly looks?: number | "any";
  readonly baseline?: string;
  readonly allowMissingBaseline?: true;
  readonly allowOutside?: true;
  readonly reporter: readonly string[];
  readonly color: boolean;
  readonly verbose?: true;
}

/** The options of `resume`: those that change no request. */
export type ResumeOptions = Pick<RunCommandOptions, "store" | "reporter" | "color"> &
  Partial<
    Pick<
      RunCommandOptions,
      | "verbose"
      | "concurrency"
      | "maxCost"
      | "timeout"
      | "maxAttempts"
      | "envFile"
      | "failFast"
      | "strict"
      | "failOnInconclusive"
      | "baseline"
      | "allowMissingBaseline"
    >
  >;

/** Options that choose what is looked at: every command on suites has them. */
export function addSelectionOptions(command: Command): Command {
  command
    .addOption(list("--model <id>", "a model of the suite by label or id, or another model (repeatable)"))
    .addOption(list("--target <name>", "a target of the suite (repeatable)"))
    .addOption(list("--prompt <name>", "a prompt variant (repeatable)"))
    .addOption(list("--case <glob>", "cases by id (repeatable)"))
    .addOption(list("--tag <tag>", "cases with a tag; '!tag' leaves them out (repeatable)"))
    .addOption(list("--var <name=value>", "a variable of every case (repeatable)"))
    .addOption(list("--set <key=value>", "any suite key, e.g. max_tokens=500 or gate.pass_rate=0.9 (repeatable)"))
    .option("--trials <n>", "how often each case runs on each arm", wholeNumber(1))
    .option("--seed <n>", "seed of order, simulator and resampling", wholeNumber(0), 0);
  return addColorOption(addEnvironmentOption(command)).option(
    "--allow-outside",
    "let suites read files outside the project",
  );
}

/** Options of commands that send. */
export function addSendingOptions(command: Command): Command {
  const withSimulator = addAttemptOptions(command).option(
    "--simulate",
    "answer from the built-in simulator: no key, no network, no cost",
  );
  return addBaseUrlOption(withSimulator);
}

function addBaseUrlOption(command: Command): Command {
  return command
    .option("--base-url <url>", "another Messages API endpoint")
    .option("--endpoint <name>", "an endpoint of the config: a gateway or a cloud");
}

export function addRunOptions(command: Command): Command {
  const sending = addRecordingOptions(addSendingOptions(addSelectionOptions(command)));
  return addReporterOption(addPaceOptions(addStoreOption(sending)));
}

export function addRecordingOptions(command: Command): Command {
  return command
    .option("--reuse", "answer what is unchanged from recordings, send the rest")
    .option("--offline", "answer from recordings alone: no key, nothing sent, a missing one is an error")
    .option("--record", "merge the new answers into the config's recordings folder");
}

/** What a resumed run may be told anew. */
export function addResumeOptions(command: Command): Command {
  const withAttempts = addAttemptOptions(addColorOption(addEnvironmentOption(command)));
  return addReporterOption(addPaceOptions(addStoreOption(withAttempts)));
}

export function addReportOptions(command: Command): Command {
  return addReporterOption(addColorOption(addStoreOption(command)));
}

export function addGradeOptions(command: Command): Command {
  return addStrictnessOptions(addReportOptions(command))
    .option("--send", "ask judges for the judgements that the run does not have, and keep them")
    .option("--max-cost <usd>", "what --send may spend at most", dollars);
}

export function addDoctorOptions(command: Command): Command {
  return addColorOption(addEnvironmentOption(addStoreOption(addBaseUrlOption(command)))).addOption(
    list("--model <id>", "send one small request to this model, and show the account's rate limits"),
  );
}

export function addCompareOptions(command: Command): Command {
  const arms = list("--arm <a=b>", "the baseline's arm A belongs to the candidate's arm B (repeatable)");
  return addComparisonReporterOption(addColorOption(addStoreOption(command)).addOption(arms))
    .option("--seed <n>", "seed of resampling", wholeNumber(0), 0)
    .option("--margin <share>", "a drop of less than this is not worse, e.g. 0.05 for 5 points", share)
    .option("--fail-on-inconclusive", `an open comparison is exit ${EXIT.inconclusive}`)
    .option("--judge-again", "judge both runs' answers by the judges as they are now; A and B are runs")
    .option("--max-cost <usd>", "what --judge-again may spend at most", dollars);
}

export function addStoreOption(command: Command): Command {
  return command.option("--store <dir>", "where runs are kept", defaultStore());
}

export function addEnvironmentOption(command: Command): Command {
  return command.option(
    "--env-file <file>",
    "read the environment from this file (default .env; the environment wins)",
  );
}

export function addColorOption(command: Command): Command {
  return command.option("--no-color", "no colours");
}

function addAttemptOptions(command: Command): Command {
  return command
    .option("--timeout <seconds>", "for a trial, from its first send", positiveNumber)
    .option("--max-attempts <n>", "HTTP tries of a request", wholeNumber(1));
}

function addPaceOptions(command: Command): Command {
  const paced = command
    .option("--concurrency <n>", "requests in flight, over all suites", wholeNumber(1))
    .option("--max-cost <usd>", "stop before this is spent", dollars)
    .option("--fail-fast", "stop when the gate can no longer pass");
  return addStrictnessOptions(paced);
}

function addStrictnessOptions(command: Command): Command {
  const sequential = command
    .option("--sequential", "cases in seeded order, only as many as it takes to decide the gate")
    .option("--looks <n|any>", "how often --sequential looks (default 5); any: after every case, by bets", looksOption);
  return addVerdictOptions(sequential);
}

export function addVerdictOptions(command: Command): Command {
  return command
    .option("--strict", `a missing or reused answer or an undecided check is exit ${EXIT.incomplete}`)
    .option("--fail-on-inconclusive", `an inconclusive gate is exit ${EXIT.inconclusive}`)
    .option("--baseline <file|run>", "compare with this baseline file, folder of them, or run")
    .option("--allow-missing-baseline", "without a baseline the gate is inconclusive, not incomplete");
}

export function addPortOption(command: Command): Command {
  return command.option("--port <n>", "0 picks a free one", portNumber, 0);
}

export function addSimulatorOptions(command: Command): Command {
  return addPortOption(command)
    .addOption(list("--suite <file>", "answer with this suite's simulate: replies (repeatable)"))
    .option("--seed <n>", "seed of faults and latency", wholeNumber(0), 0)
    .option("--latency-ms <n>", "from a request to the head of its answer", wholeNumber(0), 0)
    .option("--rpm <n>", "requests a minute", wholeNumber(1))
    .option("--itpm <n>", "input tokens a minute", wholeNumber(1))
    .option("--otpm <n>", "output tokens a minute", wholeNumber(1))
    .option("--burst <share>", "how much of a minute may come at once", positiveNumber, 1)
    .option("--ramp <n>", "requests a second at first; each second may bring twice the one before", wholeNumber(1))
    .option("--as-live", "do not say in a header that answers are simulated: runs count as live (for tests)")
    .addOption(list("--fault <kind=probability>", "e.g. overloaded=0.05 (repeatable)"));
}

export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
    throw new UnexpectedValue(usage("whole", { least: minimum, most: null }));
  };
}

function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new UnexpectedValue(usage("port"));
}

export function positiveNumber(text: string): number {
  const value = decimalOf(text);
  if (value !== null && Number.isFinite(value) && value > 0) return value;
  throw new UnexpectedValue(usage("above-zero"));
}

/** How a parse ended that was not a command: help and version (0) or a usage error (2). */
export function usageExit(error: unknown): { readonly code: ExitCode } | null {
  if (!(error instanceof CommanderError)) return null;
  return { code: error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput };
}

function looksOption(text: string): number | "any" {
  return text === "any" ? "any" : wholeNumber(1)(text);
}

function share(text: string): number {
  const value = decimalOf(text);
  if (value !== null && value > 0 && value < 1) return value;
  throw new UnexpectedValue(usage("share"));
}
