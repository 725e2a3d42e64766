import type { TrialRecord } from "../../domain/formats/records.ts";
import type { JudgedOwner } from "../../domain/grade-trial.ts";
import type { Purse } from "../../domain/run/budget.ts";
import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Dispatcher } from "../schedule/dispatcher.ts";
import type { TrialsToRun } from "./run-options.ts";

/** The money that is set aside with a trial's first request: for its judges, and for what is asked after all trials. */
export class Purses {
  private readonly options: Pick<TrialsToRun, "judging" | "pairing">;
  private readonly dispatcher: Dispatcher;
  private readonly open = new Map<number, { readonly purse: Purse; readonly laterPico: Picodollars }>();

  constructor(options: Pick<TrialsToRun, "judging" | "pairing">, dispatcher: Dispatcher) {
    this.options = options;
    this.dispatcher = dispatcher;
  }

  of({ ordinal }: Pick<JudgedOwner, "ordinal">): Purse | null {
    return this.open.get(ordinal)?.purse ?? null;
  }

  async begin(trial: PlannedTrial): Promise<void> {
    const soonPico = (await this.options.judging?.(trial)) ?? null;
    const laterPico = (await this.options.pairing?.(trial)) ?? null;
    if (soonPico === null && laterPico === null) return;
    const wantedPico = (soonPico ?? 0n) + (laterPico ?? 0n);
    const purse = { suite: trial.suite, wantedPico, leftPico: 0n, isFilled: false };
    this.open.set(trial.ordinal, { purse, laterPico: laterPico ?? 0n });
  }

  /** What was not asked of judges is not wanted any more; of an answered trial what is asked later still is. */
  end({ ordinal }: PlannedTrial, record: TrialRecord | null): void {
    const known = this.open.get(ordinal);
    if (known === undefined) return;
    const { purse, laterPico } = known;
    if (record?.status === "completed" && laterPico > 0n && purse.isFilled) {
      this.dispatcher.keep(purse, laterPico);
      return;
    }
    this.open.delete(ordinal);
    this.dispatcher.release(purse);
  }
}
