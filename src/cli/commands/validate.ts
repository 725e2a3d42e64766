import { textWords } from "../../domain/diagnostics/text-words.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { plural } from "../../base/figures.ts";
import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { createStyle } from "../../base/style.ts";
import type { Where } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CheckedSuites } from "../../pipeline/passes/check-suites.ts";
import { PROBLEM_REPORTERS, REPORTERS } from "../../pipeline/output/reporter-lists.ts";
import type { ProblemReporter } from "../../domain/reporter.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { type GivenOptions } from "../arguments/invocation.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { prepareCommand } from "../opened/prepare.ts";

export type ValidateOptions = Omit<GivenOptions, "reporter"> & { readonly mutate?: true; readonly reporter?: string };

/** `prompt-run validate`: exit 0 when nothing is wrong, 2 with every problem told when something is. */
export async function validateCommand(suites: readonly string[], options: ValidateOptions): Promise<number> {
  const { reporter, mutate, ...others } = options;
  const loadReporter = reporter === undefined ? null : problemReporter(reporter);
  const { invocation, output, tell, mask } = prepareCommand(suites, others);
  const { checkSuites } = await import("../../pipeline/passes/check-suites.ts");
  const nowMs = Date.now();
  const checked = await checkSuites(invocation, nowMs);
  const isSound = checked.errors.length === 0;
  const vacuous = mutate === true && isSound ? await vacuousChecks(checked, invocation, nowMs) : [];
  const problems = [...checked.errors, ...checked.warnings, ...vacuous];
  if (problems.length > 0) tell(formatDiagnostics(problems, checked.locate));
  if (loadReporter !== null) {
    const { githubStep, repositoryPaths } = await import("../../pipeline/output/github-targets.ts");
    const repositoryPath = repositoryPaths(invocation.cwd, githubStep(process.env));
    await output.report((await loadReporter())(problems, checked.locate, { repositoryPath, mask }));
  }
  if (checked.errors.length > 0) {
    const count = (severity: Diagnostic["severity"]): number =>
      problems.filter((one) => one.severity === severity).length;
    tell(textWords("problems-counted", { errors: count("error"), warnings: count("warning") }));
    return EXIT.wrongInput;
  }
  const style = createStyle(output.color);
  for (const { loaded, cases, trials, arms } of checked.suites) {
    const figures = [plural(cases, "case"), plural(arms.length, "arm"), plural(trials, "trial")].join(", ");
    await output.report(`${style("good", "ok")}  ${inert(printableLine(loaded.suite.displayFile))}: ${figures}\n`);
  }
  return EXIT.ok;
}

/** What tells problems beside stderr. Throws a UsageError. */
function problemReporter(reporter: string): () => Promise<ProblemReporter> {
  const name = PROBLEM_REPORTERS.find((known) => known === reporter);
  const problems = name === undefined ? undefined : REPORTERS[name].problems;
  if (problems === undefined) {
    throw new UsageError(usage("validate-reporter", { reporter, known: PROBLEM_REPORTERS }));
  }
  return problems.load;
}

async function vacuousChecks(
  checked: CheckedSuites,
  invocation: Pick<Where, "cwd" | "store">,
  nowMs: number,
): Promise<readonly Diagnostic[]> {
  const { findVacuous } = await import("../../pipeline/commands/find-vacuous.ts");
  return findVacuous(checked, invocation, nowMs);
}
