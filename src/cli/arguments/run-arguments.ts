import { usage } from "../../domain/diagnostics/usage.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import type { RunRequest } from "../../domain/invocation.ts";
import { startOf, wasAllowedOutside } from "../../pipeline/stored/run-start.ts";
import type { GivenOptions } from "./invocation.ts";
import { UsageError } from "./usage-error.ts";
import { addRunOptions, type ResumeOptions, type RunCommandOptions } from "./options.ts";
import { addShardOption } from "./shard-options.ts";
import { WordedCommand } from "./worded-command.ts";

const MASKED = "[masked]";

/** What a run was begun with that its request does not hold; of a run of 0.1 all its options. */
export type BegunOptions = GivenOptions & Pick<RunCommandOptions, "reporter" | "color">;

/** How the run of this line was begun. Throws a UsageError where something of it was not kept. */
export function begunOptions(line: RunLine): BegunOptions {
  if (line.request === undefined) return runOptionsOf(line.argv ?? []);
  refuseMasked([JSON.stringify(line.request)]);
  return startOptions(line);
}

/** The same of what a run and a meter have alike. */
export function startOptions(line: RunLine): BegunOptions {
  const { baseUrl, envFile, reporters, color, verbose } = startOf(line);
  return {
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(envFile === null ? {} : { envFile }),
    ...(wasAllowedOutside(line) ? { allowOutside: true } : {}),
    ...(verbose ? { verbose } : {}),
    reporter: reporters ?? [],
    color,
  };
}

/** The options of a run, from the arguments that it was started with. Throws a UsageError. */
export function runOptionsOf(argv: readonly string[]): RunCommandOptions {
  refuseMasked(argv);
  const command = addShardOption(addRunOptions(new WordedCommand("run")))
    .argument("[suites...]")
    .helpOption(false)
    .exitOverride();
  try {
    return command.parse(argv, { from: "user" }).opts();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(usage("stored-arguments", { reason: error.message }));
  }
}

/** Throws a UsageError where something of a run's arguments was not kept. */
export function refuseMasked(argv: readonly string[]): void {
  if (!argv.some((argument) => argument.includes(MASKED))) return;
  throw new UsageError(usage("stored-secret"));
}

/** A run's options with what `resume` was told anew. */
export function resumedOptions(original: BegunOptions, given: ResumeOptions): BegunOptions {
  const { reporter, color, ...others } = given;
  return {
    ...original,
    ...others,
    reporter: reporter.length > 0 ? reporter : original.reporter,
    color: color && original.color,
  };
}

/** How a run was asked for, with what `resume` was told anew. */
export function resumedRequest(request: RunRequest, given: ResumeOptions): RunRequest {
  const { overrides } = request;
  return {
    ...request,
    overrides: {
      ...overrides,
      timeoutMs: given.timeout === undefined ? overrides.timeoutMs : given.timeout * 1000,
      maxAttempts: given.maxAttempts ?? overrides.maxAttempts,
    },
    concurrency: given.concurrency ?? request.concurrency,
    maxCostUsd: given.maxCost ?? request.maxCostUsd,
    failFast: given.failFast ?? request.failFast,
    strict: given.strict ?? request.strict,
    failOnInconclusive: given.failOnInconclusive ?? request.failOnInconclusive,
    baseline: given.baseline ?? request.baseline,
    allowMissingBaseline: given.allowMissingBaseline ?? request.allowMissingBaseline,
  };
}
