import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { errorLine } from "../terminal/error-line.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { resolve } from "node:path";
import { maskValues } from "../../base/mask-values.ts";
import { COMPARISON_TEXTS } from "../../domain/masking/record-texts.ts";
import type { CompareRequest } from "../../pipeline/commands/compare-sides.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { JudgedAgain, RunToJudge } from "../../pipeline/labelling/judge-again.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import { type PreparedRun, openStoredRun } from "../opened/stored-run.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { type PreparedCommand, prepareCommand } from "../opened/prepare.ts";

export interface CompareCommandOptions {
  readonly store: string;
  readonly arm: readonly string[];
  readonly reporter: readonly string[];
  readonly seed: number;
  readonly margin?: number;
  readonly failOnInconclusive?: true;
  readonly judgeAgain?: true;
  readonly maxCost?: number;
  readonly color: boolean;
}

/** `prompt-run compare A B | RUN ARM ARM`: exit 1 when something is proven worse, 2 when nothing pairs. */
export async function compareCommand(names: readonly string[], options: CompareCommandOptions): Promise<number> {
  const prepared = prepareCommand([], { color: options.color });
  const { tell, output } = prepared;
  const { comparisonTargets, comparisonText, writeComparison } =
    await import("../../pipeline/output/write-comparison.ts");
  const targets = comparisonTargets(options.reporter, names);
  if (typeof targets === "string") throw new UsageError(targets);
  const compared = await comparedBy(names, options, prepared);
  if (compared === null) return EXIT.wrongInput;
  if (compared.status === "wrong") {
    tell(formatDiagnostics(compared.problems, compared.locate));
    return EXIT.wrongInput;
  }
  if (compared.status === "refused") {
    tell(errorLine(compared.message));
    return EXIT.wrongInput;
  }
  const report = maskValues(compared.report, prepared.mask, COMPARISON_TEXTS);
  const { writeGuard } = await import("../../pipeline/stored/write-guard.ts");
  const guard = writeGuard(prepared.invocation);
  let failure: Sentence | null = null;
  for (const { format, file } of targets) {
    const text = await comparisonText(report, format, output);
    if (file === null) await output.report(text);
    else failure = writeComparison(file, text, guard) ?? failure;
  }
  if (failure === null) return report.exitCode;
  tell(errorLine(failure));
  return report.exitCode === EXIT.ok ? EXIT.incomplete : report.exitCode;
}

/** The comparison; null when a run cannot be opened, which is told. */
async function comparedBy(
  names: readonly string[],
  options: CompareCommandOptions,
  prepared: PreparedCommand,
): Promise<JudgedAgain | null> {
  const request = requestOf(names, options, prepared);
  if (options.judgeAgain !== true) {
    if (options.maxCost !== undefined) throw new UsageError(usage("cap-of-comparison"));
    const { compareSides } = await import("../../pipeline/commands/compare-sides.ts");
    return compareSides(request);
  }
  const [first = "", second = "", third] = names;
  if (third !== undefined) throw new UsageError(usage("judge-again-sides"));
  const { store, color, maxCost } = options;
  const given = { store, color, reporter: [], ...(maxCost === undefined ? {} : { maxCost }) };
  const [baseline, candidate] = [await openStoredRun(first, given), await openStoredRun(second, given)];
  if (baseline === null || candidate === null) return null;
  const isPaid = [baseline, candidate].some(({ prepared: { invocation } }) => invocation.mode !== "simulate");
  if (isPaid && maxCost === undefined) {
    throw new UsageError(usage("judge-again-cap"));
  }
  return judgedAgain({ baseline, candidate }, request, prepared);
}

async function judgedAgain(
  { baseline, candidate }: { readonly baseline: PreparedRun; readonly candidate: PreparedRun },
  request: CompareRequest,
  { tell, mask }: PreparedCommand,
): Promise<JudgedAgain> {
  const { compareJudgedAgain } = await import("../../pipeline/labelling/judge-again.ts");
  const interruption = watchSignals((signal) => tell(textWords("stopping", { by: signal })));
  const hooks = {
    clock: wallClock,
    signal: interruption.signal,
    mask,
    interruptedBy: () => interruption.by(),
    onWarnings: () => undefined,
    log: tell,
  };
  const sideOf = ({ line, folder, prepared: { invocation } }: PreparedRun): RunToJudge => {
    return { name: line.id, folder, invocation };
  };
  try {
    return await compareJudgedAgain({ baseline: sideOf(baseline), candidate: sideOf(candidate) }, request, hooks);
  } finally {
    interruption.release();
  }
}

function requestOf(
  names: readonly string[],
  options: CompareCommandOptions,
  { invocation }: PreparedCommand,
): CompareRequest {
  const { cwd } = invocation;
  const { arm, seed, margin = null, failOnInconclusive = false } = options;
  const [first = "", second = "", third] = names;
  const named =
    third === undefined
      ? { baseline: first, candidate: second }
      : { run: first, baselineArm: second, candidateArm: third };
  return { named, arms: armPairs(arm), seed, margin, failOnInconclusive, store: resolve(cwd, options.store), cwd };
}

/** `--arm A=B`: A is an arm of the baseline, B of the candidate. Given back the other way round. */
function armPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at <= 0 || at === pair.length - 1) throw new UsageError(usage("arms", { pair }));
      return [pair.slice(at + 1), pair.slice(0, at)];
    }),
  );
}
