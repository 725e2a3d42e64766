import type { UnfinishedShard } from "../../domain/diagnostics/english/refusals/shards.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { basename, dirname } from "node:path";
import { canonicalJson } from "../../base/canonical-json.ts";
import type { EndLine, RunLine, ShardLine, StoredRequest } from "../../domain/formats/records.ts";
import { loadJournal } from "../../store/journal/journal-history.ts";
import { defaultStore } from "../stored/default-store.ts";
import { journalProblem } from "../stored/journal-problem.ts";
import { runCommandIn, runCommandOf } from "../stored/run-command.ts";
import { startOf } from "../stored/run-start.ts";
import type { JournalSource } from "./shard-journals.ts";

/** One shard of a plan, as its journal tells. */
export interface StoredShard extends JournalSource {
  readonly shard: ShardLine;
  /** The newest session's line. */
  readonly line: RunLine;
  readonly startedAt: string;
  readonly end: EndLine;
}

export type ShardSet =
  /** Every shard of one plan once, each at its end, in order. */
  | { readonly status: "whole"; readonly shards: readonly [StoredShard, ...StoredShard[]] }
  | { readonly status: "refused"; readonly message: Sentence };

/** Reads shards and holds them against each other: what does not belong together, or is not all there, is refused in words. */
export async function readShardSet(sources: readonly JournalSource[]): Promise<ShardSet> {
  const shards: StoredShard[] = [];
  for (const source of sources) {
    const read = await readShard(source);
    if (typeof read === "string") return refused(read);
    shards.push(read);
  }
  shards.sort((a, b) => a.shard.index - b.shard.index);
  const [first, ...others] = shards;
  if (first === undefined) return refused(refusalWords("no-shards-named"));
  const problem =
    others.map((other) => difference(first, other)).find((found) => found !== null) ??
    incompleteness(shards, first.shard.of);
  return problem === null ? { status: "whole", shards: [first, ...others] } : refused(problem);
}

/** A shard that has come to its end, or why it is none. */
async function readShard(source: JournalSource): Promise<StoredShard | Sentence> {
  const loaded = await loadJournal(source.journal);
  if (loaded.status !== "loaded") return journalProblem(loaded, dirname(source.journal));
  const { run, firstRun, end } = loaded.history;
  const { shard } = run;
  const named = { named: source.named, run: run.id };
  if (shard === undefined) return refusalWords("no-shard", named);
  const why = end === null ? "no end" : UNFINISHED.find((verdict) => verdict === end.verdict);
  if (end === null || why !== undefined) {
    const { index, of } = shard;
    // Under the same cap it would stop where it stopped.
    const more = why === "over_budget" ? " --max-cost USD" : "";
    const finish = { resume: `${resumeOf(source, run)}${more}`, isHere: source.isHere };
    return refusalWords("unfinished-shard", { ...named, ...finish, index, of, why: why ?? "no end" });
  }
  return { ...source, shard, line: run, startedAt: firstRun.started_at, end };
}

/** The command that goes on with a shard; of one in an archive as it goes where that was made. */
function resumeOf({ journal, isHere }: JournalSource, run: RunLine): string {
  if (isHere) return runCommandIn("resume", dirname(journal));
  return runCommandOf("resume", run.id, startOf(run).store ?? defaultStore());
}

const UNFINISHED: readonly UnfinishedShard[] = ["interrupted", "over_budget", "incomplete", "pending"];

/** Why two shards do not belong together; null where they do. */
function difference(a: StoredShard, b: StoredShard): Sentence | null {
  const two = { one: nameOf(a), other: nameOf(b) };
  const [one, other] = [a.line, b.line];
  if (a.shard.of !== b.shard.of) return refusalWords("shards-of-other-number", two);
  if (a.shard.by !== b.shard.by) return refusalWords("shards-dealt-otherwise", two);
  if (one.tool_version !== other.tool_version) {
    return refusalWords("shards-of-versions", { ...two, versions: [one.tool_version, other.tool_version] });
  }
  const option = otherOption(one.request, other.request);
  if (option !== null) return refusalWords("shards-asked-otherwise", { ...two, ...option });
  if (one.plan_hash !== other.plan_hash) return refusalWords("shards-of-plans", two);
  if (hashesOf(one) !== hashesOf(other)) return refusalWords("shards-expect-otherwise", two);
  if (treatmentsOf(one) !== treatmentsOf(other)) return refusalWords("shards-treat-otherwise", two);
  if (one.price_table !== other.price_table) {
    return refusalWords("shards-of-prices", { ...two, prices: [one.price_table, other.price_table] });
  }
  if (one.replies !== other.replies) {
    return refusalWords("shards-replies", { ...two, replies: [one.replies, other.replies] });
  }
  if (one.base_url !== other.base_url) {
    return refusalWords("shards-sent-elsewhere", { ...two, urls: [one.base_url, other.base_url] });
  }
  const isSame = canonicalJson(a.shard.baselines) === canonicalJson(b.shard.baselines);
  return isSame ? null : refusalWords("shards-baselines", two);
}

/** What a later session may be told anew, or what differs from machine to machine. */
const FREE: readonly string[] = [
  "shard",
  "suites",
  "concurrency",
  "max_cost_usd",
  "timeout_ms",
  "max_attempts",
  "allow_outside",
  "start",
];

interface OtherOption {
  readonly option: string;
  /** As JSON. */
  readonly values: readonly [string, string];
}

function otherOption(a: StoredRequest | undefined, b: StoredRequest | undefined): OtherOption | null {
  const [one, other] = [a, b].map((request) => new Map(Object.entries(request ?? {})));
  const keys = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  for (const option of keys) {
    // What only one of them says differs from what is left out.
    const values = [canonicalJson(one?.get(option) ?? null), canonicalJson(other?.get(option) ?? null)] as const;
    if (!FREE.includes(option) && values[0] !== values[1]) return { option, values };
  }
  return null;
}

function hashesOf({ suites }: RunLine): string {
  return canonicalJson(suites.map(({ name, hashes, gate }) => [name, hashes, gate]));
}

function treatmentsOf({ suites }: RunLine): string {
  return canonicalJson(suites.map(({ treatment = null }) => treatment));
}

/** Is one there twice, or not at all? */
function incompleteness(shards: readonly StoredShard[], of: number): Sentence | null {
  const twice = shards.find((shard, at) => shards[at - 1]?.shard.index === shard.shard.index);
  if (twice !== undefined) {
    const both = shards.filter(({ shard }) => shard.index === twice.shard.index).map(({ named }) => named);
    return refusalWords("shard-twice", { index: twice.shard.index, of, named: both });
  }
  const there = new Set(shards.map(({ shard }) => shard.index));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return null;
  const indexes = missing.slice(0, 10);
  return refusalWords("shards-missing", { indexes, of, more: missing.length - indexes.length });
}

function nameOf({ shard, line, named }: StoredShard): string {
  const run = basename(named) === line.id ? "" : ` (${named})`;
  return `shard ${shard.index}/${shard.of}${run}`;
}

function refused(message: Sentence): ShardSet {
  return { status: "refused", message };
}
