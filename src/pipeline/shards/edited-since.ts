import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { JournalHistory } from "../../store/journal/journal-history.ts";
import type { PlanStream } from "../passes/plan-stream.ts";

const NAMED_CASES = 5;

/**
 * What a run that had done all of its trials has not: trials that were edited into the suite since, and those that were edited
 * out of it. Null where the suite is the same, and for a run that was not finished: it may not have come to them.
 */
export async function editedSince(
  { run, trials, calls, end }: Pick<JournalHistory, "run" | "trials" | "calls" | "end">,
  stream: PlanStream,
  planHash: string,
): Promise<Sentence | null> {
  const done = trials.count;
  if (run.plan_hash === planHash || end === null || done === 0) return null;
  let [known, added] = [0, 0];
  const cases = new Set<string>();
  for (const bucket of stream.buckets) {
    for await (const { key, caseId } of stream.open(bucket)) {
      if (calls.linesOf(key).trial !== null) known++;
      else {
        added++;
        if (cases.size < NAMED_CASES) cases.add(caseId);
      }
    }
  }
  const gone = Math.max(0, done - known);
  return added + gone === 0 ? null : refusalWords("edited-since", { added, cases: [...cases], gone });
}
