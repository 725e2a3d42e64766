import type { Judge } from "../../domain/judge.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Suite } from "../../domain/suite.ts";
import type { CaseEntry } from "../resolve/case-seeds.ts";
import type { Resolving } from "../sources/resolving.ts";
import { reportOwnFamily } from "./own-family.ts";
import { reportPairs, reportUnpaired } from "./pair-problems.ts";
import { reportSimulateJudge } from "./simulate-judge.ts";

/** A suite's judges beside what they judge. `isPart`: were only some of its arms asked for? */
export interface JudgesOfSuite extends Pick<Suite, "judges" | "prefer" | "arms"> {
  /** By what its arms are compared; undefined: the suite does not say, and the first is held against all. */
  readonly by: Suite["compare"] | undefined;
  readonly entries: readonly CaseEntry[];
  readonly isPart: boolean;
}

/** Reports what is wrong, or doubtful, between judges, arms and cases. */
export function reportJudges(of: JudgesOfSuite, facts: Pick<ModelFacts, "family">, at: Resolving): void {
  const { judges, prefer, by, arms, entries, isPart } = of;
  const compare = by ?? "first";
  const asked: readonly Judge[] = prefer === null ? judges : [...judges, prefer];
  if (prefer !== null) reportPairs({ judge: prefer, compare, arms, isPart }, at);
  else if (by !== undefined) reportUnpaired({ compare, arms, isPart }, at);
  reportSimulateJudge(entries, { judges: asked, arms: isPart ? null : arms }, at);
  reportOwnFamily(asked, arms, facts, at);
}
