import { createHashList } from "../../base/lists/typed-list.ts";
import type { Gate } from "../../domain/suite.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import { caseHashes } from "../../plan/cases/case-hashes.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { type UnitSizes, unitSizes } from "../../stats/rate/unit-sizes.ts";
import { UnitTally } from "../../stats/rate/unit-tally.ts";
import type { CaseQuota } from "../../stats/sequential/sequential-gate.ts";
import type { SuiteBaseline } from "./suite-baseline.ts";

/** More tags than anybody names in a gate: what is only for the hint need not grow with the rows. */
const MAX_TAGS = 1000;

export interface TagCounts extends CaseQuota {
  /** Tags of all cases, those that do not count included; the first thousand, and those that the gate names. */
  readonly seen: ReadonlySet<string>;
  /**
   * What is independent of each other (clusters, and cases of none) by its size: of each tag that the gate names, and of
   * all (null). Empty where the gate infers no rate.
   */
  readonly units: ReadonlyMap<string | null, UnitSizes>;
}

/** Counts the cases that count (neither skipped nor quarantined), and those of each tag that the gate names. */
export class CountedCases {
  private readonly tags: Map<string, number>;
  private readonly baseline: SuiteBaseline | null;
  private readonly files: FileAccess;
  private readonly seen = new Set<string>();
  private readonly infers: boolean;
  /** What cases with ids of their own and no cluster ask. */
  private readonly asked = createHashList();
  private total = 0;
  private hasClusters = false;
  private readonly units: ReadonlyMap<string | null, UnitTally>;

  /** `baseline`: is told of every case, too. */
  constructor(gate: Gate, baseline: SuiteBaseline | null, files: FileAccess) {
    this.files = files;
    this.infers = gate.kind === "rules" && (gate.confidence !== null || gate.notWorseThan !== null);
    this.tags = new Map(Object.keys(gate.kind === "rules" ? gate.byTag : {}).map((tag) => [tag, 0]));
    const isBound = gate.kind === "rules" && gate.confidence !== null;
    this.units = new Map((isBound ? [null, ...this.tags.keys()] : []).map((tag) => [tag, new UnitTally()]));
    this.baseline = baseline;
    if (baseline?.status === "loaded") baseline.matcher.reset();
  }

  add(planned: PlannedCase): void {
    const standing = planned.skip !== null ? "skipped" : planned.quarantine !== null ? "quarantined" : "counts";
    if (this.baseline?.status === "loaded") {
      const { id, vars } = planned;
      this.baseline.matcher.see({ id, hashes: caseHashes(planned, this.files), standing, vars });
    }
    for (const tag of planned.tags) if (this.seen.size < MAX_TAGS || this.tags.has(tag)) this.seen.add(tag);
    if (standing !== "counts") return;
    this.total += 1;
    if (planned.cluster !== null) this.hasClusters = true;
    else if (this.infers && planned.idIsGiven) this.asked.push(planned.readHash);
    this.units.get(null)?.add(1, planned.cluster);
    for (const tag of new Set(planned.tags)) {
      const known = this.tags.get(tag);
      if (known === undefined) continue;
      this.tags.set(tag, known + 1);
      this.units.get(tag)?.add(1, planned.cluster);
    }
  }

  /** How many questions several cases ask, each as if it were evidence of its own: of gates that infer from cases. */
  get askedAgain(): number {
    return this.asked.repeated().size;
  }

  get counts(): TagCounts {
    const units = new Map([...this.units].map(([tag, tally]) => [tag, unitSizes(tally.units)]));
    return { all: this.total, byTag: this.tags, hasClusters: this.hasClusters, seen: this.seen, units };
  }
}
