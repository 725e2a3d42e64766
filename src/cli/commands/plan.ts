import { inert } from "../../base/inert.ts";
import { EXIT } from "../exit-code.ts";
import { formatDiagnostics } from "../format-diagnostic.ts";
import type { GivenOptions } from "../invocation.ts";
import { prepareCommand } from "./prepare.ts";

/** `prompt-run plan`: what a run would send and cost at worst. Sends nothing; exit 2 when the suites are wrong. */
export async function planCommand(
  suites: readonly string[],
  options: GivenOptions & { cases?: true },
): Promise<number> {
  const { invocation, output, tell } = prepareCommand(suites, options);
  const { checkSuites } = await import("../../pipeline/check-suites.ts");
  const { caseLines, planText } = await import("../../pipeline/plan-text.ts");
  const checked = await checkSuites(invocation, Date.now());
  const problems = [...checked.errors, ...checked.warnings];
  if (problems.length > 0) tell(formatDiagnostics(problems, checked.locate));
  if (checked.errors.length > 0) return EXIT.wrongInput;
  for (const suite of checked.suites) {
    await output.report(inert(planText(suite)));
    if (options.cases !== true) continue;
    const selection = { cases: invocation.cases, tags: invocation.tags };
    for await (const line of caseLines(suite, selection)) await output.report(inert(line));
  }
  return EXIT.ok;
}
