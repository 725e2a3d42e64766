import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { ShardChoice, ShardShare, SuiteShare } from "../../domain/run/shard.ts";
import type { ShardsFile } from "../../domain/formats/records.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { shardOfKey } from "../../plan/cases/rendezvous.ts";
import { readShardsFile } from "../../store/shards/shards-file.ts";
import { keyedCases } from "./case-groups.ts";
import { planHashOf } from "./plan-hash.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { checkedCases } from "../passes/checked-cases.ts";

type FoundShare =
  | { readonly ok: true; readonly share: ShardShare }
  | { readonly ok: false; readonly problem: Diagnostic };

/** The part of the plan that an invocation asks for; null: all of it. Suites with errors have none. */
export async function shareOf(
  { suites, errors }: Pick<CheckedSuites, "suites" | "errors">,
  { shard = null, cases, tags, cwd }: Pick<Invocation, "shard" | "cases" | "tags" | "cwd">,
): Promise<FoundShare | { readonly ok: true; readonly share: null }> {
  if (shard === null || errors.length > 0) return { ok: true, share: null };
  return findShare(suites, { cases, tags }, { shard, cwd });
}

/** The part of a plan that `--shard` asks for. The suites are whole: ordinals and the hash of the plan stay the plan's. */
async function findShare(
  suites: readonly CheckedSuite[],
  selection: CaseSelection,
  { shard, cwd }: { readonly shard: ShardChoice; readonly cwd: string },
): Promise<FoundShare> {
  if (shard.kind === "hash") {
    const { index, of } = shard;
    const shares = await Promise.all(suites.map((suite) => hashedShare(suite, selection, shard)));
    return { ok: true, share: { index, of, by: "hash", suites: shares } };
  }
  const read = await readShardsFile(resolve(cwd, shard.file));
  if (!read.ok) return { ok: false, problem: problemOf(shard, said("bad-shard", { reason: read.message })) };
  const wrong = mismatch(read.file, suites, shard.index);
  if (wrong !== null) return { ok: false, problem: problemOf(shard, wrong) };
  const shares = await Promise.all(
    suites.map((suite, index) => dealtShare(suite, selection, { file: read.file, suite: index, shard: shard.index })),
  );
  const by = createHash("sha256").update(JSON.stringify(read.file.suites)).digest("hex");
  return { ok: true, share: { index: shard.index, of: read.file.shards.length, by, suites: shares } };
}

async function hashedShare(
  suite: CheckedSuite,
  selection: CaseSelection,
  { index, of }: { readonly index: number; readonly of: number },
): Promise<SuiteShare> {
  const tally = new ShareTally(suite);
  for await (const { planned, key } of keyedCases(suite, selection, of)) {
    tally.add(planned.trials, shardOfKey(key, of) === index);
  }
  return tally.share();
}

async function dealtShare(
  suite: CheckedSuite,
  selection: CaseSelection,
  dealt: { readonly file: ShardsFile; readonly suite: number; readonly shard: number },
): Promise<SuiteShare> {
  const shardOf = dealt.file.suites[dealt.suite]?.shard_of ?? [];
  const tally = new ShareTally(suite);
  for await (const planned of checkedCases(suite, selection)) {
    if (planned !== null) tally.add(planned.trials, shardOf[tally.seen] === dealt.shard);
  }
  return tally.share();
}

/** Counts the cases of a suite that are this shard's: a byte a case. */
class ShareTally {
  private readonly suite: CheckedSuite;
  private readonly own: Uint8Array;
  private cases = 0;
  private trials = 0;
  seen = 0;

  constructor(suite: CheckedSuite) {
    this.suite = suite;
    this.own = new Uint8Array(suite.cases);
  }

  add(trials: number, isOwn: boolean): void {
    const place = this.seen++;
    if (!isOwn) return;
    this.own[place] = 1;
    this.cases += 1;
    this.trials += trials * this.suite.arms.length;
  }

  share(): SuiteShare {
    const { cases, trials, own } = this;
    return { cases, trials, has: (place) => own[place] === 1 };
  }
}

/** Why a file of shards cannot be used for these suites; null where it can. */
function mismatch(file: ShardsFile, suites: readonly CheckedSuite[], index: number): Said | null {
  const of = file.shards.length;
  if (index > of) return said("bad-shard.number", { index, of });
  const isOfPlan = file.plan_hash === planHashOf(suites) && file.suites.length === suites.length;
  const isWhole = suites.every(({ cases }, suite) => {
    const shardOf = file.suites[suite]?.shard_of ?? [];
    return shardOf.length === cases && shardOf.every((shard) => shard <= of);
  });
  if (isOfPlan && isWhole) return null;
  return isOfPlan ? said("bad-shard.edited") : said("bad-shard.other-plan");
}

function problemOf({ text }: ShardChoice, words: Said): Diagnostic {
  return { severity: "error", place: { kind: "argument", argument: `--shard ${text}` }, ...words };
}
