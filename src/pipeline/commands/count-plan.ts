import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import pLimit from "p-limit";
import type { ReplyAccess, Selection } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CountTokens, TokenCount } from "../../providers/anthropic/count-tokens.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import { chooseCounter } from "../access/reply-endpoint.ts";

/** The counting endpoint has a pool of its own, of at least 2,000 requests a minute. */
const CONCURRENCY = 10;

export type CountedPlan =
  | { readonly status: "counted"; readonly text: string }
  | { readonly status: "failed"; readonly message: Sentence }
  | { readonly status: "wrong"; readonly problem: Diagnostic };

/** The input tokens of every trial's first request, by arm, as the API counts them. Stops at the first count that fails. */
export async function countPlan(
  checked: CheckedSuites,
  invocation: ReplyAccess & Selection,
  log: (line: string) => void,
): Promise<CountedPlan> {
  const chosen = chooseCounter(invocation, checked.config, log);
  if (!chosen.ok) return { status: "wrong", problem: chosen.problem };
  const totals = new Map<string, number>();
  const failure = await countTrials(checked, invocation, chosen.count, (arm, tokens) => {
    totals.set(arm, (totals.get(arm) ?? 0) + tokens);
  });
  if (failure !== null) return { status: "failed", message: failure };
  const lines = [...totals].map(([arm, tokens]) => `${textWords("tokens-counted", { arm, tokens })}\n`);
  return { status: "counted", text: lines.join("") };
}

/** Counts each case once an arm and adds it for all its trials; returns what the API said when a count failed. */
async function countTrials(
  { suites }: CheckedSuites,
  { cases, tags }: Pick<Selection, "cases" | "tags">,
  count: CountTokens,
  add: (arm: string, tokens: number) => void,
): Promise<Sentence | null> {
  const stream = createPlanStream(suites, { cases, tags });
  const limit = pLimit(CONCURRENCY);
  const open = new Set<Promise<void>>();
  let failure: Sentence | null = null;
  for (const bucket of stream.buckets) {
    for await (const trial of stream.open(bucket)) {
      if (trial.trial > 1 || trial.skipped !== null) continue;
      if (failure !== null) break;
      const { planned } = stream.caseOf(trial);
      const turn = await trial.openTurn(1, [], []);
      if (turn.status === "failed") continue; // the first pass has told
      const counting = limit(async () => {
        const result: TokenCount = await count(turn.request);
        if (result.status === "failed") failure ??= result.message;
        else add(trial.armId, result.inputTokens * planned.trials);
      }).finally(() => open.delete(counting));
      open.add(counting);
      if (open.size >= CONCURRENCY) await Promise.race(open);
    }
  }
  await Promise.all(open);
  return failure;
}
