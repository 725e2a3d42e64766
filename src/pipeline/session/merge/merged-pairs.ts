import { failureWords } from "../../../domain/diagnostics/failure-words.ts";
import type { ReplyMode } from "../../../domain/invocation.ts";
import type { ModelFacts } from "../../../domain/model.ts";
import type { Answerer } from "../../../domain/run/call.ts";
import { requestHash } from "../../../plan/requests/request-hash.ts";
import { replayedAnswers } from "../../../run/calls/stored-answers.ts";
import { createJudgeAsking } from "../../../run/trials/ask-judges.ts";
import type { RunFolder } from "../../../store/folders/run-folder.ts";
import { createReplay } from "../../../store/journal/replay.ts";
import { createPairAsking, type PairAsking } from "../../grading/ask-pairs.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";

/** What judges of pairs said in all shards, read back from the merged journal. Nobody is asked. */
export async function mergedPreferences(
  folder: RunFolder,
  stream: PlanStream,
  { facts, mode }: { readonly facts: Pick<ModelFacts, "canCache">; readonly mode: ReplyMode },
): Promise<ReturnType<PairAsking["preferences"]>> {
  const { history } = folder;
  const pairs = createPairAsking({ stream, facts, mode, trialsOf: (suite) => folder.trialsOf(suite) });
  if (history === null || stream.suites.every(({ prefer }) => prefer === null)) return [];
  const replay = createReplay(folder.journalPath, history);
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
