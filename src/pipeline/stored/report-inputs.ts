import { resolve } from "node:path";
import { said } from "../../domain/diagnostics/said.ts";
import type { ReportFile, Where } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { leadsTo } from "../../host/leads-to.ts";

/** Finds reports that would be written over what their own run reads. */
export interface ReportInputs {
  /** Takes note of a file that is read, by its absolute path. */
  readonly saw: (file: string) => void;
  /** One for each report that would take the place of a file that was seen by now. */
  problems(): Diagnostic[];
}

/** Only the files of reports are kept, however many are read. */
export function createReportInputs({ cwd, reportFiles = [] }: Pick<Where, "cwd" | "reportFiles">): ReportInputs {
  const reports = new Map<string, ReportFile>();
  for (const report of reportFiles) {
    const named = resolve(cwd, report.file);
    reports.set(leadsTo(named) ?? named, report);
  }
  const taken = new Set<ReportFile>();
  return {
    saw(file) {
      if (reports.size === 0) return;
      const report = reports.get(file) ?? reports.get(leadsTo(file) ?? file);
      if (report !== undefined) taken.add(report);
    },
    problems: () => [...taken].map(problemOf),
  };
}

function problemOf({ name, file }: ReportFile): Diagnostic {
  const place = { kind: "argument", argument: `--reporter ${name}=${file}` } as const;
  return { severity: "error", place, ...said("unwritable-report.input", { file }) };
}
