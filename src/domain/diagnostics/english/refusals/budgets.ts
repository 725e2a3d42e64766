import { formatUsdApart } from "../../../../base/figures.ts";

/** Why a budget lets nothing more through. */
export const BUDGETS = {
  "no-room": ({ leftUsd, capUsd, worstUsd, isJudged }: Room): string => {
    const [left = "", cap = "", worst = ""] = formatUsdApart([leftUsd, capUsd, worstUsd ?? capUsd]);
    const may =
      worstUsd === null
        ? ""
        : `, and this request${isJudged ? ", with the judges of its answer," : ""} may cost ${worst} at worst, which is set aside before it is sent`;
    return `the budget has no room: ${left} of ${cap} is left${may}`;
  },
  "budget-stopped": ({ cap, spentUsd, refused }: StoppedByCap): string => {
    const { capUsd, suite, enoughUsd } = cap;
    const leftUsd = spentUsd === null ? capUsd : Math.max(0, capUsd - spentUsd);
    const [of = "", left = "", worst = ""] = formatUsdApart([capUsd, leftUsd, refused?.worstUsd ?? capUsd]);
    const room = spentUsd === null ? `: no room is left under its ${of}` : ` with ${left} of ${of} left`;
    if (spentUsd !== null && spentUsd > capUsd) {
      const [paid = "", cap_ = ""] = formatUsdApart([spentUsd, capUsd]);
      return `${paid} was paid, more than the budget of ${cap_} allows: under a higher cap, or by an application itself, which is known only when it is paid`;
    }
    const who =
      suite === null ? "the budget stopped the run" : `the budget of ${suite.name} (${capPlace(suite)}) stopped it`;
    const isOption = suite !== null && suite.option !== null;
    const key = suite === null ? "--max-cost" : isOption ? "--set limits.max_cost_usd" : "limits.max_cost_usd:";
    const all = suite === null ? "the whole run" : "all of the suite";
    const ways = [
      ...(enoughUsd === null ? [] : [`${key}${isOption ? "=" : " "}${enoughUsd} is enough for ${all} at worst`]),
      ...(isOption
        ? [
            "`resume` keeps what --set said: a new run with another value goes on (with --reuse, what is answered is not paid for again)",
          ]
        : []),
      ...lowerTokens(refused),
    ];
    return [`${who}${room}${refused === null ? "" : `: ${requestText(refused, worst)}`}`, ...ways].join("; ");
  },
  "budget-stopped-run": ({ refused }: { readonly refused: RefusedRequest | null }): string => {
    const [worst = ""] = formatUsdApart([refused?.worstUsd ?? 0]);
    return `the budget stopped the run${refused === null ? "" : `: ${requestText(refused, worst)}`}`;
  },
};

interface Room {
  readonly leftUsd: number;
  readonly capUsd: number;
  /** What the request may cost; null: not known. */
  readonly worstUsd: number | null;
  /** Are the judges of its trial in it? */
  readonly isJudged: boolean;
}

/** The first request that found no room. */
export interface RefusedRequest {
  readonly worstUsd: number;
  readonly isJudged: boolean;
  /** The longest answer that its suites ask for; null: not known. */
  readonly maxTokens: number | null;
}

interface StoppedByCap {
  readonly cap: {
    readonly capUsd: number;
    /** Null: it is the cap of the whole run. */
    readonly suite: CappedSuite | null;
    readonly enoughUsd: number | null;
  };
  /** Null where it is not known how much of it falls under the cap. */
  readonly spentUsd: number | null;
  readonly refused: RefusedRequest | null;
}

/** `option`: that of the command line which says the cap; null: the file does. */
export interface CappedSuite {
  readonly name: string;
  readonly file: string;
  readonly option: string | null;
}

function capPlace({ file, option }: CappedSuite): string {
  return option ?? `limits.max_cost_usd in ${file}`;
}

function requestText({ isJudged }: RefusedRequest, worst: string): string {
  return `the next request${isJudged ? ", with its judges," : ""} may cost ${worst} at worst, which is set aside before it is sent`;
}

/** Most of the worst is the longest answer: one that is told to be short asks for less room. */
function lowerTokens(refused: RefusedRequest | null): readonly string[] {
  const { maxTokens = null } = refused ?? {};
  return maxTokens === null ? [] : [`a smaller max_tokens (now ${maxTokens}) lowers that worst`];
}
