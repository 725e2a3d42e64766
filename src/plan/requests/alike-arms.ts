import { hashText } from "../../base/hash.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Arm } from "../../domain/suite.ts";
import { requestHash } from "./request-hash.ts";

export interface AlikePair {
  readonly first: Arm;
  readonly second: Arm;
}

/**
 * Which arms send the same in every case: a comparison of the two would tell luck from luck. What is written differently may
 * come out the same (`{{ x }}` and `{{x}}`, a condition that no case meets). An arm is hashed no longer than it has a twin.
 */
export class AlikeArms {
  /** By arm, a hash of what it has sent so far. */
  private twins: Map<Arm, string>;
  private readonly now = new Map<Arm, string>();
  private cases = 0;

  constructor(arms: readonly Arm[]) {
    const models = arms.filter(({ target }) => target === undefined);
    this.twins = ofSeveral(new Map(models.map((arm) => [arm, JSON.stringify([arm.model, arm.headers])])));
  }

  /** Takes the request of a turn. */
  see(arm: Arm, request: CompletionRequest): void {
    const before = this.now.get(arm) ?? this.twins.get(arm);
    if (before !== undefined) this.now.set(arm, hashText(before + requestHash(request)));
  }

  /** `isSent`: false for a case that is skipped. */
  endCase(isSent: boolean): void {
    if (isSent && this.twins.size > 0) {
      this.cases += 1;
      this.twins = ofSeveral(this.now);
    }
    this.now.clear();
  }

  /** Each arm that has a twin before it, with that. */
  pairs(): AlikePair[] {
    if (this.cases === 0) return [];
    const seen = new Map<string, Arm>();
    return [...this.twins].flatMap(([second, sent]) => {
      const first = seen.get(sent);
      if (first === undefined) seen.set(sent, second);
      return first === undefined ? [] : [{ first, second }];
    });
  }
}

/** The entries whose value another has, too. */
function ofSeveral(sent: ReadonlyMap<Arm, string>): Map<Arm, string> {
  const counts = new Map<string, number>();
  for (const hash of sent.values()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return new Map([...sent].filter(([, hash]) => (counts.get(hash) ?? 0) > 1));
}
