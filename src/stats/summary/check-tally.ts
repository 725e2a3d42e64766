import type { CheckRecord, CheckSummary } from "../../domain/formats/records.ts";

interface CheckCounts {
  readonly name: string;
  readonly type: string;
  passed: number;
  failed: number;
  undecided: number;
  scoreSum: number;
}

/** How often each check that was asked, told apart by name and type, passed and failed. A check without a name goes by its type. */
export class CheckTally {
  private readonly counts = new Map<string, CheckCounts>();

  add(check: CheckRecord): void {
    if (check.verdict === null) return; // a judge that was not asked has said nothing
    const name = check.name ?? check.type;
    const key = `${check.type} ${name}${check.implied === false ? " (own)" : ""}`;
    let counts = this.counts.get(key);
    if (counts === undefined) {
      counts = { name, type: check.type, passed: 0, failed: 0, undecided: 0, scoreSum: 0 };
      this.counts.set(key, counts);
    }
    if (check.verdict === "pass") counts.passed++;
    else if (check.verdict === "fail") counts.failed++;
    else counts.undecided++;
    counts.scoreSum += check.score ?? 0;
  }

  summaries(): CheckSummary[] {
    return [...this.counts.values()].map(({ scoreSum, ...counts }) => {
      const decided = counts.passed + counts.failed;
      return { ...counts, mean_score: decided === 0 ? null : scoreSum / decided };
    });
  }
}
