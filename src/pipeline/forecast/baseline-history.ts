import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { BaselineFile } from "../../domain/formats/records.ts";
import { toUsd } from "../../domain/values/money.ts";
import { type CaseOnBaseline, spendingAdvice } from "../../stats/gate/spending-advice.ts";
import { totalForecast } from "./forecast.ts";
import type { PlanForecast } from "./plan-forecast.ts";

/** Where a run had better spend its trials, from what the suite's baseline has seen; nothing without one. */
export function spendingNotes({ checked, arms }: PlanForecast): Sentence[] {
  const { baseline, loaded, counted, trials: allTrials, cases } = checked;
  if (baseline?.status !== "loaded" || cases === 0 || arms.length === 0) return [];
  const trials = Math.max(1, Math.round(allTrials / cases / arms.length));
  const { expected } = totalForecast(arms).costPico;
  const { gate } = loaded.suite;
  const rule = gate.kind === "rules" && gate.notWorseThan?.on === "pass_rate" ? gate.notWorseThan : null;
  const history = historyOf(
    baseline.file,
    baseline.matcher.pairable().map(({ id }) => id),
    arms.map(({ arm }) => arm.id),
  );
  // What the baseline does not know is not advised on.
  if (history.length < counted.all / 2) return [];
  return spendingAdvice({
    history,
    trials,
    costPerCaseUsd: expected === null ? null : toUsd(expected) / cases,
    rule: rule === null ? null : { margin: rule.margin, alpha: rule.alpha },
  });
}

/** The cases of a baseline, their trials on the arms that are planned; of an arm under another name, on its only one. */
function historyOf(file: BaselineFile, pairable: readonly string[], planned: readonly string[]): CaseOnBaseline[] {
  const wanted = new Set(pairable);
  const same = file.arms.flatMap(({ id }, index) => (planned.includes(id) ? [index] : []));
  const used = same.length > 0 ? same : file.arms.length === 1 ? [0] : [];
  return file.cases.flatMap(({ id, cluster = null, arms }) => {
    if (!wanted.has(id)) return [];
    const results = used.flatMap((index) => arms[index] ?? []);
    const [passed, failed] = [
      results.reduce((sum, one) => sum + one.passed, 0),
      results.reduce((sum, one) => sum + one.failed, 0),
    ];
    return passed + failed === 0 ? [] : [{ id, cluster, passed, failed }];
  });
}
