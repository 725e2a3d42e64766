import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Mask } from "../../base/mask.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead, ReporterOptions } from "../../domain/reporter.ts";
import { maskedReport } from "./masked-report.ts";
import type { ReportTarget } from "./report-target.ts";

/** Writes to stdout; resolves when it may go on, rejects when stdout takes no more. */
export type ToStdout = (text: string) => Promise<void>;

/** What every report is made from. */
export interface ReportSource {
  readonly head: ReportHead;
  trials(suite: number): AsyncIterable<TrialRecord>;
  readonly options: ReporterOptions;
  readonly mask: Mask;
  readonly toStdout: ToStdout;
}

/** What became of reports. */
export interface WrittenReports {
  readonly written: readonly ReportTarget[];
  /** Why one could not be written; null when all are. */
  readonly failure: Sentence | null;
}

/** Writes every report of a run that is over. */
export async function writeReports(targets: readonly ReportTarget[], source: ReportSource): Promise<WrittenReports> {
  let failure: Sentence | null = null;
  const written: ReportTarget[] = [];
  const { head, trials } = maskedReport(source, source.mask);
  for (const target of targets) {
    try {
      const reporter = await target.load();
      await writePieces(target, reporter(head, trials, source.options), source.toStdout);
      written.push(target);
    } catch (error) {
      if (!hasSeenEnough(target, error)) failure = writeFailure(target, error);
    }
  }
  return { written, failure };
}

const CLOSED_PIPE: readonly unknown[] = ["EPIPE", "ERR_STREAM_DESTROYED"];

/** Has a person's pager or `| head` just closed the pipe? A program that reads a report must have all of it. */
function hasSeenEnough({ facts, file }: ReportTarget, error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return file === null && facts.isForPeople === true && CLOSED_PIPE.includes(code);
}

/** Writes the pieces of one report to where it goes. Rejects with the system's error, or with the reporter's own. */
export async function writePieces(
  { file, isAppended }: ReportTarget,
  pieces: AsyncIterable<string>,
  toStdout: ToStdout,
): Promise<void> {
  if (file === null) for await (const piece of pieces) await toStdout(piece);
  else await pipeline(pieces, createWriteStream(file, { flags: isAppended ? "a" : "w" }));
}

/** Why the system refused to write a report. What it did not refuse is a bug, and thrown again. */
export function writeFailure({ file }: ReportTarget, error: unknown): Sentence {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  return refusalWords("at-path", { path: file ?? "stdout", why: systemWords(error) });
}
