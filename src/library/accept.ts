import { said } from "../domain/diagnostics/said.ts";
import { resolve } from "node:path";
import { createMask } from "../base/mask.ts";
import { secretValues } from "../domain/invocation.ts";
import type { Accepted, AcceptRequest, RunToAccept } from "../pipeline/commands/accept-run.ts";
import { defaultStore } from "../pipeline/stored/default-store.ts";
import { refusal } from "./runs/ended-report.ts";
import { nothingHandedOver } from "./hand-over.ts";
import { keptRun, type RunOrName } from "./runs/kept-run.ts";
import { checkOptions, PROGRAM_OPTIONS } from "./handed-in/option-problems.ts";
import type { RunOptions } from "./handed-in/run-options.ts";
import { SuiteError, valueProblem } from "./handed-in/suite-error.ts";
import { takenOptions } from "./taken-options.ts";
import { takenReport } from "./runs/taken-report.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";

type AcceptOptions = Pick<RunOptions, "cwd" | "store" | "env" | "allowOutside">;

/**
 * Makes a baseline of a run, or pools the run into the baseline that is there. `as`: a file, or a folder (ending in a
 * slash) that gets one file a suite. Gives what was written, in sentences; throws a `SuiteError` for a run that may not
 * become one (answers are missing), and for a file that cannot be written.
 */
export async function accept(given: RunOrName, as: string, asked: AcceptOptions = {}): Promise<readonly string[]> {
  checkOptions(asked, PROGRAM_OPTIONS);
  if (!isPath(as)) throw new SuiteError([valueProblem("as", said("bad-option", { kind: "path", value: as }))]);
  const options = takenOptions(asked);
  const run = takenReport(given);
  const [{ acceptReport, acceptRun }, { writeGuard }] = await Promise.all([
    import("../pipeline/commands/accept-run.ts"),
    import("../pipeline/stored/write-guard.ts"),
  ]);
  const cwd = workingFolder(options);
  const invocation = toInvocation(nothingHandedOver(), options);
  const request: AcceptRequest = {
    as,
    cwd,
    mask: createMask(secretValues(invocation)),
    guard: writeGuard(invocation),
  };
  const store = resolve(cwd, options.store ?? defaultStore(cwd));
  const kept = typeof run === "string" ? null : keptRun(run);
  const name = typeof run === "string" ? run : (kept?.folder ?? run.run.id);
  const isGone = kept !== null && kept.folder === null && typeof run !== "string";
  const accepted = isGone
    ? await acceptReport(keptToAccept(run, kept.head, kept.baselines), request)
    : await acceptRun(name, store, request);
  return linesOf(accepted);
}

/** A caller without types may hand over anything. */
function isPath(as: unknown): boolean {
  return typeof as === "string" && as.trim() !== "";
}

function keptToAccept(
  run: Exclude<RunOrName, string>,
  head: RunToAccept["head"],
  baselines: readonly Awaited<ReturnType<RunToAccept["baseline"]>>[],
): RunToAccept {
  return {
    head,
    async *trials(suite) {
      yield* run.suites[suite]?.trials ?? [];
    },
    async baseline(suite) {
      const file = baselines[suite];
      if (file === undefined) throw refusal(said("refused-run.not-kept", { run: run.run.id }));
      return file;
    },
  };
}

function linesOf(accepted: Accepted): readonly string[] {
  if (accepted.status === "accepted") return accepted.lines;
  throw refusal(
    accepted.status === "refused"
      ? said("refused-run", { reason: accepted.message })
      : said("unstorable-run", { reason: accepted.message }),
  );
}
