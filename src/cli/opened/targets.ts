import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RunFeed } from "../../pipeline/output/live-reports.ts";
import type { ReportTarget } from "../../pipeline/output/report-target.ts";
import type { ReportSource } from "../../pipeline/output/write-reports.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { linkFor } from "../terminal/hyperlinks.ts";
import { storeOfFolder, storeToName } from "../../pipeline/stored/default-store.ts";
import { runCommandOf } from "../../pipeline/stored/run-command.ts";
import type { PreparedCommand } from "./prepare.ts";

/** What `--reporter` asks for, or null when that is wrong, which is told. `isOfMeter`: the run has no trials to report. */
export async function openTargets(
  { tell, invocation }: PreparedCommand,
  reporters: readonly string[],
  isOfMeter = false,
): Promise<readonly ReportTarget[] | null> {
  const { reportTargets } = await import("../../pipeline/output/report-targets.ts");
  const { findSuites } = await import("../../pipeline/passes/loading/find-suites.ts");
  const { files } = await findSuites(invocation.suites, invocation.cwd);
  const { githubStep } = await import("../../pipeline/output/github-targets.ts");
  const { writeGuard } = await import("../../pipeline/stored/write-guard.ts");
  const places = { suites: files, step: githubStep(process.env), guard: writeGuard(invocation), isOfMeter };
  const targets = reportTargets(reporters, places);
  if (targets.ok) return targets.targets;
  const nowhere = { line: null, column: null, length: 1, sourceLine: null };
  const locate = (place: { kind: string }): { file: string } & typeof nowhere => ({
    file: "argument" in place ? String(place.argument) : place.kind,
    ...nowhere,
  });
  tell(formatDiagnostics(targets.problems, locate));
  return null;
}

/** What reports say of where a run is. */
interface WrittenRun {
  /** Warnings of lines of the suites stand above on the same terminal. */
  readonly warningsTold?: boolean;
  /** Its folder, where it was named by it; absent: it is in the store. */
  readonly folder?: string;
}

/** The same, with the files that the reports of a run go to: what the run reads must not be among them. */
export function reportingTo(prepared: PreparedCommand, targets: readonly ReportTarget[]): PreparedCommand {
  const reportFiles = targets.flatMap(({ name, file, isAppended }) =>
    file === null || isAppended ? [] : [{ name, file }],
  );
  return { ...prepared, invocation: { ...prepared.invocation, reportFiles } };
}

/**
 * Writes the reports of a run and says where they are, and the verdict where none shows it. `live`: those that are written already.
 * The exit code is the run's, unless a report could not be written.
 */
export async function writeTargets(
  run: Pick<ReportSource, "head" | "mask" | "trials"> & WrittenRun,
  targets: readonly ReportTarget[],
  { invocation, output, tell, isVerbose }: PreparedCommand,
  live: readonly ReportTarget[] = [],
): Promise<number> {
  const { writeReports } = await import("../../pipeline/output/write-reports.ts");
  const { githubStep, repositoryPaths } = await import("../../pipeline/output/github-targets.ts");
  const { ciJob } = await import("../../pipeline/output/ci-job.ts");
  const repositoryPath = repositoryPaths(invocation.cwd, githubStep(process.env));
  const options = {
    columns: output.columns,
    color: output.color,
    repositoryPath,
    verbose: isVerbose,
    linkTo: linkFor(output, invocation.cwd),
    ci: ciJob(process.env),
    store: run.folder === undefined ? storeToName(invocation.store) : storeOfFolder(run.folder),
    warningsTold: run.warningsTold === true && process.stdout.isTTY && process.stderr.isTTY,
  };
  const source = { ...run, options, toStdout: (text: string): Promise<void> => output.report(text) };
  const { written, failure } = await writeReports(targets, source);
  const { toldReports } = await import("../../pipeline/output/told-reports.ts");
  for (const { text, tone } of toldReports(run.head, [...targets, ...live], [...live, ...written])) tell(text, tone);
  const { exit_code: exitCode } = run.head;
  if (failure === null) return exitCode;
  const instead = exitCode === EXIT.ok ? EXIT.incomplete : null;
  tell(errorLine(refusalWords("report-unwritten", { why: failure, exitCode: instead })));
  return instead ?? exitCode;
}

/** The reports of a run: those that are written while it goes on, and the others. */
export interface SplitTargets {
  readonly whenOver: readonly ReportTarget[];
  readonly live: readonly ReportTarget[];
  /** Begins to write the live ones; null when there is none. */
  readonly follow: ((feed: RunFeed) => void) | null;
  /** Resolves when the live ones are written: with why one is not, or null. */
  liveFailure(): Promise<Sentence | null>;
}

/** `note`: tells at once when a live report can be written no more. */
export async function splitTargets(
  targets: readonly ReportTarget[],
  { output, invocation: { store } }: Pick<PreparedCommand, "output" | "invocation">,
  note: (line: string) => void,
): Promise<SplitTargets> {
  const { isLive, writeLive } = await import("../../pipeline/output/live-reports.ts");
  const live = targets.filter(isLive);
  let written: Promise<Sentence | null> = Promise.resolve(null);
  const follow = (feed: RunFeed): void => {
    const onFailure = (failure: Sentence): void =>
      note(lostReport(failure, runCommandOf("report", feed.start.run.id, store)));
    written = writeLive(live, feed, { toStdout: (text) => output.report(text), onFailure });
  };
  return {
    whenOver: targets.filter((target) => !isLive(target)),
    live,
    follow: live.length === 0 ? null : follow,
    liveFailure: () => written,
  };
}

function lostReport(why: Sentence, again: string): string {
  return errorLine(refusalWords("live-report-unwritten", { why, again }));
}
