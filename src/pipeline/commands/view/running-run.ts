import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Mask } from "../../../base/mask.ts";
import type { RunningRun, RunningSuite, RunningTrouble } from "../../../report/history/running-run.ts";
import { classOf, type TrialClass } from "../../../domain/run/trial-class.ts";
import { findingsOf, findingText } from "../../../report/words/trial-notes.ts";
import { runCommandIn } from "../../stored/run-command.ts";
import { journalOf } from "../../../store/folders/run-folder.ts";
import { type JournalHistory, loadJournal } from "../../../store/journal/journal-history.ts";
import { readTrials } from "../../../store/journal/read-trials.ts";
import type { TrialRecord } from "../../../domain/formats/records.ts";

/** A journal that nothing was written to for so long is of a run that was stopped, or waits for long. */
const ALIVE_MS = 60_000;
const MAX_TROUBLES = 30;

/** What an unfinished run's journal says so far; null when it cannot be read. `nowMs`: the clock. */
export async function readRunningRun(folder: string, nowMs: number, mask: Mask): Promise<RunningRun | null> {
  const path = journalOf(folder);
  const loaded = await loadJournal(path);
  if (loaded.status !== "loaded") return null;
  const { history } = loaded;
  const suites: RunningSuite[] = [];
  const troubles: RunningTrouble[] = [];
  for (const [index, { name, trials }] of history.run.suites.entries()) {
    const arms = new Map<string, Record<TrialClass, number>>();
    for await (const trial of readTrials(path, history.trials, index)) {
      const counts = arms.get(trial.arm) ?? { passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0 };
      arms.set(trial.arm, counts);
      counts[classOf(trial)] += 1;
      addTrouble(troubles, trial, { name, mask });
    }
    suites.push({
      name: mask(name),
      planned: trials,
      arms: [...arms].map(([id, counts]) => ({ id: mask(id), counts })),
    });
  }
  return { ...aboutRun(history, folder, nowMs), suites, troubles: troubles.toReversed() };
}

function aboutRun(
  { run, firstRun }: JournalHistory,
  folder: string,
  nowMs: number,
): Omit<RunningRun, "suites" | "troubles"> {
  const { mtimeMs } = statSync(journalOf(folder));
  return {
    id: basename(folder),
    startedAt: firstRun.started_at,
    isSimulated: run.replies === "simulated",
    resume: runCommandIn("resume", folder),
    isAlive: nowMs - mtimeMs < ALIVE_MS,
  };
}

/** Keeps the last of them. */
function addTrouble(
  troubles: RunningTrouble[],
  trial: TrialRecord,
  { name, mask }: { readonly name: string; readonly mask: Mask },
): void {
  const outcome = classOf(trial);
  if (outcome === "passed" || outcome === "skipped") return;
  const [finding] = findingsOf(trial);
  const reason = mask(finding === undefined ? "" : findingText(finding));
  troubles.push({ suite: mask(name), case: mask(trial.case), arm: mask(trial.arm), outcome, reason });
  if (troubles.length > MAX_TROUBLES) troubles.shift();
}
