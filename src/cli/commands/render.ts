import { EXIT } from "../../domain/exit-code.ts";
import { type GivenOptions } from "../arguments/invocation.ts";
import { prepareCommand } from "../opened/prepare.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";

/** `prompt-run render`: the requests as they would be sent, as JSON. Sends nothing; exit 2 when the suites are wrong. */
export async function renderCommand(suites: readonly string[], options: GivenOptions): Promise<number> {
  const { invocation, output, tell, mask } = prepareCommand(suites, options);
  const { checkSuites } = await import("../../pipeline/passes/check-suites.ts");
  const checked = await checkSuites(invocation, Date.now());
  const problems = [...checked.errors, ...checked.warnings];
  if (problems.length > 0) tell(formatDiagnostics(problems, checked.locate));
  if (checked.errors.length > 0) return EXIT.wrongInput;
  const { renderSuites } = await import("../../pipeline/commands/render-suites.ts");
  for await (const text of renderSuites(checked, invocation, mask)) await output.report(text);
  return EXIT.ok;
}
