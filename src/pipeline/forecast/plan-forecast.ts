import type { Diagnostic } from "../../domain/values/problem.ts";
import type { Arm } from "../../domain/suite.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import type { AnswerLength } from "./answer-length.ts";
import { checkedCases } from "../passes/checked-cases.ts";
import { addForecasts, type Forecast, NO_FORECAST } from "./forecast.ts";
import { forecastCase, type Forecasting } from "./forecast-case.ts";
import type { CheckedSuite } from "../passes/preflight.ts";

export interface ArmForecast extends Forecast {
  readonly arm: Arm;
  /** How long answers are in an earlier run; null: `simulate:` tells, or nothing does. */
  readonly length: AnswerLength | null;
  /** Why the cost at worst is not known. */
  readonly unbounded: Diagnostic | null;
  /** Do some cases answer tool calls, so that a turn may take several requests? */
  readonly hasToolRounds: boolean;
}

/** What a suite would send. */
export interface PlanForecast {
  readonly checked: CheckedSuite;
  /** Trials that `skip:` leaves out. */
  readonly skipped: number;
  readonly arms: readonly ArmForecast[];
}

/** Forecasts a suite that the first pass has found right. `lengths`: by arm id, how long its answers were. */
export async function forecastPlan(
  checked: CheckedSuite,
  selection: CaseSelection,
  facts: Omit<Forecasting, "length">,
  lengths: ReadonlyMap<string, AnswerLength>,
): Promise<PlanForecast> {
  const { suite, files } = checked.loaded;
  let skipped = 0;
  let arms = suite.arms.map((arm): ArmForecast => {
    return { ...NO_FORECAST, arm, length: lengths.get(arm.id) ?? null, unbounded: null, hasToolRounds: false };
  });
  for await (const planned of checkedCases(checked, selection)) {
    if (planned === null) continue; // it changed since
    if (planned.skip === null) {
      arms = await Promise.all(
        arms.map(async (sum) => {
          const at = { suite, suiteIndex: 0, planned, arm: sum.arm, files };
          const one = await forecastCase(at, { ...facts, length: sum.length });
          return {
            ...sum,
            ...addForecasts(sum, one),
            unbounded: sum.unbounded ?? one.unbounded,
            hasToolRounds: sum.hasToolRounds || one.hasToolRounds,
          };
        }),
      );
    } else skipped += planned.trials * arms.length;
  }
  return { checked, skipped, arms };
}
