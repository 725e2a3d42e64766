import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { isPending, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { hash64 } from "../../base/lists/typed-list.ts";
import { cachePrefixes } from "../../plan/requests/cache-prefix.ts";
import { keepTogether } from "../../plan/cases/keep-together.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Suite } from "../../domain/suite.ts";
import type { PlannedTrial, TrialId } from "../../domain/run/trial.ts";
import { caseHashes } from "../../plan/cases/case-hashes.ts";
import {
  type CaseOnArm,
  planTrial,
  type TrialBase,
  trialKeyBase,
  turnRequest,
} from "../../plan/requests/plan-trial.ts";
import { requestHash } from "../../plan/requests/request-hash.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { type OrderedCase, seededOrder } from "../../plan/cases/case-order.ts";
import { checkedCases } from "./checked-cases.ts";
import type { CheckedSuite } from "./preflight.ts";
import type { ShardShare } from "../../domain/run/shard.ts";

/** A data file changed between the first pass and the second: what would be sent is not what was checked. */
export class DataChangedError extends Error {
  declare readonly message: Sentence;

  /** `file`: of the suite. */
  constructor(file: string) {
    super(refusalWords("data-changed", { file }));
  }
}

/** The second pass: trials in plan order, and the case behind each. */
export interface PlanStream {
  /** The trials of one rate-limit bucket; may be opened again. Throws a DataChangedError. */
  open(bucket: string): AsyncIterable<PlannedTrial>;
  readonly buckets: readonly string[];
  /** Those of the shard, where it is one. */
  readonly trials: number;
  /** Which part of the plan this is; null: all of it. */
  readonly share: ShardShare | null;
  /** The suites as they were planned, whole. */
  readonly suites: readonly Suite[];
  /** The cases of a suite in file order, those of the shard where it is one. Throws a DataChangedError. */
  cases(suite: number): AsyncIterable<OrderedCase>;
  /** The case and arm that a trial was planned from. */
  caseOf(trial: TrialId): TrialOrigin;
}

export interface TrialOrigin extends CaseOnArm {
  /** The rank of the case in the order in which the suite's cases are begun, from 0. */
  readonly rank: number;
}

/** What of the plan is to be run. */
export interface PlanPart {
  /** Null or absent: all cases. */
  readonly share?: ShardShare | null;
  readonly isWanted?: Wanted;
}

/**
 * Plan order: suites as given, cases in file order, arms, trials. Ordinals count over the whole run. With `orderSeed` each
 * suite's cases begin in a seeded order; ordinals stay those of plan order. Of a shard only its own cases are planned, with the
 * ordinals that they have in the whole plan.
 */
export function createPlanStream(
  suites: readonly CheckedSuite[],
  selection: CaseSelection,
  orderSeed: number | null = null,
  { share = null, isWanted = () => true }: PlanPart = {},
): PlanStream {
  const origins = new WeakMap<TrialId, TrialOrigin>();
  const buckets = new Set(suites.flatMap(({ loaded }) => loaded.suite.arms.map((arm) => arm.bucket)));
  return {
    buckets: [...buckets],
    trials: (share?.suites ?? suites).reduce((sum, { trials }) => sum + trials, 0),
    share,
    suites: suites.map(({ loaded }) => loaded.suite),
    open(bucket) {
      const trials = openBucket({ suites, selection, origins, orderSeed, share, isWanted }, bucket);
      const isShared = suites.some(({ sharedPrefixes }) => sharedPrefixes.size > 0);
      return orderSeed === null && isShared ? keepTogether(trials) : trials;
    },
    cases: (suite) => casesOf({ suites, selection, share }, suite),
    caseOf(trial) {
      const origin = origins.get(trial);
      if (origin === undefined) throw new Error(`trial ${trial.ordinal} was not planned here`);
      return origin;
    },
  };
}

/** Is a case wanted on an arm? What is not is planned like the rest, so that ordinals and hashes stay, and skipped. */
type Wanted = (caseId: string, armId: string) => boolean;

interface Planning {
  readonly isWanted: Wanted;
  readonly suites: readonly CheckedSuite[];
  readonly selection: CaseSelection;
  readonly origins: WeakMap<TrialId, TrialOrigin>;
  readonly orderSeed: number | null;
  readonly share: ShardShare | null;
}

async function* openBucket(planning: Planning, bucket: string): AsyncIterable<PlannedTrial> {
  let start = 0;
  for (const [suiteIndex, checked] of planning.suites.entries()) {
    const { suite } = checked.loaded;
    const open = (): AsyncIterable<OrderedCase> => casesInFileOrder(checked, planning.selection, start);
    const { orderSeed } = planning;
    const ordered = orderSeed === null ? open() : seededOrder(open, checked.cases, `${orderSeed} ${suite.name}`);
    const own = planning.share?.suites[suiteIndex] ?? null;
    for await (const one of ordered) {
      if (own?.has(one.rank) === false) continue;
      for (const onArm of trialsOf(one, { planning, checked, suiteIndex, bucket })) {
        for (const trial of isPending(onArm) ? await onArm : onArm) yield trial;
      }
    }
    start += checked.trials;
  }
}

async function* casesOf(
  { suites, selection, share }: Pick<Planning, "suites" | "selection" | "share">,
  index: number,
): AsyncIterable<OrderedCase> {
  const checked = suites[index];
  if (checked === undefined) throw new RangeError(`there is no suite ${index}`);
  const start = suites.slice(0, index).reduce((sum, { trials }) => sum + trials, 0);
  const own = share?.suites[index] ?? null;
  for await (const one of casesInFileOrder(checked, selection, start)) if (own?.has(one.rank) !== false) yield one;
}

/** Throws a DataChangedError when a case is not what the first pass saw, or when one is missing. */
async function* casesInFileOrder(
  checked: CheckedSuite,
  selection: CaseSelection,
  start: number,
): AsyncIterable<OrderedCase> {
  const { suite } = checked.loaded;
  let index = 0;
  let ordinal = start;
  for await (const planned of checkedCases(checked, selection)) {
    if (planned === null) throw new DataChangedError(suite.displayFile);
    yield { planned, rank: index, ordinal };
    index += 1;
    ordinal += planned.trials * suite.arms.length;
  }
  if (index !== checked.cases) throw new DataChangedError(suite.displayFile);
}

interface BucketOfSuite {
  readonly planning: Planning;
  readonly checked: CheckedSuite;
  readonly suiteIndex: number;
  readonly bucket: string;
}

/** A case's trials, by the arms of one bucket. */
function* trialsOf(one: OrderedCase, from: BucketOfSuite): Iterable<MaybePromise<Iterable<PlannedTrial>>> {
  const { suite, files } = from.checked.loaded;
  const arms = [...suite.arms.entries()].filter(([, arm]) => arm.bucket === from.bucket);
  const countAsked = createAskedCount(arms.length);
  const hashes = caseHashes(one.planned, files);
  for (const [armIndex, arm] of arms) {
    const at = { suite, suiteIndex: from.suiteIndex, planned: one.planned, arm, files, rank: one.rank };
    yield whenThere(turnRequest(at, 1, [], []), (first) => {
      const asked = first.ok ? countAsked(first.value, one.planned.trials) : 0;
      const cacheGroups = first.ok ? sharedGroups(first.value, from.checked.sharedPrefixes) : [];
      const base = { first, key: first.ok ? trialKeyBase(at, first.value) : "", hashes, cacheGroups };
      const ordinal = one.ordinal + armIndex * one.planned.trials;
      return trialsOnArm(at, base, { planning: from.planning, asked, ordinal });
    });
  }
}

/** `asked`: so many trials of the case begin with an equal request before these; `ordinal`: of the first of them. */
function* trialsOnArm(
  at: TrialOrigin,
  base: TrialBase,
  { planning, asked, ordinal }: { readonly planning: Planning; readonly asked: number; readonly ordinal: number },
): Iterable<PlannedTrial> {
  const { planned, arm } = at;
  for (let trial = 1; trial <= planned.trials; trial++) {
    const made = planTrial(at, base, { trial, nth: asked + trial, ordinal: ordinal + trial - 1 });
    const wanted = planning.isWanted(planned.id, arm.id) ? made : { ...made, skipped: failureWords("not-selected") };
    planning.origins.set(wanted, at);
    yield wanted;
  }
}

/** The prefixes of a request that other trials begin with too. */
function sharedGroups(request: CompletionRequest, shared: ReadonlySet<bigint>): readonly string[] {
  if (shared.size === 0) return [];
  return cachePrefixes(request).flatMap(({ hash }) => (shared.has(hash64(hash)) ? [hash] : []));
}

/**
 * Counts, for one case, how many trials of earlier arms begin with an equal request. Equal requests name the same model,
 * so they are all in one bucket; with one arm there are none.
 */
function createAskedCount(arms: number): (first: CompletionRequest, trials: number) => number {
  if (arms < 2) return () => 0;
  const counts = new Map<string, number>();
  return (first, trials) => {
    const hash = requestHash(first);
    const asked = counts.get(hash) ?? 0;
    counts.set(hash, asked + trials);
    return asked;
  };
}
