import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { type GivenOptions } from "../arguments/invocation.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { prepareCommand } from "../opened/prepare.ts";

export type PlanCommandOptions = GivenOptions & {
  readonly cases?: true;
  readonly count?: true;
  readonly shards?: number;
  readonly out?: string;
};

/** Into how many shards the plan is dealt out, and where that is written; null: not at all. Throws a UsageError. */
function dealingOf({ shards, out }: PlanCommandOptions): { readonly shards: number; readonly out: string } | null {
  if (shards === undefined && out === undefined) return null;
  if (shards !== undefined && out !== undefined) return { shards, out };
  throw new UsageError(usage("shards-and-out"));
}

/** `prompt-run plan`: what a run would send and cost, expected and at worst. Sends nothing; exit 2 when the suites are wrong. */
export async function planCommand(suites: readonly string[], options: PlanCommandOptions): Promise<number> {
  const dealing = dealingOf(options);
  const { invocation, output, tell } = prepareCommand(suites, options);
  if (dealing !== null) {
    const { outProblem } = await import("../../pipeline/forecast/deal-shards.ts");
    const other = await outProblem(dealing.out, invocation);
    if (other !== null) {
      tell(errorLine(other));
      return EXIT.wrongInput;
    }
  }
  const { checkSuites } = await import("../../pipeline/passes/check-suites.ts");
  const nowMs = Date.now();
  const checked = await checkSuites(invocation, nowMs);
  const problems = [...checked.errors, ...checked.warnings];
  if (problems.length > 0) tell(formatDiagnostics(problems, checked.locate));
  if (checked.errors.length > 0) return EXIT.wrongInput;
  const { planSuites } = await import("../../pipeline/commands/plan-suites.ts");
  const pieces = planSuites(checked, invocation, {
    nowMs,
    columns: output.columns,
    color: output.color,
    listCases: options.cases === true,
  });
  for await (const text of pieces) await output.report(inert(text));
  if (dealing !== null) {
    const { writeShards } = await import("../../pipeline/forecast/deal-shards.ts");
    const written = await writeShards(checked, invocation, { ...dealing, nowMs });
    if (!written.ok) {
      tell(errorLine(written.message));
      return EXIT.incomplete;
    }
    await output.report(inert(printable(written.text)));
  }
  if (options.count !== true) return EXIT.ok;
  const { countPlan } = await import("../../pipeline/commands/count-plan.ts");
  const counted = await countPlan(checked, invocation, tell);
  if (counted.status === "wrong") tell(formatDiagnostics([counted.problem], checked.locate));
  else if (counted.status === "failed") tell(errorLine(refusalWords("tokens-uncounted", { why: counted.message })));
  else await output.report(inert(counted.text));
  return counted.status === "counted" ? EXIT.ok : EXIT.wrongInput;
}
