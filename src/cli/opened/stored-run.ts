import { errorLine } from "../terminal/error-line.ts";
import { resolve } from "node:path";
import type { RunLine } from "../../domain/formats/records.ts";
import type { ResumeOptions } from "../arguments/options.ts";
import { refuseBesideShard } from "../arguments/invocation.ts";
import { type BegunOptions, begunOptions, resumedOptions, resumedRequest } from "../arguments/run-arguments.ts";
import { type PreparedCommand, prepareCommand } from "./prepare.ts";

/** A run of the store with what a command on it starts from: its suites, and its options with those given anew. */
export interface PreparedRun {
  readonly prepared: PreparedCommand;
  readonly options: BegunOptions;
  /** The first session's line. */
  readonly line: RunLine;
  /** Absolute. */
  readonly folder: string;
}

/** Finds the run of suites that `name` means, `latest` among those that `suits` takes; null when there is none, which is told. Throws a UsageError. */
export async function openStoredRun(
  name: string,
  given: ResumeOptions,
  suits?: (line: RunLine) => boolean,
): Promise<PreparedRun | null> {
  const { findSuiteRun } = await import("../../pipeline/stored/stored-runs.ts");
  const { requestOfRun } = await import("../../pipeline/session/stored-request.ts");
  const found = await findSuiteRun(name, resolve(given.store), process.cwd(), suits);
  if (found.status === "refused") {
    prepareCommand([], given).tell(errorLine(found.message));
    return null;
  }
  const { line, folder } = found;
  const options = resumedOptions(begunOptions(line), given);
  // The suites that the run was started on: a glob may find others by now.
  const files = line.suites.map(({ file }) => file);
  const prepared = prepareCommand(files, options);
  const request = requestOfRun(line);
  // A run of 0.1 kept its arguments alone.
  if (request === null) return { prepared, options, line, folder };
  const invocation = { ...prepared.invocation, ...resumedRequest(request, given) };
  if (invocation.shard != null) refuseBesideShard(invocation.shard.text, invocation);
  return { prepared: { ...prepared, invocation }, options, line, folder };
}
