import { failureWords } from "../../../domain/diagnostics/failure-words.ts";
import type { ReplyMode } from "../../../domain/invocation.ts";
import type { ModelFacts } from "../../../domain/model.ts";
import type { RunStore } from "../../../domain/run-store.ts";
import type { Answerer, Replay } from "../../../domain/run/call.ts";
import { requestHash } from "../../../plan/requests/request-hash.ts";
import { replayedAnswers } from "../../../run/calls/stored-answers.ts";
import { createJudgeAsking } from "../../../run/trials/ask-judges.ts";
import { createPairAsking, type PairAsking } from "../../grading/ask-pairs.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";

/** A run whose lines are read back. */
interface ReadBack {
  readonly store: Pick<RunStore, "trialsOf">;
  readonly openReplay: () => Replay;
}

/** What judges of pairs said in all shards, read back from the merged journal. Nobody is asked. */
export async function mergedPreferences(
  { store, openReplay }: ReadBack,
  stream: PlanStream,
  { facts, mode }: { readonly facts: Pick<ModelFacts, "canCache">; readonly mode: ReplyMode },
): Promise<ReturnType<PairAsking["preferences"]>> {
  const pairs = createPairAsking({ stream, facts, mode, trialsOf: (suite) => store.trialsOf(suite) });
  if (stream.suites.every(({ prefer }) => prefer === null)) return [];
  const replay = openReplay();
  try {
    const answerers = [replayedAnswers(replay), NOT_ASKED];
    await pairs.afterTrials(createJudgeAsking({ answerers, hashRequest: requestHash, purseOf: () => null }));
    return pairs.preferences();
  } finally {
    replay.close();
  }
}

/** What no shard was answered stays unasked. */
const NOT_ASKED: Answerer = {
  answer: () =>
    Promise.resolve({
      status: "stopped",
      reason: "interrupted",
      detail: failureWords("no-shard-asked"),
      attempts: [],
      queuedMs: 0,
    }),
};
