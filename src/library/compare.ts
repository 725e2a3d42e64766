import { EXIT } from "../domain/exit-code.ts";
import { said } from "../domain/diagnostics/said.ts";
import { resolve } from "node:path";
import type { ComparisonFile } from "../domain/formats/records.ts";
import type { CompareRequest } from "../pipeline/commands/compare-sides.ts";
import { defaultStore } from "../pipeline/stored/default-store.ts";
import { refusal } from "./runs/ended-report.ts";
import { keptRun, type RunOrName } from "./runs/kept-run.ts";
import { checkOptions, runOptionsAnd } from "./handed-in/option-problems.ts";
import { MAP, type RunOptions, SHARE } from "./handed-in/run-options.ts";
import { takenOptions } from "./taken-options.ts";
import { refuseNoReport, takenReport } from "./runs/taken-report.ts";
import { workingFolder } from "./to-invocation.ts";

export interface CompareOptions extends Pick<RunOptions, "cwd" | "store" | "seed" | "failOnInconclusive"> {
  /** Of two sides: candidate arm → baseline arm. */
  readonly arms?: Readonly<Record<string, string>>;
  /** The drop that may be; default: any proven drop is worse. */
  readonly margin?: number;
}

const OPTIONS = runOptionsAnd({ arms: MAP, margin: SHARE });

/** What `prompt-run compare` says, as a value (schemas/comparison.schema.json). */
export type ComparisonResult = ComparisonFile & { readonly ok: boolean };

/**
 * Compares two runs, reports or baseline files (paths, ids, `latest`, or the values themselves), paired case by case. Throws a
 * `SuiteError` where nothing pairs, or a side cannot be read.
 */
export async function compare(
  baseline: RunOrName,
  candidate: RunOrName,
  options: CompareOptions = {},
): Promise<ComparisonResult> {
  return compareNamed({ baseline: sideOf(baseline), candidate: sideOf(candidate) }, options);
}

/** Compares two arms of one run: their ids, or labels that name one arm each. */
export async function compareArms(
  run: RunOrName,
  arms: { readonly baseline: string; readonly candidate: string },
  options: Omit<CompareOptions, "arms"> = {},
): Promise<ComparisonResult> {
  return compareNamed({ run: sideOf(run), baselineArm: arms.baseline, candidateArm: arms.candidate }, options);
}

/** What is in a store says more than its report: what its cases ask and expect. */
function sideOf(side: RunOrName): RunOrName {
  refuseNoReport(side);
  if (typeof side === "string") return side;
  const folder = keptRun(side)?.folder ?? null;
  if (folder !== null) return folder;
  // The schema of reports, which it is held against, knows no `ok`.
  return Object.fromEntries(
    Object.entries(takenReport(side)).filter(([key]) => key !== "ok"),
  ) as unknown as typeof side;
}

async function compareNamed(named: CompareRequest["named"], given: CompareOptions): Promise<ComparisonResult> {
  checkOptions(given, OPTIONS);
  const options = { ...takenOptions(given), arms: { ...given.arms } };
  const [{ compareSides }, { comparisonValue }] = await Promise.all([
    import("../pipeline/commands/compare-sides.ts"),
    import("../pipeline/output/comparison-value.ts"),
  ]);
  const cwd = workingFolder(options);
  const compared = await compareSides({
    named,
    arms: options.arms,
    seed: options.seed ?? 0,
    margin: options.margin ?? null,
    failOnInconclusive: options.failOnInconclusive ?? false,
    store: resolve(cwd, options.store ?? defaultStore(cwd)),
    cwd,
  });
  if (compared.status === "refused") throw refusal(said("refused-run", { reason: compared.message }));
  const value = comparisonValue(compared.report);
  return { ...value, ok: value.exit_code === EXIT.ok };
}
