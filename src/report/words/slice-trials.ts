import type { SliceSummary } from "../../domain/formats/records.ts";

/** How many trials of a slice were run: those that the suite skips, and those that the run's end or its budget kept away, say nothing of it. */
export function trialsRun({ passed, failed, undecided, errored }: SliceSummary): number {
  return passed + failed + undecided + errored;
}

/** "3/4": how many passed of the trials that were run; a dash where none was. */
export function passedOfRun(slice: SliceSummary): string {
  const run = trialsRun(slice);
  return run === 0 ? "–" : `${slice.passed}/${run}`;
}
