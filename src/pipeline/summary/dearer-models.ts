import { said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import { NO_USAGE, type Usage } from "../../domain/run/completion.ts";
import type { TrialRecord, WarningRecord } from "../../domain/formats/records.ts";
import type { PriceUsage } from "../../stats/spend/cache-tally.ts";

/** Answers that another, dearer model gave than the one that was asked: a fallback, or an endpoint of its own mind. */
export class DearerModels {
  private readonly price: PriceUsage;
  private readonly counts = new Map<string, number>();
  /** Of pairs of asked and served. */
  private readonly dearer = new Map<string, boolean>();

  /** `price`: what usage costs on a model. */
  constructor(price: PriceUsage) {
    this.price = price;
  }

  /** `asked`: the model of the trial's arm, by its id. */
  add({ arm, model_served: served }: TrialRecord, asked: string | undefined): void {
    if (served === null || asked === undefined || served === asked || !this.isDearer(asked, served)) return;
    const key = JSON.stringify([arm, asked, served]);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  warnings(): WarningRecord[] {
    return [...this.counts].map(([key, answers]) => {
      const [arm, asked, served] = JSON.parse(key) as [string, string, string]; // written above
      return unplacedWarning(said("dearer-model-served", { arm, answers, served, asked }));
    });
  }

  private isDearer(asked: string, served: string): boolean {
    const key = JSON.stringify([asked, served]);
    const known = this.dearer.get(key);
    if (known !== undefined) return known;
    const [own, other] = [this.price(asked, TYPICAL), this.price(served, TYPICAL)];
    const isDearer = own !== null && other !== null && other > own;
    this.dearer.set(key, isDearer);
    return isDearer;
  }
}

const TYPICAL: Usage = { ...NO_USAGE, inputTokens: 1000, outputTokens: 1000 };
