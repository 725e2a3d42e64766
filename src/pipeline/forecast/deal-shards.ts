import { textWords } from "../../domain/diagnostics/text-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { resolve } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { formatCount } from "../../base/figures.ts";
import type { ShardForecast, ShardsFile } from "../../domain/formats/records.ts";
import type { Selection, Where } from "../../domain/invocation.ts";
import { fileStats } from "../../host/file-stats.ts";
import { dealOut } from "../../plan/cases/deal-out.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { type AnswerLength, answerLengths } from "./answer-length.ts";
import { forecastCase } from "./forecast-case.ts";
import { keyedCases } from "../shards/case-groups.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { planHashOf } from "../shards/plan-hash.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { readShardsFile, writeShardsFile } from "../../store/shards/shards-file.ts";
import { writeGuard } from "../stored/write-guard.ts";

/** An answer of unknown length, as admission takes it. */
const EXPECTED_OUTPUT_TOKENS = 300;

/** What is dealt out as a whole, of all suites: a case, or the cases that share a cached prefix. */
interface Units {
  readonly weights: number[];
  /** The unit of each case, by suite. */
  readonly ofCase: number[][];
  /** Cases and trials of each unit. */
  readonly cases: number[];
  readonly trials: number[];
}

/** Deals the cases of a plan out to shards so that each has about as many tokens to ask and be answered. */
async function dealShards(
  checked: CheckedSuites,
  { cases, tags, cwd, store }: Selection & Where,
  { shards, nowMs }: { readonly shards: number; readonly nowMs: number },
): Promise<ShardsFile> {
  const units: Units = { weights: [], ofCase: [], cases: [], trials: [] };
  for (const suite of checked.suites) {
    const lengths = await answerLengths(suite.loaded.suite, resolve(cwd, store));
    const groups = new Map<string, number>();
    const ofCase: number[] = [];
    for await (const { planned, key } of keyedCases(suite, { cases, tags }, shards)) {
      const unit = unitOf(units, groups, key === planned.id ? null : key);
      add(units, unit, {
        trials: planned.trials * suite.arms.length,
        weight: planned.skip === null ? await expectedTokens(planned, suite, { checked, lengths, nowMs }) : 0,
      });
      ofCase.push(unit);
    }
    units.ofCase.push(ofCase);
  }
  const shardOf = dealOut(units.weights, shards);
  return {
    format: "prompt-run.shards",
    format_version: 1,
    tool_version: packageJson.version,
    plan_hash: planHashOf(checked.suites),
    shards: forecasts(units, shardOf, shards),
    suites: checked.suites.map(({ loaded: { suite } }, index) => ({
      name: suite.name,
      file: suite.displayFile,
      shard_of: (units.ofCase[index] ?? []).map((unit) => (shardOf[unit] ?? 0) + 1),
    })),
  };
}

/** A new unit, or that of the group. */
function unitOf(units: Units, groups: Map<string, number>, group: string | null): number {
  const known = group === null ? undefined : groups.get(group);
  if (known !== undefined) return known;
  const unit = units.weights.push(0) - 1;
  units.cases.push(0);
  units.trials.push(0);
  if (group !== null) groups.set(group, unit);
  return unit;
}

function add(
  units: Units,
  unit: number,
  { trials, weight }: { readonly trials: number; readonly weight: number },
): void {
  units.weights[unit] = (units.weights[unit] ?? 0) + weight;
  units.trials[unit] = (units.trials[unit] ?? 0) + trials;
  units.cases[unit] = (units.cases[unit] ?? 0) + 1;
}

interface Expecting {
  readonly checked: CheckedSuites;
  readonly lengths: ReadonlyMap<string, AnswerLength>;
  readonly nowMs: number;
}

/** Input and output of a case's trials on all arms. */
async function expectedTokens(
  planned: PlannedCase,
  { loaded: { suite, files } }: CheckedSuite,
  { checked: { facts, attachments, judging }, lengths, nowMs }: Expecting,
): Promise<number> {
  let sum = 0;
  for (const arm of suite.arms) {
    const length = lengths.get(arm.id) ?? null;
    const input = { facts, nowMs, attachments, judging, isCapped: false, length };
    const forecast = await forecastCase({ suite, suiteIndex: 0, planned, arm, files }, input);
    const output = forecast.outputTokens.expected ?? EXPECTED_OUTPUT_TOKENS * forecast.trials;
    sum += (forecast.inputTokens.expected ?? 0) + output;
  }
  return sum;
}

function forecasts({ weights, cases, trials }: Units, shardOf: Uint16Array, shards: number): ShardForecast[] {
  const sums = Array.from({ length: shards }, () => ({ cases: 0, trials: 0, expected_tokens: 0 }));
  for (const [unit, shard] of shardOf.entries()) {
    const sum = sums[shard];
    if (sum === undefined) continue;
    sum.cases += cases[unit] ?? 0;
    sum.trials += trials[unit] ?? 0;
    sum.expected_tokens += weights[unit] ?? 0;
  }
  return sums;
}

/** Why shards may not be written there: something else is there already. Null: they may. */
export async function outProblem(out: string, { cwd }: Pick<Where, "cwd">): Promise<Sentence | null> {
  const path = resolve(cwd, out);
  if ((fileStats(path)?.size ?? 0) === 0 || (await readShardsFile(path)).ok) return null;
  return refusalWords("no-shards-there", { path: out });
}

export type WrittenShards =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: Sentence };

/** Deals a plan out and writes which case is whose; says what was written. */
export async function writeShards(
  checked: CheckedSuites,
  invocation: Selection & Where,
  { shards, out, nowMs }: { readonly shards: number; readonly out: string; readonly nowMs: number },
): Promise<WrittenShards> {
  const refusal = writeGuard(invocation)(out);
  if (refusal !== null) return { ok: false, message: refusal };
  const file = await dealShards(checked, invocation, { shards, nowMs });
  const reason = writeShardsFile(resolve(invocation.cwd, out), file);
  if (reason !== null) return { ok: false, message: refusalWords("unwritable", { path: out, reason }) };
  return { ok: true, text: dealtText(out, file) };
}

/** "shards.json: 5 shards of 38 to 41 cases, 10.2k to 10.4k tokens each": what was written. */
function dealtText(file: string, { shards }: ShardsFile): string {
  const range = (of: (shard: ShardForecast) => number): readonly [string, string] => {
    const values = shards.map(of);
    return [formatCount(Math.min(...values)), formatCount(Math.max(...values))];
  };
  const cases = range((shard) => shard.cases);
  const tokens = range((shard) => shard.expected_tokens);
  return `${textWords("shards-written", { file, shards: shards.length, cases, tokens })}\n`;
}
