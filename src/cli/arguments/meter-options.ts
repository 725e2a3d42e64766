import { usage } from "../../domain/diagnostics/usage.ts";
import type { Command } from "commander";
import { METER_REPORTERS } from "../../pipeline/output/reporter-lists.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import { defaultStore } from "../../pipeline/stored/default-store.ts";
import { startOf } from "../../pipeline/stored/run-start.ts";
import { dollars } from "./dollars.ts";
import { UsageError } from "./usage-error.ts";
import {
  addColorOption,
  addEnvironmentOption,
  addPortOption,
  addRecordingOptions,
  addSendingOptions,
  addStoreOption,
  type ResumeOptions,
  type RunCommandOptions,
  wholeNumber,
} from "./options.ts";
import { addReporterOption } from "./reporter-options.ts";
import { refuseMasked, startOptions } from "./run-arguments.ts";
import { WordedCommand } from "./worded-command.ts";

/** The options of `meter`, as commander parses them. */
export interface MeterOptions extends Pick<
  RunCommandOptions,
  | "simulate"
  | "reuse"
  | "offline"
  | "record"
  | "maxCost"
  | "concurrency"
  | "maxAttempts"
  | "timeout"
  | "baseUrl"
  | "endpoint"
  | "envFile"
  | "store"
  | "seed"
  | "allowOutside"
  | "reporter"
  | "color"
> {
  readonly port: number;
  readonly recordings?: string;
  readonly rpm?: number;
  readonly itpm?: number;
  readonly otpm?: number;
}

export function addMeterOptions(command: Command): Command {
  const sending = addRecordingOptions(addSendingOptions(addEnvironmentOption(addStoreOption(command))));
  const reporting = addColorOption(addReporterOption(addPortOption(sending), METER_REPORTERS));
  return reporting
    .option("--max-cost <usd>", "refuse calls before more than this is spent", dollars)
    .option("--recordings <dir>", "where answers are recorded, and taken from")
    .option("--concurrency <n>", "calls in flight", wholeNumber(1))
    .option("--rpm <n>", "requests a minute of each model's limit", wholeNumber(1))
    .option("--itpm <n>", "input tokens a minute", wholeNumber(1))
    .option("--otpm <n>", "output tokens a minute", wholeNumber(1))
    .option("--seed <n>", "seed of the simulator", wholeNumber(0), 0)
    .option("--allow-outside", "let links lead what is written out of the project");
}

/** A meter's command, and its options. */
interface BegunMeter {
  readonly command: readonly string[];
  readonly options: MeterOptions;
}

/** How the meter of this line was begun. Throws a UsageError where something of it was not kept. */
export function begunMeter(line: RunLine): BegunMeter {
  const { argv = [], meter } = line;
  if (meter?.request === undefined) {
    refuseMasked(argv);
    return meterArgumentsOf(argv);
  }
  refuseMasked([JSON.stringify(meter)]);
  const asked = meter.request;
  const numbers = {
    rpm: asked.rpm,
    itpm: asked.itpm,
    otpm: asked.otpm,
    concurrency: asked.concurrency,
    maxCost: asked.max_cost_usd,
    maxAttempts: asked.max_attempts,
    timeout: asked.timeout_ms === null ? null : asked.timeout_ms / 1000,
    endpoint: asked.endpoint,
    recordings: asked.recordings,
  };
  const said = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== null));
  const options: MeterOptions = {
    ...said,
    ...(asked.mode === "live" ? {} : { [asked.mode]: true }),
    ...(asked.record ? { record: true } : {}),
    ...startOptions(line),
    store: startOf(line).store ?? defaultStore(),
    seed: asked.seed,
    port: asked.port,
  };
  return { command: meter.command ?? [], options };
}

/** The command and options of a meter, from the arguments that it was started with. Throws a UsageError. */
function meterArgumentsOf(argv: readonly string[]): BegunMeter {
  const meter = addMeterOptions(new WordedCommand("meter"))
    .argument("[command...]")
    .passThroughOptions()
    .helpOption(false)
    .exitOverride();
  try {
    meter.parse(argv.slice(argv.indexOf("meter") + 1), { from: "user" });
    return { command: meter.args, options: meter.opts() };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(usage("stored-arguments", { reason: error.message }));
  }
}

/** A meter's options with what `resume` was told anew. */
export function resumedMeterOptions(original: MeterOptions, given: ResumeOptions): MeterOptions {
  const { reporter, store, color, maxCost, concurrency, maxAttempts, timeout, envFile } = given;
  const told = { maxCost, concurrency, maxAttempts, timeout, envFile };
  const said = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  return {
    ...original,
    ...said,
    store,
    reporter: reporter.length > 0 ? reporter : original.reporter,
    color: color && original.color,
  };
}

export const METER_EXAMPLES: string = `
Examples:
  prompt-run meter --max-cost 0.50 -- npm test      its calls to Claude are capped, priced and recorded
  prompt-run meter --offline -- npm test            the same from recordings: no key, nothing sent
  prompt-run meter --simulate -- python agent.py    answers from the built-in simulator`;
