import { said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import { NO_USAGE, type Usage } from "../../domain/run/completion.ts";
import type { TrialRecord, WarningRecord } from "../../domain/formats/records.ts";
import type { Arm } from "../../domain/suite.ts";
import type { PriceUsage } from "./cache-tally.ts";

/** What is known of models; absent: no price, and every name is an id. */
interface KnownModels {
  /** What usage costs on a model. */
  readonly priceOf?: PriceUsage;
  /** The id that a name means. */
  readonly modelOf?: (name: string) => string;
}

/** Answers that another model gave than the one that was asked: a fallback, or an endpoint of its own mind. */
export class OtherModels {
  private readonly price: PriceUsage;
  private readonly modelOf: (name: string) => string;
  /** By arm and pair of models. */
  private readonly found = new Map<string, OtherAnswers>();

  constructor({ priceOf = () => null, modelOf = (name) => name }: KnownModels) {
    this.price = priceOf;
    this.modelOf = modelOf;
  }

  /** `asked`: the model of the trial's arm, by its id. */
  private add({ arm, model_served: served }: TrialRecord, asked: string | undefined): void {
    if (served === null || asked === undefined || this.isSame(asked, served)) return;
    const key = JSON.stringify([arm, asked, served]);
    const { answers } = this.found.get(key) ?? { answers: 0 };
    this.found.set(key, { arm, asked, served, answers: answers + 1 });
  }

  /** The trials as they are read, with an eye on the models that answered. An application names its models as it likes. */
  async *watched(trials: AsyncIterable<TrialRecord>, arms: readonly Arm[]): AsyncIterable<TrialRecord> {
    const asked = arms.filter(({ target }) => target === undefined);
    const models = new Map(asked.map(({ id, model }) => [id, model]));
    for await (const trial of trials) {
      this.add(trial, models.get(trial.arm));
      yield trial;
    }
  }

  warnings(): WarningRecord[] {
    return [...this.found.values()].map((other) => {
      const [own, price] = [this.price(other.asked, TYPICAL), this.price(other.served, TYPICAL)];
      const isDearer = own !== null && price !== null && price > own;
      if (isDearer) return unplacedWarning(said("dearer-model-served", other));
      return unplacedWarning(said("other-model-served", { ...other, isPriced: price !== null }));
    });
  }

  private isSame(asked: string, served: string): boolean {
    const [own, other] = [bareName(this.modelOf(asked)), bareName(this.modelOf(served))];
    const isSnapshot = own.date === null || other.date === null || own.date === other.date;
    return own.id === other.id && isSnapshot;
  }
}

interface BareName {
  readonly id: string;
  /** Of the snapshot; null: the name says none. */
  readonly date: string | null;
}

/** Platforms and gateways write more around the id of a model: `us.anthropic.claude-…-v1:0`, `vendor/claude-…`, `…@20251001`. */
function bareName(name: string): BareName {
  const own = name
    .replace(/^.*[./](?=claude-)/, "")
    .replace(/-v\d+(?::\d+)?$/, "")
    .replaceAll(/(?<=\d)\.(?=\d)/g, "-");
  const date = /[-@](\d{8})$/.exec(own)?.[1] ?? null;
  return { id: date === null ? own : own.slice(0, -date.length - 1), date };
}

interface OtherAnswers {
  readonly arm: string;
  readonly asked: string;
  readonly served: string;
  readonly answers: number;
}

const TYPICAL: Usage = { ...NO_USAGE, inputTokens: 1000, outputTokens: 1000 };
