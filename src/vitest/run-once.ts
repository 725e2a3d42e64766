import type { RunReport } from "../library/runs/ended-report.ts";
import type { HandedOver } from "../library/hand-over.ts";
import type { TrialResult } from "../library/runs/trial-stream.ts";
import type { PlannedTest } from "../library/planned-tests.ts";
import { runWanted } from "../library/run.ts";
import { setAside } from "./session-budget.ts";
import { isLive, runOptionsOf, type SuiteTestOptions } from "./test-options.ts";

/** One run for all tests of a suite in a file, begun by the first of them. */
export class RunOnce {
  private readonly handed: HandedOver;
  private readonly options: SuiteTestOptions;
  private running: Promise<RunReport> | null = null;
  private readonly trials = new Map<string, TrialResult[]>();
  private readonly waiting = new Set<() => void>();

  constructor(handed: HandedOver, options: SuiteTestOptions) {
    this.handed = handed;
    this.options = options;
  }

  /** `wanted`: the tests that were selected; null: all of them. */
  report(wanted: readonly PlannedTest[] | null): Promise<RunReport> {
    this.running ??= this.run(wanted).finally(() => this.wake());
    return this.running;
  }

  /** A test's trials, as soon as all of them have ended. Throws what the run throws. */
  async trialsOf(test: PlannedTest, wanted: readonly PlannedTest[] | null): Promise<readonly TrialResult[]> {
    const report = this.report(wanted);
    const run = { isOver: false };
    const over = report.then(
      () => void (run.isOver = true),
      () => void (run.isOver = true),
    );
    const ended = (): TrialResult[] => this.trials.get(keyOf(test.caseId, test.armId)) ?? [];
    while (!run.isOver && ended().length < test.trials) {
      await Promise.race([over, new Promise<void>((go) => this.waiting.add(go))]);
    }
    if (ended().length < test.trials) await report;
    return ended();
  }

  private async run(wanted: readonly PlannedTest[] | null): Promise<RunReport> {
    const options = runOptionsOf(this.options);
    const keys = wanted === null ? null : new Set(wanted.map(({ caseId, armId }) => keyOf(caseId, armId)));
    const capUsd = options.maxCostUsd;
    const money = isLive(options) && capUsd !== undefined ? await setAside(capUsd) : null;
    let spentUsd = 0; // a run that was refused spent nothing
    try {
      const report = await runWanted(
        this.handed,
        { ...options, ...(money === null ? {} : { maxCostUsd: money.usd }), onTrial: (trial) => this.add(trial) },
        {
          ...(keys === null ? {} : { isWanted: (caseId, armId) => keys.has(keyOf(caseId, armId)) }),
          onStart: () => void (spentUsd = money?.usd ?? 0),
        },
      );
      spentUsd = spentOf(report) ?? spentUsd;
      return report;
    } finally {
      await money?.settle(spentUsd);
    }
  }

  private add(trial: TrialResult): void {
    const key = keyOf(trial.case, trial.arm);
    this.trials.set(key, [...(this.trials.get(key) ?? []), trial]);
    this.wake();
  }

  private wake(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}

/** Null: nobody knows, and it counts as far as it was set aside. */
function spentOf({ totals: { cost_usd: cost, uncertain_cost_usd: uncertain } }: RunReport): number | null {
  return cost === null ? null : cost + (uncertain ?? 0);
}

function keyOf(caseId: string, armId: string): string {
  return JSON.stringify([caseId, armId]);
}
