import type { ReportHead, ReporterOptions } from "../../../domain/reporter.ts";
import { againCommand, type NamedArm } from "./again-command.ts";
import { option, shellWord } from "./shell-word.ts";

/** The case to look at first. */
export interface FirstFailure {
  readonly file: string;
  readonly caseId: string;
  readonly arm: string;
  /** All of its suite. */
  readonly arms: readonly NamedArm[];
}

/** Commands to type next, each with what it does. Safe to show. */
export function nextSteps(
  head: ReportHead,
  first: FirstFailure | null,
  { store, verbose }: Pick<ReporterOptions, "store" | "verbose">,
): (readonly [command: string, what: string])[] {
  const where = store === null || store === undefined ? "" : ` ${option("store", store)}`;
  const again =
    first === null
      ? null
      : againCommand(first.caseId, first.arm, { ...first, simulated: head.run.replies === "simulated" });
  const arms = head.suites.reduce((sum, suite) => sum + suite.arms.length, 0);
  return [
    [`prompt-run view ${shellWord(head.run.id)}${where}`, "every answer, in a browser"],
    ...(again === null ? [] : [[again, "this case again, alone"] as const]),
    ...(verbose === true || arms === 0
      ? []
      : [[`prompt-run report ${shellWord(head.run.id)}${where} -v`, "all statistics"] as const]),
  ];
}
