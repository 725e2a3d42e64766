import { existsSync } from "node:fs";
import { said } from "../../domain/diagnostics/said.ts";
import { judgementsIn } from "../../domain/judging.ts";
import type { LabelLine } from "../../domain/label.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { journalOf, runFolderPath } from "../../store/folders/run-folder.ts";
import { storedReport } from "../stored/stored-runs.ts";

/** Runs beyond these are not looked into: each takes as long as its journal is. */
const MAX_RUNS = 20;
const MAX_TOLD = 10;
/** What a run's id is made of: another word leads nowhere in a store. */
const RUN_ID = /^[\w-]+$/;

/** Whose labels are looked at, and where the runs are that they name. */
export interface LabelsOfJudge {
  readonly judge: string;
  /** Absolute. */
  readonly file: string;
  readonly labels: readonly LabelLine[];
  /** Absolute. */
  readonly store: string;
}

/**
 * Labels of answers that the run which they name does not have, although it is in the store: they were made by hand, or changed.
 * Of runs that are gone, or on another machine, nothing is known.
 */
export async function unseenLabels({ judge, file, labels, store }: LabelsOfJudge): Promise<Diagnostic[]> {
  const byRun = new Map<string, LabelLine[]>();
  for (const line of labels) {
    const { run } = line.label.drawn;
    byRun.set(run, [...(byRun.get(run) ?? []), line]);
  }
  const found: Diagnostic[] = [];
  for (const [run, lines] of [...byRun].slice(0, MAX_RUNS)) {
    const answers = RUN_ID.test(run) ? await judgedAnswers(runFolderPath(store, run), judge) : null;
    if (answers === null) continue;
    for (const { line, label } of lines) {
      if (answers.has(keyOf({ ...label, trial: label.trial ?? null }, label.answer_hash))) continue;
      const place = { kind: "line", file, line, column: null } as const;
      found.push({ severity: "warning", place, ...said("unseen-label", { run, judge, id: label.case }) });
    }
  }
  return found.slice(0, MAX_TOLD);
}

/** The answers of a run that the judge was asked about; null: there is no such run, or it cannot be read. */
async function judgedAnswers(folder: string, judge: string): Promise<ReadonlySet<string> | null> {
  if (!existsSync(journalOf(folder))) return null;
  const stored = await storedReport(folder);
  if (stored.status === "refused") return null;
  const answers = new Set<string>();
  for (const suite of stored.head.suites.keys()) {
    for await (const { record } of stored.lines(suite)) {
      const asked = record.checks.flatMap(judgementsIn).filter(({ name }) => name === judge);
      for (const { answer_hash: hash } of asked) {
        for (const trial of [record.trial, null]) {
          answers.add(keyOf({ case: record.case, arm: record.arm, trial }, hash));
          answers.add(keyOf({ case: record.case, arm: null, trial }, hash));
        }
      }
    }
  }
  return answers;
}

/** Null: not known. */
interface Answered {
  readonly case: string;
  readonly arm: string | null;
  readonly trial: number | null;
}

function keyOf({ case: id, arm, trial }: Answered, answerHash: string): string {
  return JSON.stringify([id, arm, trial, answerHash]);
}
