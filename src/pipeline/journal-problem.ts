import type { LoadedJournal } from "../run/journal-history.ts";
import type { OpenedRun } from "../run/run-folder.ts";

type Problem = Exclude<OpenedRun, { status: "open" }> | Exclude<LoadedJournal, { status: "loaded" }>;

/** Why a run's journal cannot be used, in words. `folder`: the run's. */
export function journalProblem(problem: Problem, folder: string): string {
  switch (problem.status) {
    case "held":
      return `${folder} is in use by process ${problem.pid} on ${problem.host}; if that is gone for good, delete ${problem.file}`;
    case "corrupt":
      return `line ${problem.lineNumber} of the journal in ${folder} is damaged: ${problem.message}`;
    case "empty":
      return `the journal in ${folder} is empty: nothing was sent; start the run again`;
    case "unreadable":
      return `the journal in ${folder} cannot be read: ${problem.message}`;
  }
}
