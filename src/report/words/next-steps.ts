import { printableLine } from "../../base/printable.ts";
import type { ReportHead, ReporterOptions } from "../../domain/reporter.ts";
import { isApplication } from "../../domain/run/target.ts";

/** The case to look at first. */
export interface FirstFailure {
  readonly file: string;
  readonly caseId: string;
  readonly arm: string;
  /** Has its suite other arms? */
  readonly isOneOfMany: boolean;
}

/** Commands to type next, each with what it does. Safe to show. */
export function nextSteps(
  head: ReportHead,
  first: FirstFailure | null,
  { store, verbose }: Pick<ReporterOptions, "store" | "verbose">,
): (readonly [command: string, what: string])[] {
  const where = store === null || store === undefined ? "" : ` --store ${word(store)}`;
  const arms = head.suites.reduce((sum, suite) => sum + suite.arms.length, 0);
  return [
    [`prompt-run view ${word(head.run.id)}${where}`, "every answer, in a browser"],
    ...(first === null ? [] : [[againCommand(first, head), "this case again, alone"] as const]),
    ...(verbose === true || arms === 0
      ? []
      : [[`prompt-run report ${word(head.run.id)}${where} -v`, "all statistics"] as const]),
  ];
}

/** A case of a model is tried; one of an application is run, so that what it asked is kept. */
function againCommand(first: FirstFailure, head: ReportHead): string {
  const { file, caseId, arm, isOneOfMany } = first;
  const own = head.suites.find((suite) => suite.file === file)?.arms.find(({ id }) => id === arm);
  if (own === undefined || !isApplication(own.settings)) return tryCommand(first, head);
  const chosen = isOneOfMany ? ` --target ${word(own.model)}` : "";
  const replies = head.run.replies === "simulated" ? " --simulate" : " --max-cost USD";
  return `prompt-run ${word(file)} --case ${word(caseId)}${chosen}${replies}`;
}

function tryCommand({ file, caseId, arm, isOneOfMany }: FirstFailure, { run }: ReportHead): string {
  const slash = arm.lastIndexOf("/");
  const prompt = arm.slice(slash + 1) === "default" ? "" : ` --prompt ${word(arm.slice(slash + 1))}`;
  const chosen = isOneOfMany ? ` --model ${word(arm.slice(0, slash))}${prompt}` : "";
  const simulated = run.replies === "simulated" ? " --simulate" : "";
  return `prompt-run try ${word(file)} --case ${word(caseId)}${chosen}${simulated}`;
}

/** A word as a shell takes it. */
function word(text: string): string {
  const safe = printableLine(text);
  return /^[\p{L}\p{N}_./:=@%+,-]+$/u.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
