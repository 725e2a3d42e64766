import type { Command } from "commander";
import {
  addColorOption,
  addEnvironmentOption,
  addPortOption,
  addRecordingOptions,
  addReporterOption,
  addSendingOptions,
  addStoreOption,
  positiveNumber,
  type RunOptions,
  wholeNumber,
} from "./options.ts";

/** The options of `meter`, as commander parses them. */
export interface MeterOptions extends Pick<
  RunOptions,
  | "simulate"
  | "reuse"
  | "offline"
  | "record"
  | "maxCost"
  | "concurrency"
  | "maxAttempts"
  | "timeout"
  | "baseUrl"
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
  const reporting = addColorOption(addReporterOption(addPortOption(sending)));
  return reporting
    .option("--max-cost <usd>", "refuse calls before more than this is spent", positiveNumber)
    .option("--recordings <dir>", "where answers are recorded, and taken from")
    .option("--concurrency <n>", "calls in flight", wholeNumber(1))
    .option("--rpm <n>", "requests a minute of each model's limit", wholeNumber(1))
    .option("--itpm <n>", "input tokens a minute", wholeNumber(1))
    .option("--otpm <n>", "output tokens a minute", wholeNumber(1))
    .option("--seed <n>", "seed of the simulator", wholeNumber(0), 0)
    .option("--allow-outside", "let links lead what is written out of the project");
}
