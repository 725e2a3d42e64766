import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import { createReplay } from "../../store/journal/replay.ts";
import { reopenRunFolder } from "../../store/folders/run-folder.ts";
import { journalProblem } from "../stored/journal-problem.ts";
import { writeGuard } from "../stored/write-guard.ts";
import type { ShardShare } from "../../domain/run/shard.ts";
import { planHashOf } from "../shards/plan-hash.ts";
import { editedSince } from "../shards/edited-since.ts";
import { heldAgainstItself } from "../summary/held-against-itself.ts";
import { gradedAsNow } from "./graded-as-now.ts";
import type { ReplyEndpoint } from "../access/reply-endpoint.ts";
import { removeRunHead } from "../../store/folders/run-head.ts";
import { beginSession, inFolder, type OpenSession } from "./run-session.ts";

/** A session that goes on with the run in this folder. It must take its replies from where the run took them. */
export function resumeSession(folder: string): OpenSession {
  return async (request) => {
    const { checked, stream, source, invocation, folderOptions } = request;
    const refusal = writeGuard(invocation)(folder);
    if (refusal !== null) return { status: "refused", message: refusal };
    const opened = await reopenRunFolder(folder, stream.trials, folderOptions);
    if (opened.status !== "open") return { status: "refused", message: journalProblem(opened, folder) };
    const { run } = opened;
    const { history } = run;
    if (history === null) throw new Error("a run that was opened again has a history");
    const elsewhere =
      otherSource(history.firstRun, { ...source, baseUrl: folderOptions.mask(source.baseUrl) }) ??
      otherShard(history.firstRun, stream.share) ??
      heldAgainstItself(checked, history.firstRun);
    if (elsewhere !== null) {
      await run.close();
      return { status: "refused", message: elsewhere };
    }
    const edited = await editedSince(history, stream, planHashOf(checked.suites));
    if (edited !== null) request.log(edited);
    removeRunHead(folder);
    const session = await beginSession(request, {
      ...inFolder(run),
      startedMs: Date.parse(history.firstRun.started_at),
      openReplay: () => gradedAsNow(createReplay(run.journalPath, history), { history, checked, stream }),
    });
    return { status: "open", session };
  };
}

/** Answers of two endpoints, or of a model and the simulator, are never one run. */
function otherSource(run: RunLine, source: ReplyEndpoint): Sentence | null {
  if (run.replies !== source.replies) return refusalWords("other-replies", { replies: [run.replies, source.replies] });
  if (run.base_url === source.baseUrl) return null;
  return refusalWords("other-url", { urls: [run.base_url, source.baseUrl] });
}

/** Trials of two shards are never one run: a file of shards may have been made anew since. */
function otherShard({ shard }: RunLine, share: ShardShare | null): Sentence | null {
  const isSame = shard?.index === share?.index && shard?.of === share?.of && shard?.by === share?.by;
  return isSame ? null : refusalWords("other-shards");
}
