import type { AnsweredCall, CallIdentity } from "../../domain/run/call.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import type { KeyedTrial, TrialOutcome } from "../../domain/run/trial.ts";
import type { JournalHistory } from "../../store/journal/journal-history.ts";
import { asksTheSame } from "../../stats/baseline/case-inputs.ts";
import { readTrialLines } from "../../store/journal/read-trials.ts";
import type { JournalReplay } from "../../store/journal/replay.ts";
import type { CheckedSuite } from "../passes/preflight.ts";

/** A trial of the run: what its calls are found by, what its case asked, and what the model was told. */
interface OldTrial {
  readonly key: string;
  readonly hashes: CaseHashes | null;
  readonly users: readonly string[];
}

export interface OldRun {
  /** Its journal. */
  readonly path: string;
  readonly history: JournalHistory;
  readonly replay: Pick<JournalReplay, "answeredAt">;
  readonly suites: readonly CheckedSuite[];
}

/**
 * A run's answers to prompts that were changed since. They are found by who was asked (case, arm and trial, where the case asks
 * what it asked then) and not by the request, and are judged beside what was asked then. Not for applications, nor where a
 * judge sees the system prompt, which would be that of now.
 */
export class OldAnswers {
  private readonly run: OldRun;
  private index: Promise<ReadonlyMap<string, OldTrial>> | null = null;
  private readonly changed = new Map<string, KeyedTrial>();
  private readonly found = new Map<string, OldTrial>();
  private taken = 0;

  constructor(run: OldRun) {
    this.run = run;
  }

  /** How many trials were graded so. */
  get count(): number {
    return this.taken;
  }

  /** A trial that is about to be graded: of one that the run knows as it is, nothing is to be found here. */
  notice(trial: KeyedTrial): void {
    const { history, suites } = this.run;
    const judges = suites[trial.suite]?.loaded.suite.judges ?? [];
    const isKnown = history.calls.linesOf(trial.key).trial !== null;
    const isShown = judges.some(({ see }) => see.includes("system"));
    if (!isKnown && !isShown && trial.target === undefined) this.changed.set(trial.key, trial);
  }

  async answered({ role, scope, turn, round }: CallIdentity): Promise<AnsweredCall | null> {
    const trial = role === "turn" ? this.changed.get(scope) : undefined;
    if (trial === undefined) return null;
    this.index ??= this.indexed();
    const old = (await this.index).get(placeOf(trial.suite, trial.caseId, trial.armId, trial.trial));
    if (old === undefined || old.hashes === null || !asksTheSame(old.hashes, trial.hashes)) return null;
    const answer = this.run.replay.answeredAt(old.key, turn, round);
    if (answer !== null) this.found.set(scope, old);
    return answer;
  }

  /** The outcome with what was asked then. */
  asAsked({ key }: Pick<KeyedTrial, "key">, outcome: TrialOutcome): TrialOutcome {
    const old = this.found.get(key);
    this.changed.delete(key);
    this.found.delete(key);
    if (old === undefined) return outcome;
    if (outcome.status === "completed") this.taken++;
    const turns = outcome.turns.map((turn, at) => ({ ...turn, userText: old.users[at] ?? turn.userText }));
    return { ...outcome, turns };
  }

  private async indexed(): Promise<ReadonlyMap<string, OldTrial>> {
    const { path, history, suites } = this.run;
    const found = new Map<string, OldTrial>();
    for (const suite of suites.keys()) {
      for await (const { key, hashes, record } of readTrialLines(path, history.trials, suite)) {
        const users = record.turns.map(({ user }) => user);
        const place = placeOf(suite, record.case, record.arm, record.trial);
        found.set(place, { key, hashes: hashes ?? null, users });
      }
    }
    return found;
  }
}

function placeOf(suite: number, caseId: string, armId: string, trial: number): string {
  return JSON.stringify([suite, caseId, armId, trial]);
}
