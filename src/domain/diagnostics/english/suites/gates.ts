import { formatCount, formatPercent, plural } from "../../../../base/figures.ts";
import { didYouMean, type Text } from "../phrases/text.ts";

/** Gates, the baselines that they hold runs against, and what a cap on money needs. */
export const GATES = {
  "unprovable-gate": ({ limit, confidence, cases, worth, needed }: UnprovableGate): Text => {
    const isClustered = worth < cases;
    const counted = isClustered ? `, worth ${formatCount(Math.floor(worth))} as they stand in clusters,` : "";
    const few = `${plural(cases, "case")}${counted} cannot show a pass rate of ${formatPercent(limit)} at ${formatPercent(confidence)} confidence`;
    const more =
      needed === null
        ? "ask for less than 1"
        : `add cases (${formatCount(needed)}${isClustered ? " outside clusters" : ""} that all pass show it)`;
    return {
      message: `${few}, were every one to pass: the gate will be inconclusive`,
      hint: `${more}, ask for less, or leave out \`confidence\`: then the rate itself counts`,
    };
  },
  "gate-ignores-answers": (): Text => ({
    message: "no rule of this gate looks at whether answers pass: it would pass were all of them wrong",
    hint: "add `pass_rate: 0.95`, or what share must pass; `gate: none` reports without a verdict",
  }),
  "bad-baseline": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "make it anew with `prompt-run accept RUN --as FILE`",
  }),
  "bad-baseline.part": ({ run }: { readonly run: string }): Text => ({
    message: `the run ${run} is a part of a plan: name what \`prompt-run merge\` makes of all its shards`,
    hint: "make it anew with `prompt-run accept RUN --as FILE`",
  }),
  "missing-baseline": ({ source, near, orphan, accept }: MissingBaseline): Text => {
    if (near !== null) {
      return {
        message: "--baseline is not given: the gate will be incomplete",
        hint: `there is one of this suite: add \`--baseline ${near}\`, or name it in the rule with \`baseline\``,
      };
    }
    const name = source === null ? ", and name it with --baseline FILE, or in the rule with `baseline`" : "";
    const allow =
      orphan === null
        ? "--allow-missing-baseline makes the gate inconclusive instead"
        : `is it that of ${orphan.source}? (${fateText(orphan.fate)})`;
    return {
      message: `${source === null ? "--baseline is not given" : `there is no baseline at ${source} yet`}: the gate will be incomplete`,
      hint: `after this run, make it: \`${accept}\`${name}; ${allow}`,
    };
  },
  "foreign-baseline": ({ suite, name }: { readonly suite: string; readonly name: string }): Text => ({
    message: `this is the baseline of the suite \`${suite}\`, not of \`${name}\`: nothing will be compared`,
    hint: "name the baseline of this suite",
  }),
  "simulated-baseline": ({ source }: { readonly source: string }): Text => ({
    message: `the baseline ${source} was made from simulated replies: a live run is not held against it`,
    hint: "accept a live run, or run with --simulate",
  }),
  "orphan-baseline": ({ source, fate }: Orphan): Text => ({
    message: `${source} is the baseline of no suite of this run: ${fateText(fate)}`,
    hint: "rename the baseline and its `suite` with the suite, or delete it with the suite",
  }),
  "untested-tag.left-out": ({ tag }: Tag): Text => ({
    message: `every case with the tag \`${tag}\` is skipped or quarantined: nothing would be tested`,
    hint: "run at least one of them, or remove the rule",
  }),
  "untested-tag.unknown": ({ tag, nearest, known }: UnknownTag): Text => ({
    message: `no case has the tag \`${tag}\``,
    hint: didYouMean(nearest) ?? (known.length === 0 ? "no case has tags" : `the cases' tags: ${listed(known)}`),
  }),
  "tag-left-out.rule": ({ tag }: Tag): Text => ({
    message: `no selected case has the tag \`${tag}\`: its rule is left out of this run's gate`,
    hint: null,
  }),
  "tag-left-out.gate": ({ tag }: Tag): Text => ({
    message: `no selected case has the tag \`${tag}\`, and the gate has no other rule: it is untested, and the run incomplete`,
    hint: "select cases with the tag too, or report without a verdict: `--set gate=none`",
  }),
  "uncounted-attachment": ({ reason }: { readonly reason: string | null }): Text => ({
    message: `the tokens of this attachment could not be counted${reason === null ? "" : ` (${reason})`}, so its cost cannot be capped`,
    hint: "the endpoint must offer /v1/messages/count_tokens; or remove the cap, or the attachment",
  }),
  "open-ended-cost": ({ part, kind, arm }: OpenEnded): Text => ({
    message: `\`${part}\` may cost any amount, so the cost of \`${arm}\` cannot be capped`,
    hint: BOUND[kind](part),
  }),
  "unknown-price.arm": ({ arm }: { readonly arm: string }): Text => ({
    message: `the price of \`${arm}\` is unknown, so its cost cannot be capped`,
    hint: GIVE_PRICE,
  }),
  "unknown-price.model": ({ model, nearest }: { readonly model: string; readonly nearest: string | null }): Text => ({
    message: `the model \`${model}\` is in no list of prompt-run's: its price is unknown, so its cost cannot be capped`,
    hint: nearest === null ? GIVE_PRICE : `did you mean \`${nearest}\`? Else ${GIVE_PRICE}`,
  }),
  "unknown-price.judge": ({ model, judge }: { readonly model: string; readonly judge: string }): Text => ({
    message: `the price of ${model}, which the judge \`${judge}\` asks, is unknown, so its cost cannot be capped`,
    hint: GIVE_PRICE,
  }),
  "unknown-price.metered": ({ first, count }: { readonly first: string; readonly count: number }): Text => ({
    message: `${count === 1 ? "a request was" : `${count} requests were`} not let through, since nothing could cap what it may cost: ${first}`,
    hint: null,
  }),
  "uncapped-meter": (): Text => ({
    message: "a meter that sends for money needs a cap",
    hint: "say what may be spent, e.g. --max-cost 0.50; --simulate and --offline need none",
  }),
  "uncapped-meter.target": ({ target }: { readonly target: string }): Text => ({
    message: `the target \`${target}\` may ask Claude any amount for money, and nothing caps it`,
    hint: "say what may be spent: --max-cost 0.50, or `limits: { max_cost_usd: 0.5 }`; --simulate and --offline need none",
  }),
  "unmetered-target": (): Text => ({
    message:
      "no call of a target came through the meter, and it does not say what it cost: whether the cap held is not known; `meter: false` is for one that calls no model",
    hint: null,
  }),
  "dearer-than-reserved": ({ answers, excess, isCapped }: Dearer): Text => ({
    message: `${plural(answers, "answer")} cost ${excess} more than was reserved at most${isCapped ? ": a cap cannot hold for such requests, so nothing more was sent" : ""}`,
    hint: null,
  }),
  "dearer-than-reserved.metered": (): Text => ({
    message: "an answer cost more than was reserved at most: nothing more was sent",
    hint: null,
  }),
  "dearer-model-served": ({ arm, answers, served, asked }: OtherModel): Text => ({
    message: `${arm}: ${plural(answers, "answer")} came from ${served}, which costs more than ${asked}`,
    hint: null,
  }),
  "other-model-served": ({ arm, answers, served, asked, isPriced }: OtherModel & Priced): Text => ({
    message: `${arm}: ${plural(answers, "answer")} came from ${served}, and ${asked} was asked for${isPriced ? "" : `; what ${served} costs is not known`}`,
    hint: null,
  }),
  "overridden-prices": ({ models }: { readonly models: readonly string[] }): Text => ({
    message: `costs of ${models.join(", ")} are by the prices of this config, not by the table`,
    hint: "a cap counts no less than the table says",
  }),
  "alias-shadows-model": ({ alias, id }: { readonly alias: string; readonly id: string }): Text => ({
    message: `\`${alias}\` is a model of the API: an alias of that name would send \`${id}\` in its place`,
    hint: "give the alias another name",
  }),
};

/** What became of the suite of a baseline. */
export type SuiteFate =
  | { readonly kind: "unreadable" }
  | { readonly kind: "renamed"; readonly suite: string; readonly now: string }
  | { readonly kind: "gone"; readonly suite: string; readonly file: string };

/** What may cost any amount: an advisor, another tool of the API, or a member of the request's body. */
export type OpenEndedKind = "advisor" | "tool" | "member";

const GIVE_PRICE = "give it a price in prompt-run.config.yaml (`prices:`), or remove the cap";
const BOUND: Readonly<Record<OpenEndedKind, (part: string) => string>> = {
  advisor: () =>
    "give the advisor `max_uses`, `max_tokens` and a model of prompt-run's list; else remove the tool, or the cap",
  tool: () => "give a web search or fetch tool `max_uses`; else remove the tool, or the cap",
  member: (part) => `remove \`${part}\`, or the cap`,
};
const MAX_LISTED = 20;

interface Orphan {
  readonly source: string;
  readonly fate: SuiteFate;
}

interface UnprovableGate {
  readonly limit: number;
  readonly confidence: number;
  readonly cases: number;
  /** How many of no cluster prove as much; fewer where some stand or fall together. */
  readonly worth: number;
  /** How many cases that all pass would show it; null: none can. */
  readonly needed: number | null;
}

interface MissingBaseline {
  /** Where it is to be; null: nothing names a place. */
  readonly source: string | null;
  /** A folder that has one of this suite, which nothing names; null: none is known. */
  readonly near: string | null;
  readonly orphan: Orphan | null;
  /** The command that makes it. */
  readonly accept: string;
}

interface Tag {
  readonly tag: string;
}

interface UnknownTag extends Tag {
  readonly nearest: string | null;
  readonly known: readonly string[];
}

interface OpenEnded {
  readonly part: string;
  readonly kind: OpenEndedKind;
  readonly arm: string;
}

interface Dearer {
  readonly answers: number;
  /** As money is shown. */
  readonly excess: string;
  readonly isCapped: boolean;
}

interface Priced {
  /** Is a price of the model that answered known? */
  readonly isPriced: boolean;
}

interface OtherModel {
  readonly arm: string;
  readonly answers: number;
  readonly served: string;
  readonly asked: string;
}

/** "its suite `a` is called `b` now". */
export function fateText(fate: SuiteFate): string {
  switch (fate.kind) {
    case "unreadable":
      return "it cannot be read";
    case "renamed":
      return `its suite \`${fate.suite}\` is called \`${fate.now}\` now`;
    case "gone":
      return `its suite \`${fate.suite}\` (${fate.file}) was deleted or renamed`;
  }
}

function listed(tags: readonly string[]): string {
  const more = tags.length - MAX_LISTED;
  return `${tags.slice(0, MAX_LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
