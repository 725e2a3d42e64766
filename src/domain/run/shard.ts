import type { ShardMistake } from "../diagnostics/english/usage.ts";
import type { Sentence } from "../diagnostics/wording/sentence.ts";
import { usage } from "../diagnostics/usage.ts";

/** More jobs than this for one plan are a mistake. */
export const MAX_SHARDS = 10_000;

/** Which part of a plan `--shard` asks for, as typed and as meant. `index` is from 1. */
export type ShardChoice = { readonly text: string; readonly index: number } & (
  | { readonly kind: "hash"; readonly of: number }
  /** A file that `plan --shards` wrote: how many shards there are is said there. */
  | { readonly kind: "file"; readonly file: string }
);

export type ParsedShard =
  | { readonly ok: true; readonly shard: ShardChoice }
  | { readonly ok: false; readonly message: Sentence };

/** Reads `2/5` or `shards.json#2`. */
export function parseShard(text: string): ParsedShard {
  const share = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (share !== null) return shareOfHash(text, Number(share[1]), Number(share[2]));
  const dealt = /^(.+)#(\d{1,9})$/su.exec(text);
  const [, file, number] = dealt ?? [];
  if (file === undefined || number === undefined) {
    return wrong(text, { kind: "form" });
  }
  const index = Number(number);
  if (index < 1) return wrong(text, { kind: "below one" });
  return { ok: true, shard: { text, index, kind: "file", file } };
}

function shareOfHash(text: string, index: number, of: number): ParsedShard {
  if (of < 1) return wrong(text, { kind: "no shards" });
  if (of > MAX_SHARDS) return wrong(text, { kind: "too many", most: MAX_SHARDS });
  if (index < 1) return wrong(text, { kind: "below first", of });
  if (index > of) return wrong(text, { kind: "beyond last", of });
  return { ok: true, shard: { text, index, kind: "hash", of } };
}

function wrong(text: string, mistake: ShardMistake): ParsedShard {
  return { ok: false, message: usage("shard", { shard: text, mistake }) };
}

/** One shard of a plan. */
export interface ShardShare {
  /** From 1. */
  readonly index: number;
  readonly of: number;
  /** `hash`, or the hash of the file that says which case is whose: shards that differ in it do not belong together. */
  readonly by: string;
  /** By suite: how much of it is this shard's. */
  readonly suites: readonly SuiteShare[];
}

export interface SuiteShare {
  readonly cases: number;
  readonly trials: number;
  /** Is the suite's case of this rank in file order, from 0, this shard's? */
  has(rank: number): boolean;
}
