import { resolve } from "node:path";
import { createMask } from "../../base/mask.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { Report } from "../../domain/formats/records.ts";
import { type Access, secretValues, type Where } from "../../domain/invocation.ts";
import type { EndedRunResult, RunResult } from "../../pipeline/session/run-hooks.ts";
import { keep, type KeptRun } from "./kept-run.ts";
import type { StorePlace } from "./run-store.ts";
import { SuiteError, suiteProblem, valueProblem } from "../handed-in/suite-error.ts";

/** The JSON report (schemas/report.schema.json), and whether its exit code is 0. */
export interface RunReport extends Report {
  readonly ok: boolean;
}

/** The report of a run; throws a `SuiteError` where there is none. */
export async function reportOf(result: RunResult, invocation: Access & Where, store: StorePlace): Promise<RunReport> {
  switch (result.status) {
    case "wrong": {
      const errors = result.problems.filter(({ severity }) => severity === "error");
      throw new SuiteError(errors.map((problem) => suiteProblem(problem, result.locate)));
    }
    case "unstorable":
      throw refusal(said("unstorable-run", { reason: result.message }));
    case "changed":
      throw refusal(said("data-changed", { reason: result.message }));
    case "refused":
      throw refusal(said("refused-run", { reason: result.message }));
    case "ran":
      return endedReport(result, invocation, store);
  }
}

export function refusal(words: Said): SuiteError {
  return new SuiteError([valueProblem("", words)]);
}

/** What could not be kept makes a run that passed incomplete, as it does for the command line. */
async function endedReport(ended: EndedRunResult, invocation: Access & Where, store: StorePlace): Promise<RunReport> {
  const [{ maskedReport }, { reportValue }] = await Promise.all([
    import("../../pipeline/output/masked-report.ts"),
    import("../../pipeline/output/report-value.ts"),
  ]);
  const lost = [ended.unstored, ended.unrecorded].filter((why) => why !== null);
  const read = maskedReport(ended, createMask(secretValues(invocation)));
  const value = await reportValue(read);
  const warnings = lost.map((reason) => unplacedWarning(said("unstorable-run", { reason })));
  const exitCode = lost.length > 0 && value.exit_code === EXIT.ok ? EXIT.incomplete : value.exit_code;
  const report: RunReport = {
    ...value,
    run: { ...value.run, warnings: [...value.run.warnings, ...warnings] },
    exit_code: exitCode,
    ok: exitCode === EXIT.ok,
  };
  return keep(report, await keptOf(read.head, invocation, store));
}

async function keptOf(head: KeptRun["head"], { cwd }: Pick<Where, "cwd">, store: StorePlace): Promise<KeptRun> {
  const folder = resolve(cwd, store.path, "runs", head.run.id);
  if (!store.isTemporary) return { head, folder, baselines: [] };
  const { storedReport } = await import("../../pipeline/stored/stored-runs.ts");
  const { baselineOfRun } = await import("../../pipeline/stored/run-baseline.ts");
  const stored = await storedReport(folder);
  if (stored.status === "refused") return { head, folder: null, baselines: [] };
  const baselines = await Promise.all(stored.head.suites.map((_suite, index) => baselineOfRun(stored, index)));
  return { head, folder: null, baselines };
}
