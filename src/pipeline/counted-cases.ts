import type { Gate } from "../domain/suite.ts";
import { caseHashes } from "../plan/case-hashes.ts";
import type { PlannedCase } from "../plan/planned-case.ts";
import type { PlannedCases } from "../stats/sequential/sequential-gate.ts";
import type { SuiteBaseline } from "./suite-baseline.ts";

/** Counts the cases that count (neither skipped nor quarantined), and those of each tag that the gate names. */
export class CountedCases {
  private readonly tags: Map<string, number>;
  private readonly baseline: SuiteBaseline | null;
  private total = 0;

  /** `baseline`: is told of every case, too. */
  constructor(gate: Gate, baseline: SuiteBaseline | null) {
    this.tags = new Map(Object.keys(gate.kind === "rules" ? gate.byTag : {}).map((tag) => [tag, 0]));
    this.baseline = baseline;
    if (baseline?.status === "loaded") baseline.matcher.reset();
  }

  add(planned: PlannedCase): void {
    if (this.baseline?.status === "loaded") this.baseline.matcher.see(planned.id, caseHashes(planned));
    if (planned.skip !== null || planned.quarantine !== null) return;
    this.total += 1;
    for (const tag of new Set(planned.tags)) {
      const known = this.tags.get(tag);
      if (known !== undefined) this.tags.set(tag, known + 1);
    }
  }

  get counts(): PlannedCases {
    return { all: this.total, byTag: this.tags };
  }
}
