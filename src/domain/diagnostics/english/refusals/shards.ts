import { plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** Why shards do not become one run. `one` and `other`: what two shards are called, `shard 1/2 (path)`. */
export const SHARDS = {
  "no-shards-named": (): string => "there is nothing to merge: name the runs of all shards",
  "too-many-folders": ({ named }: Named): string => `${named} has too many folders: name those of the shards`,
  "no-run-below": ({ named }: Named): string => `${named} holds no run: no journal.jsonl is in it or below`,
  "no-archive": (): string => "it is no run and no .zip, .tar or .tar.gz of one",
  "damaged-archive": ({ reason }: { readonly reason: string }): string => `it is damaged: ${reason}`,
  "no-journal-inside": ({ name }: { readonly name: string }): string => `it holds no ${name}`,
  "many-entries": ({ most }: { readonly most: number }): string => `it has more than ${most} entries`,
  "large-archive": ({ mostMebibytes }: { readonly mostMebibytes: number }): string =>
    `what is in it takes more than ${mostMebibytes} MB`,
  "no-shards-dealt": ({ pointer, keyword }: { readonly pointer: string; readonly keyword: string }): string =>
    `it deals out no shards (${pointer}: ${keyword})`,
  "no-shards-there": ({ path }: { readonly path: string }): string =>
    `--out ${path}: it is there already, and deals out no shards: it would be written over. Name another file, or remove this one`,

  "no-shard": ({ named, run }: Named & Run): string => `${named} is no shard: the run ${run} is of a whole plan`,
  "unfinished-shard": ({ named, index, of, why, resume, isHere }: Named & Shard & Finish): string =>
    `shard ${index}/${of} (${named}) is not finished: ${UNFINISHED[why]}; finish it with \`${resume}\`${isHere ? "" : " where it ran"}, or run it again`,
  "shards-of-other-number": ({ one, other }: Two): string => `${one} and ${other} are not of the same number of shards`,
  "shards-dealt-otherwise": ({ one, other }: Two): string =>
    `the cases of ${one} and ${other} were dealt out differently: make all with one --shard`,
  "shards-of-versions": ({ one, other, versions: [a, b] }: Two & { readonly versions: Pair }): string =>
    `${one} was run by prompt-run ${a}, ${other} by ${b}: use one version`,
  "shards-asked-otherwise": ({ one, other, option, values: [a, b] }: Two & Option): string =>
    `${one} and ${other} were asked for differently: ${option} is ${a} and ${b}`,
  "shards-of-plans": ({ one, other }: Two): string =>
    `${one} and ${other} are of different plans: suites, data or settings were not the same`,
  "shards-expect-otherwise": ({ one, other }: Two): string =>
    `the suites of ${one} and ${other} expect different things of the same cases`,
  "shards-treat-otherwise": ({ one, other }: Two): string =>
    `the suites of ${one} and ${other} treat the same cases differently (${TREATMENT}): run all shards in one checkout`,
  "shards-of-prices": ({ one, other, prices: [a, b] }: Two & { readonly prices: Pair }): string =>
    `the trials of ${one} were priced by the table ${a}, those of ${other} by ${b}: run all shards with one`,
  "shards-replies": ({ one, other, replies: [a, b] }: Two & { readonly replies: Pair }): string =>
    `the replies of ${one} are ${a}, those of ${other} ${b}`,
  "shards-sent-elsewhere": ({ one, other, urls: [a, b] }: Two & { readonly urls: Pair }): string =>
    `${one} was sent to ${a}, ${other} to ${b}`,
  "shards-baselines": ({ one, other }: Two): string =>
    `${one} and ${other} had different baselines, or only one of them had one: all shards need the same`,
  "shard-twice": ({ index, of, named }: Shard & { readonly named: readonly string[] }): string =>
    `shard ${index}/${of} is there twice: ${named.join(" and ")}; name one of them`,
  /** `more`: how many beside those that are named. */
  "shards-missing": ({ indexes, of, more }: Missing): string => {
    const shown = indexes.map((index) => `${index}/${of}`).join(", ");
    const head = indexes.length + more === 1 ? "a shard is" : "shards are";
    return `${head} missing: ${shown}${more > 0 ? ` and ${more} more` : ""}; a verdict on the others would leave cases out`;
  },

  "shards-without-request": (): string => "the shards do not say how they were asked for",
  "shards-of-other-plan": (): string =>
    `the shards are of another plan than the suites here, whose cases, data or settings differ: ${IN_CHECKOUT}`,
  "suite-expects-otherwise": ({ file }: { readonly file: string }): string =>
    `${file} expects something else than it did: ${IN_CHECKOUT}`,
  /** `what`: at least one. */
  "case-treated-otherwise": ({ file, id, what }: TreatedCase): string =>
    `${file}, case ${id}: its ${what.map((aspect) => ASPECTS[aspect]).join(" and ")} ${what.length > 1 || PLURAL.includes(what[0] ?? "") ? "are not what they were" : "is not what it was"} when the shards ran: ${IN_CHECKOUT}`,
  "suite-treats-otherwise": ({ file }: { readonly file: string }): string =>
    `${file} treats its cases otherwise than it did when the shards ran (${TREATMENT}): ${IN_CHECKOUT}`,
  "shards-of-other-prices": ({ prices: [then, now] }: { readonly prices: Pair }): string =>
    `the trials of the shards were priced by the table ${then}, here it is ${now}: ${IN_CHECKOUT}, with the same version`,
  "trials-in-no-shard": ({ missing, trials }: { readonly missing: number; readonly trials: number }): string =>
    `${missing} of the plan's ${plural(trials, "trial")} ${missing === 1 ? "is" : "are"} in no shard`,
  "trial-of-no-plan": ({ shard }: { readonly shard: number }): string =>
    `shard ${shard} has a trial that the plan has not`,
  "case-in-two-shards": ({
    shards: [a, b],
    id,
  }: {
    readonly shards: readonly [number, number];
    readonly id: string;
  }): string => `shards ${a} and ${b} both have the case ${id}`,
  "shard-unreadable": ({ shard, why }: { readonly shard: number; readonly why: Sentence }): string =>
    `the journal of shard ${shard} cannot be read: ${why}`,
};

/** What kept a shard from its end. */
export type UnfinishedShard = keyof typeof UNFINISHED;

const UNFINISHED = {
  "no end": "it did not come to its end",
  interrupted: "it was interrupted",
  over_budget: "its share of the budget was used up",
  incomplete: "the account or the input stopped it",
  pending: "a batch of it is open",
};

const IN_CHECKOUT = "merge them in the checkout that they ran in";

/** What a case is given beside what is asked and what is expected of the answer. */
const TREATMENT =
  "`quarantine`, `skip`, `tags`, `cluster`, `tool_results`, `limits.max_tool_rounds` or simulated replies";

/** How a case counts, or what checks know of it. */
export type CaseAspect = keyof typeof ASPECTS;

const ASPECTS = {
  quarantine: "`quarantine`",
  skip: "`skip`",
  tags: "`tags`",
  cluster: "`cluster`",
  vars: "variables",
};

const PLURAL: readonly string[] = ["tags", "vars"];

interface TreatedCase {
  readonly file: string;
  readonly id: string;
  readonly what: readonly CaseAspect[];
}

interface Finish {
  readonly why: UnfinishedShard;
  /** The command that goes on with it. */
  readonly resume: string;
  /** Is its folder at hand? */
  readonly isHere: boolean;
}

type Pair = readonly [string, string];

interface Named {
  readonly named: string;
}

interface Run {
  readonly run: string;
}

interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

interface Two {
  readonly one: string;
  readonly other: string;
}

interface Option {
  readonly option: string;
  /** As JSON. */
  readonly values: Pair;
}

interface Missing {
  readonly indexes: readonly number[];
  readonly of: number;
  readonly more: number;
}
