import type { Invocation } from "../../domain/invocation.ts";
import type { Recall } from "../../domain/run/provider.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import type { ShardShare } from "../../domain/run/shard.ts";
import { shareOf } from "../shards/shard-share.ts";
import { simulatedBaselineProblem } from "../passes/suite-baseline.ts";
import { openRecall } from "./recordings.ts";
import { chooseSource, type ReplyEndpoint } from "../access/reply-endpoint.ts";
import { targetValueProblems } from "../access/target-values.ts";
import type { RunHooks } from "./run-hooks.ts";
import { budgetCounter, unboundedProblems } from "./unbounded-problems.ts";

/** Suites without a problem, and where their replies come from. */
export interface ReadyRun {
  readonly checked: CheckedSuites;
  readonly source: ReplyEndpoint;
  /** Answers from recordings; null: every request is sent. */
  readonly recall: Recall | null;
  /** Which part of the plan is run; null: all of it. */
  readonly share: ShardShare | null;
  /** Gives back what was opened. */
  close(): Promise<void>;
}

export type MadeReady =
  | ({ readonly status: "ready" } & ReadyRun)
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate };

/** Reads and checks all suites and chooses where replies come from. Every problem is found, and nothing is sent. */
export async function makeReady(invocation: Invocation, hooks: RunHooks): Promise<MadeReady> {
  const checked = await checkSuites(invocation, hooks.clock.now(), budgetCounter(invocation, hooks.log));
  const suites = checked.suites.map(({ loaded }) => loaded.suite);
  const chosen = chooseSource(invocation, { config: checked.config, suites }, hooks);
  const recalling = await openRecall(suites, checked.config, invocation);
  const sharing = await shareOf(checked, invocation);
  const close = async (): Promise<void> => {
    if (recalling.ok) recalling.close();
    await checked.close();
  };
  const problems = [
    ...checked.errors,
    ...(recalling.ok ? [] : recalling.problems),
    ...(sharing.ok ? [] : [sharing.problem]),
    ...unboundedProblems(checked, invocation, hooks.clock.now()),
    ...targetValueProblems(
      suites.flatMap(({ arms }) => arms),
      invocation.named,
    ),
    ...checked.suites.flatMap(({ baseline }) => simulatedBaselineProblem(baseline, invocation.mode)),
    ...(chosen.ok ? [] : chosen.problems),
  ];
  if (problems.length === 0 && chosen.ok && recalling.ok && sharing.ok) {
    return {
      status: "ready",
      checked,
      source: chosen.source,
      recall: recalling.recall,
      share: sharing.share,
      close,
    };
  }
  await close();
  return { status: "wrong", problems: [...problems, ...checked.warnings], locate: checked.locate };
}
