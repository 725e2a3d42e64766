import type { ReportHead } from "../../domain/reporter.ts";
import { goOn } from "../../report/words/next/go-on.ts";
import type { ReportTarget } from "./report-target.ts";

/** Does a report on stdout say how the run goes on? The table's last lines do; those of other reports are for programs. */
export function isResumeShown(head: ReportHead, targets: readonly Pick<ReportTarget, "name" | "file">[]): boolean {
  return targets.some(({ name, file }) => name === "table" && file === null) && goOn(head) !== null;
}
