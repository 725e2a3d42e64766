import type { ReportHead } from "../../domain/reporter.ts";
import { goOn } from "../../report/words/next/go-on.ts";
import type { ReportTarget } from "./report-target.ts";

/** Does a report on stdout say how the run goes on? */
export function isResumeShown(head: ReportHead, targets: readonly Pick<ReportTarget, "facts" | "file">[]): boolean {
  return targets.some(({ facts, file }) => facts.saysHowToGoOn === true && file === null) && goOn(head) !== null;
}
