import { basename, dirname } from "node:path";
import { canonicalJson } from "../../base/canonical-json.ts";
import type { EndLine, RunLine, ShardLine, StoredRequest } from "../../domain/formats/records.ts";
import { loadJournal } from "../../store/journal/journal-history.ts";
import { journalProblem } from "../stored/journal-problem.ts";
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
  | { readonly status: "refused"; readonly message: string };

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
  if (first === undefined) return refused("there is nothing to merge: name the runs of all shards");
  const problem =
    others.map((other) => difference(first, other)).find((found) => found !== null) ??
    incompleteness(shards, first.shard.of);
  return problem === null ? { status: "whole", shards: [first, ...others] } : refused(problem);
}

/** A shard that has come to its end, or why it is none. */
async function readShard(source: JournalSource): Promise<StoredShard | string> {
  const loaded = await loadJournal(source.journal);
  if (loaded.status !== "loaded") return journalProblem(loaded, dirname(source.journal));
  const { run, firstRun, end } = loaded.history;
  const { shard } = run;
  if (shard === undefined) return `${source.named} is no shard: the run ${run.id} is of a whole plan`;
  const unfinished = end === null ? "it did not come to its end" : UNFINISHED[end.verdict];
  if (end === null || unfinished !== undefined) {
    const name = `shard ${shard.index}/${shard.of} (${source.named})`;
    return `${name} is not finished: ${unfinished}; finish it with \`prompt-run resume ${run.id}\` where it ran, or run it again`;
  }
  return { ...source, shard, line: run, startedAt: firstRun.started_at, end };
}

const UNFINISHED: Readonly<Record<string, string | undefined>> = {
  interrupted: "it was interrupted",
  over_budget: "its share of the budget was used up",
  incomplete: "the account or the input stopped it",
  pending: "a batch of it is open",
};

/** Why two shards do not belong together; null where they do. */
function difference(a: StoredShard, b: StoredShard): string | null {
  const [one, other] = [nameOf(a), nameOf(b)];
  if (a.shard.of !== b.shard.of) return `${one} and ${other} are not of the same number of shards`;
  if (a.shard.by !== b.shard.by)
    return `the cases of ${one} and ${other} were dealt out differently: make all with one --shard`;
  if (a.line.tool_version !== b.line.tool_version) {
    return `${one} was run by prompt-run ${a.line.tool_version}, ${other} by ${b.line.tool_version}: use one version`;
  }
  const option = otherOption(a.line.request, b.line.request);
  if (option !== null) return `${one} and ${other} were asked for differently: ${option}`;
  if (a.line.plan_hash !== b.line.plan_hash) {
    return `${one} and ${other} are of different plans: suites, data or settings were not the same`;
  }
  if (hashesOf(a.line) !== hashesOf(b.line))
    return `the suites of ${one} and ${other} expect different things of the same cases`;
  if (a.line.replies !== b.line.replies)
    return `the replies of ${one} are ${a.line.replies}, those of ${other} ${b.line.replies}`;
  if (a.line.base_url !== b.line.base_url)
    return `${one} was sent to ${a.line.base_url}, ${other} to ${b.line.base_url}`;
  if (canonicalJson(a.shard.baselines) !== canonicalJson(b.shard.baselines)) {
    return `${one} and ${other} had different baselines, or only one of them had one: all shards need the same`;
  }
  return null;
}

/** What a later session may be told anew, or what differs from machine to machine. */
const FREE: readonly string[] = ["shard", "suites", "concurrency", "max_cost_usd", "timeout_ms", "max_attempts"];

function otherOption(a: StoredRequest | undefined, b: StoredRequest | undefined): string | null {
  const [one, other] = [Object.entries(a ?? {}), new Map(Object.entries(b ?? {}))];
  const found = one.find(
    ([key, value]) => !FREE.includes(key) && canonicalJson(value) !== canonicalJson(other.get(key)),
  );
  if (found === undefined) return null;
  const [key, value] = found;
  return `${key} is ${JSON.stringify(value)} and ${JSON.stringify(other.get(key))}`;
}

function hashesOf({ suites }: RunLine): string {
  return canonicalJson(suites.map(({ name, hashes, gate }) => [name, hashes, gate]));
}

/** Is one there twice, or not at all? */
function incompleteness(shards: readonly StoredShard[], of: number): string | null {
  const twice = shards.find((shard, at) => shards[at - 1]?.shard.index === shard.shard.index);
  if (twice !== undefined) {
    const both = shards.filter(({ shard }) => shard.index === twice.shard.index).map(({ named }) => named);
    return `shard ${twice.shard.index}/${of} is there twice: ${both.join(" and ")}; name one of them`;
  }
  const there = new Set(shards.map(({ shard }) => shard.index));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 10).map((index) => `${index}/${of}`);
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : "";
  return `${missing.length === 1 ? "a shard is" : "shards are"} missing: ${shown.join(", ")}${more}; a verdict on the others would leave cases out`;
}

function nameOf({ shard, line, named }: StoredShard): string {
  const run = basename(named) === line.id ? "" : ` (${named})`;
  return `shard ${shard.index}/${shard.of}${run}`;
}

function refused(message: string): ShardSet {
  return { status: "refused", message };
}
