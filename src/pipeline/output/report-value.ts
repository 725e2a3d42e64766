import type { Report, TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead, ReporterOptions } from "../../domain/reporter.ts";
import { REPORTERS, type ReporterName } from "../../report/registry.ts";
import type { ReadableReport } from "./masked-report.ts";

export type { ReporterName };

/** The JSON report as a value: what a program gets is what stands in the file. Masked already. */
export async function reportValue(report: ReadableReport): Promise<Report> {
  return JSON.parse(await reportText("json", report)) as Report; // our own reporter wrote it
}

/** A report that is a value, as reporters read it. `head`: with what the JSON report does not have, where that is known. */
export function readableReport(report: Report, head: ReportHead = report): ReadableReport {
  async function* trials(suite: number): AsyncIterable<TrialRecord> {
    yield* report.suites[suite]?.trials ?? [];
  }
  return { head, trials };
}

/** A whole report as text: without colour, as wide as a terminal is where none is. */
export async function reportText(
  name: ReporterName,
  { head, trials }: ReadableReport,
  options: Partial<ReporterOptions> = {},
): Promise<string> {
  const reporter = await REPORTERS[name].load();
  const pieces: string[] = [];
  const rules = { columns: 100, color: false, repositoryPath: (file: string): string => file, ...options };
  for await (const piece of reporter(head, trials, rules)) pieces.push(piece);
  return pieces.join("");
}
