import packageJson from "../../../package.json" with { type: "json" };
import { hashValue } from "../../base/hash.ts";
import type { RunRequest } from "../../domain/invocation.ts";
import { maskCredentials } from "../../base/url-credentials.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { RunLine, RunRecord, WarningRecord } from "../../domain/formats/records.ts";
import { storedRequest } from "./stored-request.ts";
import { armText } from "../../plan/requests/arm-text.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { ReplyEndpoint } from "../access/reply-endpoint.ts";

export interface RunFacts {
  readonly id: string;
  readonly startedMs: number;
  readonly checked: CheckedSuites;
  readonly source: ReplyEndpoint;
  readonly invocation: RunRequest;
}

/** The run as the report shows it, when it begins. */
export function runRecord({ id, startedMs, checked, source, invocation }: RunFacts): RunRecord {
  return {
    id,
    started_at: new Date(startedMs).toISOString(),
    finished_at: null,
    duration_ms: null,
    tool_version: packageJson.version,
    replies: source.replies,
    seed: invocation.seed,
    base_url: source.baseUrl,
    git: null,
    price_table: checked.facts.priceTable,
    warnings: [
      ...selectionWarnings(invocation),
      ...checked.warnings.map((warning) => warningRecord(warning, checked.locate)),
    ],
  };
}

/** A verdict on a part of the suites must not pass for one on the whole. */
function selectionWarnings({ cases, tags }: Pick<RunRequest, "cases" | "tags">): WarningRecord[] {
  const options = [...cases.map((glob) => `--case ${glob}`), ...tags.map((tag) => `--tag ${tag}`)];
  if (options.length === 0) return [];
  const message = `only a part of the cases was run: ${options.join(" ")}`;
  return [{ code: "selection", message, file: null, line: null }];
}

function warningRecord({ code, message, place }: Diagnostic, locate: Locate): WarningRecord {
  const { file, line } = locate(place);
  return { code, message, file, line };
}

/** The journal's first line: what was run, with the suites as they were. */
export function runLine(
  run: RunRecord,
  { suites, textOf }: CheckedSuites,
  { request, argv }: { readonly request: RunRequest; readonly argv: readonly string[] },
): RunLine {
  return {
    v: 1,
    type: "run",
    id: run.id,
    started_at: run.started_at,
    tool_version: run.tool_version,
    request: storedRequest(request),
    argv: argv.map(maskCredentials),
    replies: run.replies,
    base_url: run.base_url,
    seed: run.seed,
    price_table: run.price_table,
    suites: suites.map(({ loaded: { suite }, trials, hashes }) => ({
      name: suite.name,
      file: suite.displayFile,
      trials,
      hashes,
      gate: suite.gate,
      arms: suite.arms.map((arm) => {
        const { id, model, prompt, settings } = arm;
        return { id, model, prompt, settings, prompt_text: armText(arm) };
      }),
      source: { text: textOf(suite.file) },
    })),
    plan_hash: hashValue(suites.map(({ planHash }) => planHash)),
  };
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
