import { said } from "../domain/diagnostics/said.ts";
import { resolve } from "node:path";
import { createMask } from "../base/mask.ts";
import { secretValues } from "../domain/invocation.ts";
import type { ReadableReport } from "../pipeline/output/masked-report.ts";
import type { ReporterName } from "../pipeline/output/report-value.ts";
import { defaultStore } from "../pipeline/stored/default-store.ts";
import { refusal } from "./runs/ended-report.ts";
import { keptRun, type RunOrName } from "./runs/kept-run.ts";
import { checkOptions, runOptionsAnd } from "./handed-in/option-problems.ts";
import { FLAG, type RunOptions } from "./handed-in/run-options.ts";
import { SuiteError, valueProblem } from "./handed-in/suite-error.ts";
import { takenOptions } from "./taken-options.ts";
import { takenReport } from "./runs/taken-report.ts";
import { toInvocation, workingFolder } from "./to-invocation.ts";

export interface ReportOptions extends Pick<RunOptions, "cwd" | "store" | "env"> {
  /** All statistics too, and answers at length. */
  readonly verbose?: boolean;
}

const OPTIONS = runOptionsAnd({ verbose: FLAG });

/** The report of a run in any of the formats of `--reporter`, as text. */
export async function report(run: RunOrName, name: ReporterName, options: ReportOptions = {}): Promise<string> {
  checkOptions(options, OPTIONS);
  const { verbose = false, ...others } = takenOptions(options);
  const taken = takenReport(run);
  const { readableReport, reportText } = await import("../pipeline/output/report-value.ts");
  await checkName(name);
  const read = typeof taken === "string" ? await storedRun(taken, others) : readableReport(taken, keptRun(taken)?.head);
  if (read.head.meter !== undefined) {
    const { emptyReport } = await import("../pipeline/output/report-targets.ts");
    const empty = emptyReport(name);
    if (empty !== null) throw refusal(empty);
  }
  return reportText(name, read, { verbose });
}

/** A caller without types may hand over any name. */
async function checkName(name: unknown): Promise<void> {
  const { noReporter } = await import("../pipeline/output/report-targets.ts");
  if (typeof name !== "string")
    throw new SuiteError([valueProblem("name", said("bad-option", { kind: "text", value: name }))]);
  const unknown = noReporter(name);
  if (unknown !== null) throw new SuiteError([valueProblem("name", unknown)]);
}

async function storedRun(name: string, options: Omit<ReportOptions, "verbose">): Promise<ReadableReport> {
  const [{ findRun, storedReport }, { maskedReport }] = await Promise.all([
    import("../pipeline/stored/stored-runs.ts"),
    import("../pipeline/output/masked-report.ts"),
  ]);
  const cwd = workingFolder(options);
  const found = await findRun(name, resolve(cwd, options.store ?? defaultStore(cwd)), cwd);
  const stored = found.status === "found" ? await storedReport(found.folder) : found;
  if (stored.status === "refused") throw refusal(said("refused-run", { reason: stored.message }));
  return maskedReport(stored, createMask(secretValues(toInvocation(NO_SUITES, options))));
}

const NO_SUITES = {
  suites: [],
  inMemory: { objects: [], functions: { checks: new Map(), targets: new Map() }, runId: "" },
} as const;
