import { plural } from "../../base/figures.ts";
import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/problem.ts";
import type { CheckedSuites } from "../../pipeline/check-suites.ts";
import { EXIT } from "../exit-code.ts";
import { formatDiagnostics } from "../format-diagnostic.ts";
import type { GivenOptions } from "../invocation.ts";
import { prepareCommand } from "./prepare.ts";

/** `prompt-run validate`: exit 0 when nothing is wrong, 2 with every problem told when something is. */
export async function validateCommand(
  suites: readonly string[],
  options: GivenOptions & { mutate?: true },
): Promise<number> {
  const { invocation, output, tell } = prepareCommand(suites, options);
  const { checkSuites } = await import("../../pipeline/check-suites.ts");
  const checked = await checkSuites(invocation, Date.now());
  const vacuous =
    options.mutate === true && checked.errors.length === 0 ? await vacuousChecks(checked, invocation) : [];
  const warnings = [...checked.warnings, ...vacuous];
  const problems = [...checked.errors, ...warnings];
  if (problems.length > 0) tell(formatDiagnostics(problems, checked.locate));
  if (checked.errors.length > 0) {
    tell(`${plural(checked.errors.length, "error")}, ${plural(warnings.length, "warning")}`);
    return EXIT.wrongInput;
  }
  for (const { loaded, cases, trials, arms } of checked.suites) {
    const figures = [plural(cases, "case"), plural(arms.length, "arm"), plural(trials, "trial")].join(", ");
    await output.report(`ok  ${inert(printableLine(loaded.suite.displayFile))}: ${figures}\n`);
  }
  return EXIT.ok;
}

async function vacuousChecks(checked: CheckedSuites, invocation: Invocation): Promise<readonly Diagnostic[]> {
  const { findVacuous } = await import("../../pipeline/find-vacuous.ts");
  return findVacuous(checked, invocation);
}
