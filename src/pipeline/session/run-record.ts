import packageJson from "../../../package.json" with { type: "json" };
import { hashValue } from "../../base/hash.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import type { RunRequest, RunStart, Where } from "../../domain/invocation.ts";
import type { Suite } from "../../domain/suite.ts";
import { suiteJudges } from "../../judges/judge-identity.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { RunLine, RunRecord, ShardLine, SuiteSnapshot, WarningRecord } from "../../domain/formats/records.ts";
import { storedRequest } from "./stored-request.ts";
import { armText } from "../../plan/requests/arm-text.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { planHashOf } from "../shards/plan-hash.ts";
import type { ShardShare } from "../../domain/run/shard.ts";
import type { ReplyEndpoint } from "../access/reply-endpoint.ts";

export interface RunFacts {
  readonly id: string;
  readonly startedMs: number;
  readonly checked: CheckedSuites;
  readonly source: ReplyEndpoint;
  readonly invocation: RunRequest;
  /** Which part of the plan the run is; absent: all of it. */
  readonly share?: ShardShare | null;
}

/** The run as the report shows it, when it begins. */
export function runRecord({ id, startedMs, checked, source, invocation, share = null }: RunFacts): RunRecord {
  return {
    id,
    started_at: new Date(startedMs).toISOString(),
    finished_at: null,
    duration_ms: null,
    tool_version: packageJson.version,
    replies: source.replies,
    seed: invocation.seed,
    base_url: source.baseUrl,
    ...platformOf(source),
    git: null,
    price_table: checked.facts.priceTable,
    warnings: [
      ...selectionWarnings(invocation),
      ...shardWarnings(share, checked.suites),
      ...checked.warnings.map((warning) => warningRecord(warning, checked.locate)),
    ],
  };
}

/** Nothing where nobody was sent anything, or where an older version did not keep it. */
export function platformOf({ platform }: Pick<RunRecord, "platform">): Pick<RunRecord, "platform"> {
  return platform === undefined ? {} : { platform };
}

/** A verdict on a part of the suites must not pass for one on the whole. */
function selectionWarnings({ cases, tags }: Pick<RunRequest, "cases" | "tags">): WarningRecord[] {
  const options = [...cases.map((glob) => `--case ${glob}`), ...tags.map((tag) => `--tag ${tag}`)];
  if (options.length === 0) return [];
  return [unplacedWarning(said("selection", { options }))];
}

/** What a shard passes must not pass for what its plan does. */
function shardWarnings(share: ShardShare | null, suites: CheckedSuites["suites"]): WarningRecord[] {
  if (share === null) return [];
  const own = share.suites.reduce((sum, { cases }) => sum + cases, 0);
  const all = suites.reduce((sum, { cases }) => sum + cases, 0);
  return [unplacedWarning(said("shard", { index: share.index, of: share.of, own, all }))];
}

function warningRecord({ code, message, place }: Diagnostic, locate: Locate): WarningRecord {
  const { file, line } = locate(place);
  return { code, message, file, line };
}

/** What a run was started by, and which part of the plan it is. */
interface StartedBy {
  readonly request: RunRequest & Pick<Where, "allowOutside">;
  readonly start: RunStart;
  readonly share: ShardShare | null;
}

/** The journal's first line: what was run, with the suites as they were. */
export function runLine(
  run: RunRecord,
  { suites, textOf }: CheckedSuites,
  { request, start, share }: StartedBy,
): RunLine {
  return {
    v: 1,
    type: "run",
    id: run.id,
    started_at: run.started_at,
    tool_version: run.tool_version,
    request: storedRequest({ ...request, baseline: namedBaseline(request, suites) }, start),
    ...(share === null ? {} : { shard: shardLine(share, suites) }),
    replies: run.replies,
    base_url: run.base_url,
    ...platformOf(run),
    seed: run.seed,
    price_table: run.price_table,
    suites: suites.map(({ loaded: { suite }, trials, hashes, treatment }) => ({
      name: suite.name,
      file: suite.displayFile,
      trials,
      hashes,
      treatment,
      gate: suite.gate,
      arms: suite.arms.map((arm) => {
        const { id, model, prompt, settings } = arm;
        return { id, model, prompt, settings, prompt_text: armText(arm) };
      }),
      source: { text: textOf(suite.file) },
      ...judgesOf(suite),
    })),
    plan_hash: planHashOf(suites),
  };
}

/** The baseline by a name that means the same whenever the run is gone on with: `latest` would be the run itself. */
function namedBaseline({ baseline }: RunRequest, suites: CheckedSuites["suites"]): string | null {
  const runs = suites.flatMap((suite) => (suite.baseline?.status === "loaded" ? [suite.baseline.run] : []));
  return runs.find((run) => run?.isNewest === true)?.id ?? baseline;
}

/** The judges as they are asked, where there are any. */
function judgesOf(suite: Suite): Pick<SuiteSnapshot, "judges"> {
  const judges = suiteJudges(suite);
  return judges.length === 0 ? {} : { judges };
}

function shardLine({ index, of, by }: ShardShare, suites: CheckedSuites["suites"]): ShardLine {
  const baselines = suites.map(({ baseline }) => (baseline?.status === "loaded" ? hashValue(baseline.file) : null));
  return { index, of, by, baselines };
}

/** Which of the sources that could answer did; with one answer of a simulator's server the run is simulated. */
export function repliesOf(
  possible: RunRecord["replies"],
  { requests, reused, simulated }: LedgerTotals,
): RunRecord["replies"] {
  if (simulated > 0) return "simulated";
  if (possible !== "mixed") return possible;
  if (reused === 0) return "live";
  return requests === 0 ? "recorded" : "mixed";
}
