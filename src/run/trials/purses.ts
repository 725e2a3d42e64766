import type { TrialRecord } from "../../domain/formats/records.ts";
import type { Purse } from "../../domain/run/budget.ts";
import type { TrialId } from "../../domain/run/trial.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Dispatcher } from "../schedule/dispatcher.ts";
import type { TrialPlan } from "./run-options.ts";

/** The money that is set aside with a trial's first request: for its judges, and for what is asked after all trials. */
export class Purses {
  private readonly plan: Pick<TrialPlan, "judging" | "pairing">;
  private readonly dispatcher: Dispatcher;
  private readonly open = new Map<number, { readonly purse: Purse; readonly laterPico: Picodollars }>();

  constructor(plan: Pick<TrialPlan, "judging" | "pairing">, dispatcher: Dispatcher) {
    this.plan = plan;
    this.dispatcher = dispatcher;
  }

  of({ ordinal }: Pick<TrialId, "ordinal">): Purse | null {
    return this.open.get(ordinal)?.purse ?? null;
  }

  async begin(trial: TrialId): Promise<void> {
    const soonPico = (await this.plan.judging?.(trial)) ?? null;
    const laterPico = (await this.plan.pairing?.(trial)) ?? null;
    if (soonPico === null && laterPico === null) return;
    const wantedPico = (soonPico ?? 0n) + (laterPico ?? 0n);
    const purse = { suite: trial.suite, wantedPico, leftPico: 0n, isFilled: false };
    this.open.set(trial.ordinal, { purse, laterPico: laterPico ?? 0n });
  }

  /** What was not asked of judges is not wanted any more; of an answered trial what is asked later still is. */
  end({ ordinal }: Pick<TrialId, "ordinal">, record: TrialRecord | null): void {
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
