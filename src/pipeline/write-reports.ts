import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Mask } from "../base/mask.ts";
import type { TrialRecord } from "../domain/records.ts";
import type { ReportHead, ReporterOptions } from "../domain/reporter.ts";
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

/** Writes every report of a run that is over; returns why one could not be written, or null. */
export async function writeReports(targets: readonly ReportTarget[], source: ReportSource): Promise<string | null> {
  let failure: string | null = null;
  for (const target of targets) {
    try {
      const reporter = await target.load();
      const pieces = reporter(source.head, (suite) => source.trials(suite), source.options);
      await writePieces(target, masked(pieces, source.mask), source.toStdout);
    } catch (error) {
      failure = writeFailure(target, error);
    }
  }
  return failure;
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
export function writeFailure({ file }: ReportTarget, error: unknown): string {
  if (error instanceof Error && "code" in error) return `${file ?? "stdout"}: ${error.message}`;
  throw error;
}

export async function* masked(pieces: AsyncIterable<string>, mask: Mask): AsyncIterable<string> {
  for await (const piece of pieces) yield mask(piece);
}
