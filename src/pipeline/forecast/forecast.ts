import { sumKnown } from "../../base/figures.ts";
import { type Picodollars, sumOrNull } from "../../domain/values/money.ts";

/** What to expect of something, and the most that it can be. Null: not known. */
export interface Outlook<Amount> {
  readonly expected: Amount | null;
  readonly worst: Amount | null;
}

/** What some trials take, one attempt a request. */
export interface Forecast {
  readonly trials: number;
  readonly inputTokens: Outlook<number>;
  readonly outputTokens: Outlook<number>;
  readonly costPico: Outlook<Picodollars>;
  /** What judges take of it, if every answer is judged. */
  readonly judging: { readonly judgements: number; readonly costPico: Outlook<Picodollars> };
}

/** No trial at all. */
export const NO_FORECAST: Forecast = {
  trials: 0,
  inputTokens: { expected: 0, worst: 0 },
  outputTokens: { expected: 0, worst: 0 },
  costPico: { expected: 0n, worst: 0n },
  judging: { judgements: 0, costPico: { expected: 0n, worst: 0n } },
};

/** Both together; what is unknown of one is unknown of both. */
export function addForecasts(a: Forecast, b: Forecast): Forecast {
  return {
    trials: a.trials + b.trials,
    inputTokens: addOutlooks(a.inputTokens, b.inputTokens, sumKnown),
    outputTokens: addOutlooks(a.outputTokens, b.outputTokens, sumKnown),
    costPico: addOutlooks(a.costPico, b.costPico, sumOrNull),
    judging: {
      judgements: a.judging.judgements + b.judging.judgements,
      costPico: addOutlooks(a.judging.costPico, b.judging.costPico, sumOrNull),
    },
  };
}

/** All together. */
export function totalForecast(parts: readonly Forecast[]): Forecast {
  return parts.reduce(addForecasts, NO_FORECAST);
}

function addOutlooks<Amount>(
  a: Outlook<Amount>,
  b: Outlook<Amount>,
  sum: (parts: readonly (Amount | null)[]) => Amount | null,
): Outlook<Amount> {
  return { expected: sum([a.expected, b.expected]), worst: sum([a.worst, b.worst]) };
}
