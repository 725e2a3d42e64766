import type { UsageFile, UsageRow } from "../../../domain/formats/records.ts";
import type { SpentRequest } from "./spent-request.ts";
import { UsageSum } from "./usage-sum.ts";

export type UsageBy = UsageFile["by"];

/** What a request belongs to. */
export type UsageLabels = Required<Pick<UsageRow, "day" | "model" | "suite" | "arm" | "part" | "meter">>;

type Label = keyof UsageLabels;

const LABELS: Readonly<Record<UsageBy, readonly Label[]>> = {
  day: ["day"],
  model: ["model"],
  suite: ["suite", "meter"],
  arm: ["suite", "arm", "part", "meter"],
};

interface Group {
  readonly labels: Partial<UsageLabels>;
  readonly sum: UsageSum;
}

/** Sums by what requests belong to. */
export class UsageGroups {
  private readonly groups = new Map<string, Group>();
  readonly by: UsageBy;

  constructor(by: UsageBy) {
    this.by = by;
  }

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  /** Of all groups. */
  total(): UsageSum {
    const total = new UsageSum();
    for (const { sum } of this.groups.values()) total.addAll(sum);
    return total;
  }

  add(labels: UsageLabels, request: SpentRequest): void {
    const own = Object.fromEntries(LABELS[this.by].map((name) => [name, labels[name]]));
    this.groupOf(own).sum.add(request);
  }

  addAll(other: UsageGroups): void {
    for (const { labels, sum } of other.groups.values()) this.groupOf(labels).sum.addAll(sum);
  }

  /** Days in their order; else the dearest first. */
  rows(): UsageRow[] {
    const groups = [...this.groups.entries()].toSorted(([a, of], [b, other]) => {
      if (this.by === "day") return a < b ? -1 : 1;
      return compare(other.sum.paidPico, of.sum.paidPico) || other.sum.requests - of.sum.requests || (a < b ? -1 : 1);
    });
    return groups.map(([, { labels, sum }]) => ({ ...labels, ...sum.figures() }));
  }

  private groupOf(labels: Partial<UsageLabels>): Group {
    const key = JSON.stringify(Object.values(labels));
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const group = { labels, sum: new UsageSum() };
    this.groups.set(key, group);
    return group;
  }
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
