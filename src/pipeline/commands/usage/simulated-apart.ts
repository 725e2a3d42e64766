import type { RunLine } from "../../../domain/formats/records.ts";
import { isRequest, type SpentRequest } from "./spent-request.ts";
import { type UsageBy, UsageGroups, type UsageLabels } from "./usage-groups.ts";

/** The requests of a run, those apart that a simulator answered: they are no money. */
export class SimulatedApart {
  private readonly real: UsageGroups;
  /** What has no answer does not say who would have given it: where all answers are a simulator's, so is this. */
  private readonly open: UsageGroups;
  private simulatedRequests = 0;
  private hasRealAnswer = false;

  constructor(by: UsageBy) {
    this.real = new UsageGroups(by);
    this.open = new UsageGroups(by);
  }

  add(request: SpentRequest, labels: UsageLabels, { replies }: RunLine): void {
    const isAnswer = request.end === "answered" && isRequest(request);
    if (replies === "simulated" || request.isSimulated) {
      this.simulatedRequests += isRequest(request) ? 1 : 0;
      return;
    }
    this.hasRealAnswer ||= isAnswer;
    const isOpen = request.end === "failed" || request.end === "unanswered";
    (isOpen ? this.open : this.real).add(labels, request);
  }

  /** All but the simulator's, into other groups. */
  addTo(groups: UsageGroups): void {
    groups.addAll(this.real);
    if (!this.isOpenSimulated) groups.addAll(this.open);
  }

  get isEmpty(): boolean {
    return this.real.isEmpty && (this.open.isEmpty || this.isOpenSimulated);
  }

  get simulated(): number {
    return this.simulatedRequests + (this.isOpenSimulated ? this.open.total().requests : 0);
  }

  private get isOpenSimulated(): boolean {
    return this.simulatedRequests > 0 && !this.hasRealAnswer;
  }
}
