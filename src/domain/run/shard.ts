/** More jobs than this for one plan are a mistake. */
export const MAX_SHARDS = 10_000;

/** Which part of a plan `--shard` asks for, as typed and as meant. `index` is from 1. */
export type ShardChoice = { readonly text: string; readonly index: number } & (
  | { readonly kind: "hash"; readonly of: number }
  /** A file that `plan --shards` wrote: how many shards there are is said there. */
  | { readonly kind: "file"; readonly file: string }
);

export type ParsedShard =
  { readonly ok: true; readonly shard: ShardChoice } | { readonly ok: false; readonly message: string };

/** Reads `2/5` or `shards.json#2`. */
export function parseShard(text: string): ParsedShard {
  const share = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (share !== null) return shareOfHash(text, Number(share[1]), Number(share[2]));
  const dealt = /^(.+)#(\d{1,9})$/su.exec(text);
  const [, file, number] = dealt ?? [];
  if (file === undefined || number === undefined) {
    return wrong(text, "expected I/N, such as 2/5, or FILE#I with a file that `prompt-run plan --shards N` wrote");
  }
  const index = Number(number);
  if (index < 1) return wrong(text, "shards count from 1");
  return { ok: true, shard: { text, index, kind: "file", file } };
}

function shareOfHash(text: string, index: number, of: number): ParsedShard {
  if (of < 1) return wrong(text, "there must be at least one shard");
  if (of > MAX_SHARDS) return wrong(text, `more than ${MAX_SHARDS} shards are not dealt out`);
  if (index < 1) return wrong(text, `shards count from 1: the first is 1/${of}`);
  if (index > of) return wrong(text, `there are only ${of} shards: the last is ${of}/${of}`);
  return { ok: true, shard: { text, index, kind: "hash", of } };
}

function wrong(text: string, why: string): ParsedShard {
  return { ok: false, message: `--shard ${text}: ${why}` };
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
  /** Is the suite's case at this place in file order, from 0, this shard's? */
  has(place: number): boolean;
}
