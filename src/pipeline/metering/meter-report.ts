import packageJson from "../../../package.json" with { type: "json" };
import type { CallLine, MeteredModel, MeterReport, RunRecord, Totals } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import { toUsd } from "../../domain/values/money.ts";
import { nearestRank, NumberList } from "../../stats/numeric/number-list.ts";
import { scanJournal } from "../../store/journal/journal-scan.ts";
import { type AnswerCounts, countAnswers, NO_ANSWERS } from "./counted-replay.ts";

/** The calls of a meter's journal, by the model that was asked. */
export interface MeteredCallsRead {
  readonly models: readonly MeteredModel[];
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null };
  /** What the sessions before the last one had answered. */
  readonly earlier: AnswerCounts;
}

type Draft = { -readonly [K in keyof MeteredModel]: MeteredModel[K] } & { paidPico: bigint; uncertainPico: bigint };

/** Adds up what a journal says of the calls of all its sessions. */
export async function readMeteredCalls(journal: string): Promise<MeteredCallsRead> {
  const models = new Map<string, Draft>();
  const latencies = new NumberList();
  const answers = new Map<string, boolean>();
  let earlier = NO_ANSWERS;
  const open = new Map<string, { readonly model: string; readonly pico: bigint }>();
  await scanJournal(journal, (line) => {
    if (line.type === "run") earlier = countAnswers(answers);
    if (line.type === "sent") open.set(line.id, { model: line.model ?? "?", pico: BigInt(line.reserved_pico ?? "0") });
    if (line.type !== "call") return;
    open.delete(line.id);
    addCall(draftOf(models, line.model ?? "?"), line);
    if (line.status === "answered" && line.completion?.masked !== true)
      answers.set(`${line.key} ${line.n}`, line.reused);
    if (line.status === "answered" && !line.reused && line.latency_ms !== null) latencies.push(line.latency_ms);
  });
  // Sent, and nobody knows what came of it: charged at worst.
  for (const { model, pico } of open.values()) {
    const draft = draftOf(models, model);
    draft.requests += 1;
    draft.uncertainPico += pico;
  }
  const sorted = latencies.sorted();
  return {
    models: [...models.values()].map(({ paidPico, uncertainPico, ...model }) => ({
      ...model,
      cost_usd: model.cost_usd === null ? null : toUsd(paidPico),
      uncertain_cost_usd: toUsd(uncertainPico),
    })),
    latencyMs: { p50: nearestRank(sorted, 0.5), p95: nearestRank(sorted, 0.95) },
    earlier,
  };
}

function draftOf(models: Map<string, Draft>, model: string): Draft {
  const known = models.get(model);
  if (known !== undefined) return known;
  const draft: Draft = {
    model,
    requests: 0,
    answered: 0,
    reused: 0,
    retries: 0,
    input_tokens: 0,
    output_tokens: 0,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    cost_usd: 0,
    uncertain_cost_usd: 0,
    errors: {},
    paidPico: 0n,
    uncertainPico: 0n,
  };
  models.set(model, draft);
  return draft;
}

function addCall(draft: Draft, line: CallLine): void {
  if (line.reused) draft.reused += 1;
  else draft.requests += 1;
  if (line.attempt > 1) draft.retries += 1;
  if (line.completion !== null) {
    const { usage } = line.completion;
    if (!line.reused) draft.answered += 1;
    draft.input_tokens += usage.input_tokens;
    draft.output_tokens += usage.output_tokens;
    draft.cache_read_tokens += usage.cache_read_tokens;
    draft.cache_write_tokens += usage.cache_write_5m_tokens + usage.cache_write_1h_tokens;
  } else {
    const name = `${line.http_status ?? ""} ${line.error?.type ?? line.failure_kind ?? "failed"}`.trim();
    draft.errors = { ...draft.errors, [name]: (draft.errors[name] ?? 0) + 1 };
  }
  if (line.reused) return;
  if (line.cost_pico !== null) draft.paidPico += BigInt(line.cost_pico);
  else if (line.uncertain_pico !== null) draft.uncertainPico += BigInt(line.uncertain_pico);
  else draft.cost_usd = null;
}

/** A meter's run as a report shows it, when it begins. */
export function meteredRunRecord(
  facts: Pick<RunRecord, "id" | "replies" | "base_url" | "seed" | "price_table"> & { readonly startedMs: number },
): RunRecord {
  const { startedMs, id, ...others } = facts;
  return {
    id,
    started_at: new Date(startedMs).toISOString(),
    finished_at: null,
    duration_ms: null,
    tool_version: packageJson.version,
    ...others,
    git: null,
    warnings: [],
  };
}

export interface EndedMeter {
  readonly run: RunRecord;
  readonly ledger: LedgerTotals;
  readonly meter: MeterReport;
  readonly verdict: ReportHead["verdict"];
  readonly exitCode: number;
}

/** The report of a meter: one without suites. */
export function meterHead({ run, ledger, meter, verdict, exitCode }: EndedMeter): ReportHead {
  return {
    format: "prompt-run.report",
    format_version: 1,
    run,
    verdict,
    exit_code: exitCode,
    totals: totalsOf(ledger, meter),
    meter,
    suites: [],
  };
}

const NO_TRIALS = {
  trials: 0,
  passed: 0,
  failed: 0,
  undecided: 0,
  errored: 0,
  skipped: 0,
  quarantined: 0,
  refused: 0,
  truncated: 0,
} as const;

function totalsOf(ledger: LedgerTotals, { models }: MeterReport): Totals {
  const sum = (of: (model: MeteredModel) => number): number => models.reduce((total, model) => total + of(model), 0);
  return {
    ...NO_TRIALS,
    requests: ledger.requests,
    retries: ledger.retries,
    rate_limited: ledger.rateLimited,
    input_tokens: sum((model) => model.input_tokens),
    output_tokens: sum((model) => model.output_tokens),
    cache_read_tokens: sum((model) => model.cache_read_tokens),
    cache_write_tokens: sum((model) => model.cache_write_tokens),
    cost_usd: ledger.unknownCost ? null : toUsd(ledger.paidPico),
    grading_cost_usd: 0,
    uncertain_cost_usd: toUsd(ledger.uncertainPico),
    reused_trials: 0,
    saved_usd: ledger.savedPico === null ? null : toUsd(ledger.savedPico),
  };
}
