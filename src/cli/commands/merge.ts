import { resolve } from "node:path";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { wallClock } from "../../host/wall-clock.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { startOfCommand } from "../arguments/invocation.ts";
import { prepareCommand } from "../opened/prepare.ts";
import { tellResult } from "./run.ts";
import { openTargets, reportingTo } from "../opened/targets.ts";

export type MergeCommandOptions = Pick<RunCommandOptions, "store" | "reporter" | "color"> &
  Partial<
    Pick<
      RunCommandOptions,
      "verbose" | "envFile" | "strict" | "failOnInconclusive" | "baseline" | "allowMissingBaseline"
    >
  >;

/**
 * `prompt-run merge RUN…`: one run of all shards of a plan, with the verdict, the reports and the exit code that one run would
 * have. Sends nothing; exit 2 when shards are missing, unfinished, or do not belong together.
 */
export async function mergeCommand(runs: readonly string[], options: MergeCommandOptions): Promise<number> {
  const prepared = prepareCommand([], options);
  const targets = await openTargets(prepared, options.reporter);
  if (targets === null) return EXIT.wrongInput;
  const { mergeRuns } = await import("../../pipeline/session/merge/merge-runs.ts");
  const { tell, invocation } = reportingTo(prepared, targets);
  const { cwd } = invocation;
  const request = {
    runs,
    cwd,
    store: resolve(cwd, options.store),
    options: saidAnew(options),
    invocationFor: (suites: readonly string[], { allowOutside }: { readonly allowOutside: boolean }) => ({
      ...invocation,
      suites,
      allowOutside,
    }),
  };
  const result = await mergeRuns(request, {
    clock: wallClock,
    signal: new AbortController().signal,
    start: startOfCommand(options),
    interruptedBy: () => null,
    onWarnings: (warnings: readonly Diagnostic[], locate: Locate) => {
      if (warnings.length > 0) tell(formatDiagnostics(warnings, locate));
    },
    onProgress: () => undefined,
    log: (text: string) => tell(text),
  });
  const reports = { whenOver: targets, live: [], follow: null, liveFailure: () => Promise.resolve(null) };
  return tellResult(result, reports, prepared, false);
}

/** What was said on this command line: else it is as the shards were asked for. */
function saidAnew({ strict, failOnInconclusive, baseline, allowMissingBaseline }: MergeCommandOptions): object {
  return {
    ...(strict === undefined ? {} : { strict }),
    ...(failOnInconclusive === undefined ? {} : { failOnInconclusive }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(allowMissingBaseline === undefined ? {} : { allowMissingBaseline }),
  };
}
