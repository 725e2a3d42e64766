import { fateText, type SuiteFate } from "../suites/gates.ts";
import { formatMsBeside, formatPercent, formatUsd, formatUsdApart, plural } from "../../../../base/figures.ts";

/** What rules on one arm come to, and why a rule has nothing to look at. */
export const ARMS = {
  "some-failed": ({
    failed,
    decided,
    cases,
    count,
  }: Cases & { readonly failed: number; readonly decided: number }): string =>
    `${failed} of ${plural(decided, "trial")} failed: ${casesText(cases, count)}`,
  "red-by-luck": ({ rate, redShare }: { readonly rate: number; readonly redShare: number }): string =>
    `at ${formatPercent(rate)} a trial this gate is red ${formatPercent(redShare)} of the time`,
  "trials-open": ({ count }: Count): string => `${plural(count, "trial")} without a verdict`,
  "all-passed": ({ count }: Count): string => `all ${plural(count, "trial")} passed`,
  "cases-below": ({ limit, cases, count }: Cases & Limit): string =>
    `${plural(count, "case")} below ${formatPercent(limit)}: ${casesText(cases, count)}`,
  "cases-may-miss": ({ limit, count }: Count & Limit): string =>
    `${plural(count, "case")} may miss ${formatPercent(limit)}: answers are missing`,
  "cases-reach": ({ limit, lowest }: Limit & { readonly lowest: number }): string =>
    `every case reaches ${formatPercent(limit)}, the lowest has ${formatPercent(lowest)}`,

  "no-answer": (): string => "no answer came: nothing was tested",
  "over-cap": ({ usd, capUsd }: Money): string => beside(usd, capUsd).join(" is more than "),
  "unpriced-answers": ({ count }: Count): string => `the price of ${plural(count, "answer")} is unknown`,
  "may-be-over-cap": ({ usd, capUsd }: Money): string =>
    `with the missing answers it may cost ${beside(usd, capUsd).join(", more than ")}`,
  "within-cap": ({ usd, capUsd }: Money): string => beside(usd, capUsd).join(" is within "),
  "no-latency": (): string => "no latency is known: nothing was tested",
  latency: ({ p95Ms, limitMs }: { readonly p95Ms: number; readonly limitMs: number }): string =>
    `95% of answers took at most ${formatMsBeside(p95Ms, limitMs).join(", the limit is ")}`,
  "latency-open": ({ count }: Count): string => `it depends on ${plural(count, "missing answer")}`,

  "unknown-arm": ({ arm }: { readonly arm: string }): string =>
    `the gate names the arm ${arm}, which this run does not have`,
  "unknown-compared-arm": ({ arm }: { readonly arm: string }): string =>
    `the gate compares with the arm ${arm}, which this run does not have`,
  "tag-without-cases": ({ tag }: { readonly tag: string }): string => `no case has the tag ${tag}: nothing was tested`,
  "not-judged-by": ({ judge }: { readonly judge: string }): string =>
    `no answer was judged by ${judge}: nothing was tested`,
  "no-arm-of-baseline": ({ arm }: { readonly arm: string }): string => `the baseline has no arm to compare ${arm} with`,
  "no-baseline-given": (): string => "no baseline was given",
  /** `source`: null: the gate leaves it to `--baseline`. */
  "no-baseline-yet": ({ source }: { readonly source: string | null }): string => noBaseline(source),
  /** `name`: what `--baseline` has to say of it then; null: it is named already. */
  "accept-makes-it": ({ command, name }: { readonly command: string; readonly name: string | null }): string =>
    `\`${command}\` makes it of this run${name === null ? "" : `, to be named with \`--baseline ${name}\``}`,
  "whole-run-makes-it": (): string => "a run with all answers and verdicts makes it",
  /** `source`: what was named and is not there; null: nothing was. */
  "name-the-baseline": ({ folder, source }: { readonly folder: string; readonly source: string | null }): string =>
    source === null
      ? `--baseline is not given: name the baseline, \`--baseline ${folder}\``
      : `${source} does not exist: did you mean \`--baseline ${folder}\`?`,
  /** `fate`: what became of the suite of the baseline that is there. */
  "baseline-of-orphan": ({ source, orphan, fate }: Orphan): string =>
    `${noBaseline(source)}, but ${orphan} does: ${fateText(fate)}`,
  "baseline-foreign": ({ source, suite }: { readonly source: string; readonly suite: string }): string =>
    `${source} is the baseline of the suite ${suite}: nothing was compared`,
  "baseline-not-simulated": ({ source, replies }: { readonly source: string; readonly replies: string }): string =>
    `the answers in ${source} are ${replies}, those of this run simulated: they are not compared`,
};

interface Count {
  readonly count: number;
}

interface Cases extends Count {
  /** The first of them. */
  readonly cases: readonly string[];
}

interface Limit {
  readonly limit: number;
}

function beside(usd: number | null, capUsd: number): readonly string[] {
  return usd === null ? [formatUsd(usd), formatUsd(capUsd)] : formatUsdApart([usd, capUsd]);
}

interface Money {
  readonly usd: number | null;
  readonly capUsd: number;
}

interface Orphan {
  readonly source: string | null;
  readonly orphan: string;
  readonly fate: SuiteFate;
}

function casesText(first: readonly string[], total: number): string {
  return `${first.join(", ")}${total > first.length ? ` and ${plural(total - first.length, "more case")}` : ""}`;
}

function noBaseline(source: string | null): string {
  const what = source === null ? "--baseline is not given" : `${source} does not exist`;
  return `there is no baseline yet: ${what}`;
}
