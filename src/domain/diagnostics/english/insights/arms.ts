import { formatCount, formatNumber, formatPercent, formatPoints, formatUsd, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** What an arm's figures say, and what they leave open. */
export const ARMS = {
  /** Of a rate of 0% or 100%. `needed`: so many without a failure would show `usual`; null: there are as many. */
  "rate-open": ({ passed, decided, cases, clusters, worth, bound, level, needed }: OpenRate): string => {
    const counted = `${passed} of ${decided} passed${countedOver(decided, cases, clusters)}${worthText(worth)}`;
    const side = passed === 0 ? "at most" : "at least";
    const open = `${counted}: the true rate is ${side} ${formatPercent(bound)} (${formatPercent(level)} confidence, one-sided)`;
    if (needed === null) return open;
    const units = clusters === null ? "cases" : worth === null ? "clusters" : "clusters of equal size";
    return `${open}; ${needed.count} ${units} without a failure would show at least ${formatPercent(needed.rate)}`;
  },
  /** Of two arms what the cheaper one is worth. `ratio` null: it costs nothing. */
  "cheaper-arm": ({ cheap, dear, ratio, margin, standing }: Trade): string => {
    const cheaper = ratio === null ? "free" : `${formatNumber(Number(ratio.toPrecision(2)))}× cheaper`;
    const points = formatPoints(margin).replace("+", "");
    const rates = `${formatPercent(cheap.passRate)} against ${formatPercent(dear.passRate)}`;
    switch (standing) {
      case "not worse":
        return `${cheap.arm} is not worse than ${dear.arm} by ${points} points or more, and ${cheaper}`;
      case "worse":
        return `${cheap.arm} is ${cheaper} than ${dear.arm}, and worse: ${rates}`;
      case "open":
        return `${cheap.arm} is ${cheaper} than ${dear.arm}; whether it is worse by ${points} points or more is open: ${rates}`;
    }
  },
  /** How well an agent tells when to use a skill. */
  "skill-fired": ({ tool, precision, recall, should, shouldFired, shouldNot, shouldNotFired }: Fired): string => {
    const counts = `it fired in ${shouldFired} of ${plural(should, "case")} that should and in ${shouldNotFired} of ${shouldNot} that should not`;
    return `${tool}: precision ${rateText(precision)}, recall ${rateText(recall)}; ${counts}.`;
  },
  /** What calls an application made. `models`: the first of them; `more`: how many others there are. */
  "calls-made": ({ p50, p95, models, more }: Calls): string => {
    const trials =
      p50 === null || p95 === null
        ? "calls a trial unknown"
        : `${plural(p50, "call")} a trial at the median, ${p95} at the 95th percentile`;
    const others = more > 0 ? [`and ${plural(more, "more model")}`] : [];
    return `${[trials, ...models.map(callsText), ...others].join("; ")}.`;
  },
  /** What the default gate asks of so many trials; `redShare`: how often it is red where each passes with `rate`. */
  "all-must-pass": ({ trials, rate, redShare }: AllMustPass): string =>
    `Without a gate all ${plural(trials, "trial")} of an arm must pass: where each passes with ${formatPercent(rate)}, ` +
    `that is red ${formatPercent(redShare)} of the time with nothing wrong; \`not_worse_than\`, or \`pass_rate\` with \`confidence\`, allows for luck.`,
  /** What makes a gate green in 4 of 5 runs with nothing changed. */
  "often-open": ({ remedy }: { readonly remedy: Sentence }): string =>
    `By how flaky the baseline found its cases, \`not_worse_than\` will often stay open with nothing changed: green 4 times in 5 takes ${remedy}.`,
  /** Trials where they tell most. `savedUsd` null: not known. */
  "trials-allotted": ({ planned, total, savedUsd, parts }: Allotment): string => {
    const money = savedUsd === null ? "" : ` (≈ ${formatUsd(savedUsd)} less a run)`;
    const named = parts.map(({ trials, cases }) => {
      return `${trials} of ${typeof cases === "number" ? plural(cases, "case") : cases.join(", ")}`;
    });
    return `Trials where they tell most: ${formatCount(planned)} on each arm as planned, or as sharp with ${formatCount(total)}${money}: ${named.join("; ")}. A case may set its own \`trials:\`.`;
  },
};

interface OpenRate {
  readonly passed: number;
  readonly decided: number;
  readonly cases: number;
  /** Null: cases stand for themselves. */
  readonly clusters: number | null;
  /** How many independent cases they are worth; null: as many as they are. */
  readonly worth: number | null;
  readonly bound: number;
  readonly level: number;
  readonly needed: { readonly count: number; readonly rate: number } | null;
}

interface TradedArm {
  readonly arm: string;
  readonly passRate: number;
}

interface Trade {
  readonly cheap: TradedArm;
  readonly dear: TradedArm;
  readonly ratio: number | null;
  readonly margin: number;
  readonly standing: "not worse" | "worse" | "open";
}

interface RateBounds {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

interface Fired {
  readonly tool: string;
  readonly precision: RateBounds;
  readonly recall: RateBounds;
  readonly should: number;
  readonly shouldFired: number;
  readonly shouldNot: number;
  readonly shouldNotFired: number;
}

interface ModelCallsTold {
  readonly model: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cacheTokens: number;
  readonly outputTokens: number;
  /** Null: not known. */
  readonly costUsd: number | null;
}

interface Calls {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly models: readonly ModelCallsTold[];
  readonly more: number;
}

interface AllMustPass {
  readonly trials: number;
  readonly rate: number;
  readonly redShare: number;
}

interface Allotment {
  readonly planned: number;
  readonly total: number;
  readonly savedUsd: number | null;
  /** `cases`: which, or how many where they are many. */
  readonly parts: readonly { readonly trials: number; readonly cases: readonly string[] | number }[];
}

function countedOver(decided: number, cases: number, clusters: number | null): string {
  if (clusters !== null) return ` over ${plural(cases, "case")} in ${plural(clusters, "cluster")}`;
  return decided > cases ? ` over ${plural(cases, "case")}` : "";
}

function worthText(worth: number | null): string {
  return worth === null ? "" : ` of unequal size, worth ${plural(Math.floor(worth), "case")}`;
}

function rateText({ value, low, high }: RateBounds): string {
  return value === null ? "unknown" : `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
}

/** Tokens of the cache stand apart, as they do in all figures. */
function callsText({ model, calls, inputTokens, cacheTokens, outputTokens, costUsd }: ModelCallsTold): string {
  const cached = cacheTokens === 0 ? [] : [`${exact(cacheTokens)} through the cache`];
  const cost = costUsd === null ? "cost unknown" : formatUsd(costUsd);
  const tokens = [`${exact(inputTokens)} tokens in`, ...cached, `${exact(outputTokens)} out`];
  return `${model}: ${[plural(calls, "call"), ...tokens, cost].join(", ")}`;
}

function exact(count: number): string {
  return count.toLocaleString("en-US");
}
