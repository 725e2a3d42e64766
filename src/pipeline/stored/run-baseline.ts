import type { ArmSummary, BaselineFile, RunLine } from "../../domain/formats/records.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { collectCases, type HashedTrial } from "../../stats/baseline/collect-cases.ts";
import type { StoredReport } from "./stored-runs.ts";

type Stored = Extract<StoredReport, { status: "stored" }>;

/** What one suite of a stored run did, as a baseline. `suite`: its index in the run. */
export async function baselineOfRun(stored: Stored, suite: number): Promise<BaselineFile> {
  const head = stored.head.suites[suite];
  if (head === undefined) throw new RangeError(`the run has no suite ${suite}`);
  const { run } = stored.head;
  const armIds = head.arms.map(({ id }) => id);
  const { cases, served } = await collectCases(hashedTrials(stored, suite), armIds);
  const texts = promptTexts(stored.line, suite);
  return {
    format: "prompt-run.baseline",
    format_version: 1,
    suite: head.name,
    file: head.file,
    replies: run.replies,
    ...(run.platform === undefined ? {} : { platform: run.platform }),
    tool_version: run.tool_version,
    price_table: run.price_table,
    ...keptJudges(stored.line, suite),
    arms: head.arms.map(({ id, model, settings }: ArmSummary, index) => ({
      id,
      model,
      settings,
      prompt_text: texts.get(id) ?? null,
      served: [...(served[index] ?? [])],
      runs: [run.id],
      ...(stored.mergedFrom.length === 0 ? {} : { shards: [...stored.mergedFrom] }),
    })),
    cases: [...cases],
  };
}

/** A stored suite's trials with what their cases ask and expect. */
export async function* hashedTrials(stored: Pick<Stored, "lines">, suite: number): AsyncIterable<HashedTrial> {
  for await (const { record, hashes } of stored.lines(suite)) yield { record, hashes: hashes ?? null };
}

/** The judges of a suite as the run kept them; nothing, where it has none or kept none. */
export function keptJudges({ suites }: RunLine, suite: number): Pick<BaselineFile, "judges"> {
  const judges = suites[suite]?.judges;
  return judges === undefined ? {} : { judges };
}

/** By arm, its prompt as written; empty for runs of versions that did not keep it. */
export function promptTexts(line: RunLine, suite: number): ReadonlyMap<string, string> {
  const arms = (line.suites[suite]?.arms ?? []) as readonly JsonObject[]; // read from JSON
  return new Map(
    arms.flatMap(({ id, prompt_text: text }) =>
      typeof id === "string" && typeof text === "string" ? [[id, text] as const] : [],
    ),
  );
}
